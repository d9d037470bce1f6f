// The controller's third part: what the button will do, whether it can, and what the model would see.
#include "engine/messages/plan_limits.h"
#include "ui/document/render.h"
#include "ui/generation/run.h"

namespace lacuna {

void GenerationController::scheduleRefresh() {
    if (!refreshTimer_.isActive()) refreshTimer_.start();
}

Blocked GenerationController::whatBlocks(ActionKind action) const {
    const ModelInfo* info = model();
    if (!info) {
        if (!modelsComplete_) return {BlockReason::LookingForModels, tr("Looking for models...")};
        return {BlockReason::NoModel,
                tr("There is no model yet. Choose \"Add model folder...\" to point at one.")};
    }
    const bool hasMask = document_.hasMask();
    if (!canDo(*info, taskFor(action, hasMask))) {
        return {BlockReason::ModelCannot, tr("The model %1 cannot do \"%2\". Choose another model.")
                                              .arg(QString::fromStdString(info->name), titleOf(action))};
    }
    const bool silent = QString::fromStdString(settings_.prompt).trimmed().isEmpty();
    if (action == ActionKind::Generate && silent)
        return {BlockReason::NoPrompt, tr("Write what the picture should show.")};
    if (action == ActionKind::Edit && silent) return {BlockReason::NoPrompt, tr("Write what should change.")};
    if (action != ActionKind::Generate) {
        if (document_.isEmpty())
            return {BlockReason::NothingVisible, tr("Open a picture or make a new page first.")};
        if (!hasVisiblePixels(document_.picture())) {
            for (const LayerPtr& layer : document_.layers()) {
                if (!layer->visible) {
                    return {BlockReason::NothingVisible,
                            tr("Nothing is visible: the layer \"%1\" is hidden. Show it first.")
                                .arg(QString::fromStdString(layer->name))};
                }
            }
            return {BlockReason::NothingVisible, tr("The page is empty. Add a picture first.")};
        }
    }
    if (action == ActionKind::Fill && !hasMask)
        return {BlockReason::CannotBe, tr("Paint a mask over what should be filled (Q).")};
    if (action == ActionKind::Expand && expansion_.empty())
        return {BlockReason::CannotBe, tr("Pull an edge of the page outwards with the page tool (C).")};
    return {};
}

void GenerationController::refresh() {
    refreshTimer_.stop();
    const ActionKind before = action_;
    action_ = actionFor(
        {!document_.isEmpty(), document_.hasMask(), expansion_, settings_.strength, settings_.action},
        model());

    GenerationState state;
    state.blocked = whatBlocks(action_);
    state.candidates = variants_.readyCount();
    state.reviewing = reviewed_ != 0;
    const int row = reviewedRow();
    state.stale = row >= 0 && variants_.at(row).stale;
    state.error = error_;
    if (const Run* run = watched()) {
        state.run = run->progress;
        state.phase = run->progress.phase;
        state.queued = int(runs_.size()) - 1;
    } else if (state.reviewing) {
        state.phase = Phase::Review;
    } else if (error_) {
        state.phase = Phase::Failed;
    } else if (state.canStart()) {
        state.phase = Phase::Ready;
    } else {
        const bool nothingYet = document_.isEmpty() && state.blocked.reason == BlockReason::NoPrompt;
        state.phase = nothingYet ? Phase::Idle : Phase::Blocked;
    }
    state_ = std::move(state);
    updateContextFrame();
    if (action_ != before) Q_EMIT actionChanged(action_);
    Q_EMIT stateChanged();
}

void GenerationController::updateContextFrame() {
    std::optional<Rect> frame;
    const ModelInfo* info = model();
    const FramedFor now{document_.revision(), action_, settings_.strength,
                        info ? info->folder : std::filesystem::path()};
    if (now == framedFor_) return;
    framedFor_ = now;
    if (info && document_.hasMask() && (action_ == ActionKind::Fill || action_ == ActionKind::Refine)) {
        const auto plan = planRequest(document_.snapshot(), settings_, *info, expansion_);
        if (plan) frame = plan->placement;
    }
    if (frame == contextFrame_) return;
    contextFrame_ = frame;
    Q_EMIT contextFrameChanged(frame);
}

}  // namespace lacuna

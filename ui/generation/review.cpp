// The second half of the controller: looking at candidates, keeping them, letting go of them.
#include <QtCore/QPointer>
#include <QtGui/QUndoCommand>

#include "engine/messages/plan_limits.h"
#include "ui/generation/run.h"

namespace lacuna {
namespace {

constexpr int kMostVariants = 64;  ///< kept in the strip; about 6 MB each at 1.5 megapixels

Size grownBy(Size size, const Margins& margins) {
    return {size.width + margins.left + margins.right, size.height + margins.top + margins.bottom};
}

}  // namespace

/// Taking a candidate out of the strip, as a step of the document's undo stack. The picture itself does not
/// change.
class DiscardVariant : public QUndoCommand {
  public:
    DiscardVariant(GenerationController& controller, int row)
        : QUndoCommand(GenerationController::tr("Discard variant")),
          controller_(&controller),
          row_(row),
          variant_(controller.variants_.at(row)) {}

    void redo() override {
        if (!controller_) return;
        const int row = controller_->variants_.rowOfNumber(variant_.number);
        if (row < 0) return;
        if (controller_->reviewed_ == variant_.number) controller_->review(-1);
        controller_->variants_.removeAt(row);
    }
    void undo() override {
        if (!controller_ || controller_->variants_.rowOfNumber(variant_.number) >= 0) return;
        controller_->variants_.insert(row_, variant_);
        controller_->review(controller_->variants_.rowOfNumber(variant_.number));
    }

  private:
    QPointer<GenerationController> controller_;
    int row_;
    Variant variant_;
};

int GenerationController::reviewedRow() const {
    return reviewed_ ? variants_.rowOfNumber(reviewed_) : -1;
}

void GenerationController::review(int row) {
    if (row >= variants_.count()) return;
    const std::uint64_t before = reviewed_;
    if (row < 0 || !variants_.at(row).ready()) {
        reviewed_ = 0;
        // A row that is being made is watched: its preview comes back to the canvas.
        follow_ = row >= 0;
    } else {
        reviewed_ = variants_.at(row).number;
        follow_ = false;
    }
    if (reviewed_ != before) {
        showReviewed();
        Q_EMIT reviewedRowChanged(reviewedRow());
    }
    refresh();
}

void GenerationController::reviewNext(int direction) {
    const int count = variants_.count();
    int row = reviewedRow();
    if (row < 0) row = direction > 0 ? -1 : count;
    for (int tried = 0; tried < count; ++tried) {
        row = (row + direction + count) % count;
        if (variants_.at(row).ready()) return review(row);
    }
}

void GenerationController::showReviewed() {
    const int row = reviewedRow();
    if (row < 0) {
        Q_EMIT overlayCleared();
        return;
    }
    const Variant& variant = variants_.at(row);
    Rect placement = variant.candidate.placement;
    if (document_.size() != variant.page && document_.size() == grownBy(variant.page, variant.extendPage))
        placement = placement.translated(variant.extendPage.left, variant.extendPage.top);
    Q_EMIT candidateShown(variant.candidate.pixels, placement, variant.candidate.mask);
}

void GenerationController::accept(bool keepReviewing) {
    const int row = reviewedRow();
    if (row < 0) return;
    const Variant variant = variants_.at(row);
    if (variant.layer && document_.layer(*variant.layer)) return showKept(variant, keepReviewing);
    Candidate candidate = variant.candidate;
    AcceptOptions options;

    int dx = 0, dy = 0;
    if (!variant.extendPage.empty()) {
        if (document_.size() == variant.page) {
            options.extendPage = variant.extendPage;
        } else if (document_.size() == grownBy(variant.page, variant.extendPage)) {
            dx = variant.extendPage.left;  // a sibling has extended the page
            dy = variant.extendPage.top;
        } else {
            Q_EMIT failed(
                {ErrorKind::BadRequest,
                 "The page has another size now. Undo to the size that this was made for, or expand again.",
                 {}});
            return;
        }
        candidate.placement = candidate.placement.translated(dx, dy);
    }
    std::vector<std::uint64_t> leaving{variant.number};
    for (int i = 0; i < variants_.count(); ++i) {
        const Variant& sibling = variants_.at(i);
        if (sibling.run != variant.run || sibling.number == variant.number || !sibling.ready()) continue;
        if (sibling.layer && document_.layer(*sibling.layer) && !options.into) {
            options.into = sibling.layer;
        } else if (!keepReviewing && !sibling.layer) {
            options.alsoKeep.push_back(sibling.candidate);
            options.alsoKeep.back().placement = sibling.candidate.placement.translated(dx, dy);
        }
        leaving.push_back(sibling.number);
    }
    options.clearMask = !keepReviewing && variant.extendPage.empty() && bool(candidate.mask);

    accepting_ = true;
    const Result<LayerId> layer = document_.acceptCandidate(candidate, options);
    accepting_ = false;
    if (!layer) {
        Q_EMIT failed(layer.error());
        return;
    }
    if (keepReviewing) {
        variants_.update(row, [&](Variant& kept) { kept.layer = *layer; });
        showReviewed();
    } else {
        review(-1);
        for (const std::uint64_t number : leaving) variants_.removeAt(variants_.rowOfNumber(number));
    }
    if (!variant.extendPage.empty()) {
        expansion_ = {};
        Q_EMIT expansionAccepted();
    }
    refresh();
    Q_EMIT accepted(*layer);
}

void GenerationController::showKept(const Variant& variant, bool keepReviewing) {
    const LayerId layer = *variant.layer;
    const auto& candidates = document_.layer(layer)->generation->candidates;
    for (int i = 0; i < int(candidates.size()); ++i) {
        if (candidates[std::size_t(i)].recipe.sampling.seed != variant.seed) continue;
        accepting_ = true;
        const Result<void> shown = document_.showCandidate(layer, i);
        accepting_ = false;
        if (!shown) Q_EMIT failed(shown.error());
        break;
    }
    if (keepReviewing) return;
    const std::uint64_t run = variant.run;
    review(-1);
    for (int row = variants_.count() - 1; row >= 0; --row) {
        if (variants_.at(row).run == run && variants_.at(row).layer) variants_.removeAt(row);
    }
    refresh();
    Q_EMIT accepted(layer);
}

void GenerationController::discard(int row) {
    if (row < 0) row = reviewedRow();
    if (row < 0 || row >= variants_.count()) return;
    if (!variants_.at(row).ready()) {
        if (Run* run = runOf(variants_.at(row).run)) {
            run->cancelAsked = true;
            run->progress.phase = Phase::Cancelling;
            if (run->id.value != 0) engine_.cancel(run->id);
        }
        return refresh();
    }
    const bool wasReviewed = row == reviewedRow();
    document_.undoStack()->push(new DiscardVariant(*this, row));
    if (wasReviewed) {
        for (int next : {row, row - 1}) {
            if (next >= 0 && next < variants_.count() && variants_.at(next).ready()) {
                review(next);
                break;
            }
        }
    }
    refresh();
}

void GenerationController::discardAll() {
    if (variants_.readyCount() == 0) return;
    document_.undoStack()->beginMacro(tr("Discard variants"));
    for (int row = variants_.count() - 1; row >= 0; --row) {
        if (variants_.at(row).ready()) document_.undoStack()->push(new DiscardVariant(*this, row));
    }
    document_.undoStack()->endMacro();
    refresh();
}

void GenerationController::markStale(const Rect& changed) {
    if (accepting_) return;
    for (int row = 0; row < variants_.count(); ++row) {
        const Variant& variant = variants_.at(row);
        Rect under = variant.candidate.placement;
        if (!variant.ready()) {
            const Run* run = runOf(variant.run);
            if (!run) continue;
            under = run->placement;
        }
        if (!variant.stale && !under.intersected(changed).empty())
            variants_.update(row, [](Variant& v) { v.stale = true; });
    }
}

void GenerationController::unmarkStale() {
    for (int row = 0; row < variants_.count(); ++row) {
        const Variant& variant = variants_.at(row);
        if (variant.stale && variant.ready() && variant.candidate.documentRevision == document_.revision())
            variants_.update(row, [](Variant& v) { v.stale = false; });
    }
    scheduleRefresh();
}

void GenerationController::prune() {
    for (int row = 0; variants_.count() > kMostVariants && row < variants_.count();) {
        const Variant& variant = variants_.at(row);
        if (variant.ready() && variant.number != reviewed_) {
            variants_.removeAt(row);
        } else {
            ++row;
        }
    }
}

void GenerationController::forgetEverything() {
    cancelAll();
    review(-1);
    for (int row = variants_.count() - 1; row >= 0; --row) variants_.removeAt(row);
    expansion_ = {};
    error_.reset();
    refresh();
}

}  // namespace lacuna

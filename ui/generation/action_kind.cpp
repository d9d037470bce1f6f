// See action_kind.h.
#include "ui/generation/action_kind.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ActionKind)
};

}  // namespace

bool canDo(const ModelInfo& model, Task task) {
    return std::find(model.tasks.begin(), model.tasks.end(), task) != model.tasks.end();
}

bool isEditOnly(const ModelInfo& model) {
    return !model.tasks.empty() &&
           std::all_of(model.tasks.begin(), model.tasks.end(), [](Task task) { return task == Task::Edit; });
}

ActionKind actionFor(const ActionSituation& situation, const ModelInfo* model) {
    if (situation.wanted) return *situation.wanted;
    if (situation.hasPage && !situation.expansion.empty()) return ActionKind::Expand;
    if (model && isEditOnly(*model)) return ActionKind::Edit;
    if (!situation.hasPage) return ActionKind::Generate;
    if (situation.strength < 1) return ActionKind::Refine;
    return situation.hasMask ? ActionKind::Fill : ActionKind::Generate;
}

Task taskFor(ActionKind action, bool hasMask) {
    switch (action) {
        case ActionKind::Generate:
            return Task::TextToImage;
        case ActionKind::Refine:
            return hasMask ? Task::Inpaint : Task::ImageToImage;
        case ActionKind::Fill:
            return Task::Inpaint;
        case ActionKind::Expand:
            return Task::Outpaint;
        case ActionKind::Edit:
            return Task::Edit;
    }
    return Task::TextToImage;
}

QString titleOf(ActionKind action) {
    switch (action) {
        case ActionKind::Generate:
            return Words::tr("Generate");
        case ActionKind::Refine:
            return Words::tr("Refine");
        case ActionKind::Fill:
            return Words::tr("Fill");
        case ActionKind::Expand:
            return Words::tr("Expand");
        case ActionKind::Edit:
            return Words::tr("Edit");
    }
    return {};
}

QString explanationOf(ActionKind action, bool hasMask) {
    switch (action) {
        case ActionKind::Generate:
            return Words::tr("Makes a new picture for the whole page from the prompt.");
        case ActionKind::Refine:
            return hasMask ? Words::tr("Reworks what is under the mask, starting from what is there.")
                           : Words::tr("Reworks the whole page, starting from what is there.");
        case ActionKind::Fill:
            return Words::tr("Paints something new under the mask that fits its surroundings.");
        case ActionKind::Expand:
            return Words::tr("Makes the page larger and paints the new area.");
        case ActionKind::Edit:
            return Words::tr("Changes the picture as the prompt says and keeps the rest.");
    }
    return {};
}

const char* iconNameOf(ActionKind action) {
    switch (action) {
        case ActionKind::Generate:
            return "generate";
        case ActionKind::Refine:
            return "refine";
        case ActionKind::Fill:
            return "fill";
        case ActionKind::Expand:
            return "expand";
        case ActionKind::Edit:
            return "edit";
    }
    return "generate";
}

}  // namespace lacuna

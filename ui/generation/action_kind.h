// Which of the five things the one button does. The rule is krita-ai-diffusion's (ui/generation.py): the
// button looks at the mask, the strength, the page's handles and the model, and is named after what it will
// do.
#pragma once

#include <QtCore/QString>
#include <cstdint>
#include <optional>

#include "engine/image/geometry.h"
#include "engine/messages/model_info.h"

namespace lacuna {

enum class ActionKind : std::uint8_t { Generate, Refine, Fill, Expand, Edit };
inline constexpr ActionKind kActionKinds[] = {ActionKind::Generate, ActionKind::Refine, ActionKind::Fill,
                                              ActionKind::Expand, ActionKind::Edit};

/// What the button looks at.
struct ActionSituation {
    bool hasPage = false;
    bool hasMask = false;
    Margins expansion;                 ///< how far handles are pulled out; empty = not at all
    double strength = 1;               ///< (0, 1]
    std::optional<ActionKind> wanted;  ///< chosen from the button's menu; none = the rule decides
};

/// Wanted wins. Else: handles pulled out: Expand; a model that can only edit: Edit; no page: Generate;
/// strength below 100 %: Refine; a mask: Fill; else Generate. `model` may be null.
ActionKind actionFor(const ActionSituation& situation, const ModelInfo* model);

/// What the engine is asked to do for it; a masked Refine is an Inpaint that starts from the picture.
Task taskFor(ActionKind action, bool hasMask);

bool canDo(const ModelInfo& model, Task task);
/// True for models that know no task but Edit.
bool isEditOnly(const ModelInfo& model);

/// "Generate", "Refine", ... as the button shows it.
QString titleOf(ActionKind action);
/// One sentence on what it does, for the tooltip.
QString explanationOf(ActionKind action, bool hasMask);
/// The icon's name in resources/icons.
const char* iconNameOf(ActionKind action);

}  // namespace lacuna

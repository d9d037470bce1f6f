// What the person sets in the prompt dock, as a value. Together with a snapshot of the document it makes a
// request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/messages/request.h"
#include "ui/generation/action_kind.h"

namespace lacuna {

struct PromptSettings {
    std::string prompt;          ///< UTF-8
    std::string negativePrompt;  ///< UTF-8
    std::uint64_t seed = 0;
    bool seedLocked = false;  ///< else each run throws a new one
    bool fast = false;        ///< the model's few-step mode, where it has one
    int steps = 20;
    double guidance = 4;
    double strength = 1;  ///< (0, 1]
    int variants = 1;     ///< 1..8
    std::optional<Size>
        size;  ///< what the model works on when the whole page is made; none = follow the page
    std::optional<ActionKind> action;
    std::vector<LoraUse> loras;  ///< the styles that are on and fit the model
    bool previews = true;

    bool operator==(const PromptSettings&) const = default;
};

}  // namespace lacuna

// From what a model says of itself to what a plan needs to know.
#pragma once

#include "engine/image/inpaint_plan.h"
#include "engine/messages/model_info.h"

namespace lacuna {

inline PlanLimits limitsOf(const ModelInfo& model) {
    return {model.grid, model.minPixels, model.maxPixels, model.sizes.empty() ? Size{} : model.sizes.front()};
}

}  // namespace lacuna

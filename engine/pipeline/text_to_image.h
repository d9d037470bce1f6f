// A picture from words alone (QwenImagePipeline).
#pragma once

#include "engine/pipeline/networks.h"

namespace lacuna {

/// Draws: the noise. Models with source conditioning see a neutral source and a mask of ones.
/// Errors: those of makeSchedule. Throws nn::Cancelled.
Result<DenoiseResult> textToImage(Networks& networks, const CoreRun& run);

}  // namespace lacuna

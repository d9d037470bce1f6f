// What a machine and a model are worth: seconds per step, encode and decode, what previews and cancelling
// cost, memory, and the machine's own ceiling before and after. Figures are explained in docs/benchmarks.md.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/nn/machine.h"
#include "engine/pipeline/backend.h"

namespace lacuna {

/// @param options a JSON object. Either {"model": FOLDER}, or {"layers": N, "width": D} for a transformer of
/// random weights with heads of 128 (D a multiple of 128, or below it one head) beside a VAE of random
/// weights
/// ("vae_base_dim", 96). Common: "size" [width, height] (the model's first size, else 512 x 512), "steps" (5:
/// how often each thing is measured), "text_tokens" (160; random models only), "dtype" ("f32" or "bf16"; the
/// machine's best), "gemm_tokens" (4096), "vae" (true).
/// @return a JSON object; times in seconds, memory in bytes.
/// Errors: BadRequest for unknown or wrong options, those of loading, Cancelled. Throws what libtorch throws.
Result<std::string> runBenchmark(const std::string& options, const nn::MachineProfile& profile,
                                 const RunControl& control);

}  // namespace lacuna

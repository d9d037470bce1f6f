// What a task needs of a loaded model, and what every task is told: the seam between the cores, which compute
// what the published pipelines compute, and whoever prepares their inputs (the editor, tests, parity checks).
#pragma once

#include <torch/torch.h>

#include <optional>
#include <stop_token>

#include "engine/image/geometry.h"
#include "engine/messages/request.h"
#include "engine/models/qwen_image/config.h"
#include "engine/models/qwen_image/mpe.h"
#include "engine/models/qwen_image/transformer.h"
#include "engine/models/qwen_image/vae.h"
#include "engine/models/qwen_image/vae_tiling.h"
#include "engine/pipeline/denoise.h"

namespace lacuna {

struct Networks {
    qwen_image::Transformer transformer{nullptr};
    qwen_image::Vae vae{nullptr};
    qwen_image::SchedulerConfig scheduler;
    qwen_image::MultimodalPositionalEncoding mpe{nullptr};  ///< empty for models without one
    /// The source's latents and the mask join the noisy latents as channels (transformer/config.json:
    /// "source_conditioning").
    bool sourceConditioning = false;
    at::ScalarType computeType = at::kFloat;

    std::int64_t latentChannels() const { return vae->config().zDim; }
};

/// Told while the VAE works; see vae_tiling.h.
struct VaeOptions {
    bool tiled = false;  ///< with the reference's tiles; else in one piece
    qwen_image::OnTile onTile;
};

/// One run of a core. Sizes are in pixels and multiples of 16.
struct CoreRun {
    Task task = Task::TextToImage;  ///< which operation the MPE is told
    Size size;
    int steps = 20;
    double strength = 1;
    Guidance guidance;
    at::Generator generator;                 ///< a CPU generator; cores draw from it in the reference's order
    torch::Tensor noise;                     ///< [1, z, h, w] instead of drawn noise; undefined = draw
    at::ScalarType latentType = at::kFloat;  ///< noise is drawn and latents are kept in it
    VaeOptions encoding;
    OnStep onStep;
    std::stop_token cancel;
};

/// What every core begins with: the target's grid, guidance, type, and the schedule from where `strength`
/// leaves it (1 = all of it). Latents are the core's. Errors: those of makeSchedule and firstStep.
Result<DenoiseInput> beginRun(const Networks& networks, const CoreRun& run, double strength);

/// Tokens of a picture of `size`: one is 16 x 16 pixels.
qwen_image::Grid gridOf(Size size);

/// The run's noise, packed [1, S, 64]: given or drawn.
torch::Tensor packedNoise(const Networks& networks, const CoreRun& run);

/// Clean, normalised, packed latents [1, S, 64] of a picture.
/// @param pixels [1, 3, H, W] in [-1, 1]. @param generator draws a sample of the encoder's distribution;
/// nullopt takes its mean.
torch::Tensor encodePicture(Networks& networks, const torch::Tensor& pixels,
                            std::optional<at::Generator> generator, const VaeOptions& options,
                            at::ScalarType type);

/// [1, C, H, W] in [-1, 1], clamped, float32.
torch::Tensor decodePicture(Networks& networks, const torch::Tensor& packed, Size size,
                            const VaeOptions& options = {});

/// What a model with source conditioning is given beside the noise: [1, S, 4 (z + 1)].
/// @param source [1, z, h, w] normalised latents; undefined = neutral. @param mask [1, 1, h, w] of 0 and 1,
/// 1 = generate; undefined = ones.
torch::Tensor sourceChannels(const Networks& networks, Size size, const torch::Tensor& source = {},
                             const torch::Tensor& mask = {});

/// The MPE's part for one run; empty when the model has none. @param mask as above.
qwen_image::Conditioning conditioningOf(Networks& networks, Task task, Size size,
                                        const torch::Tensor& mask = {});

}  // namespace lacuna

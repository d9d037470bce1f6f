// The MMDiT of Qwen-Image ("Qwen-Image Technical Report", arXiv 2508.02324, section 2): two streams, text and
// image, each with its own modulation, projections and MLP, joined in one attention. Takes packed latents and
// text states, returns the flow's velocity.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <stop_token>
#include <vector>

#include "engine/models/qwen_image/block.h"
#include "engine/models/qwen_image/config.h"
#include "engine/models/qwen_image/rope.h"
#include "engine/nn/layers.h"

namespace lacuna::qwen_image {

/// What a model that was trained with multimodal positional encoding is told beside its inputs. Undefined
/// tensors add nothing.
struct Conditioning {
    torch::Tensor tokenBias;  ///< [B, N, d], added to the image tokens after img_in; N = the first N tokens
                              ///< (the target's)
    torch::Tensor timeBias;   ///< [B, d], added to the timestep embedding
};

struct TransformerInput {
    torch::Tensor latents;  ///< [B, S, inChannels] packed, the target's tokens first, then each reference's
    torch::Tensor text;     ///< [B, T, jointAttentionDim] states of the text encoder, right-padded with zeros
    torch::Tensor textMask;  ///< [B, T] true or 1 = a real token; undefined = all real
    torch::Tensor
        timestep;  ///< [B], sigma in [0, 1] in the latents' dtype (pitfall: in bf16 it is already quantised)
    std::vector<Grid>
        grids;  ///< target first, then references; their areas add up to S. The same for the whole batch
    Conditioning conditioning;
};

struct ForwardOptions {
    std::stop_token
        cancel;  ///< asked before every block and between row chunks of large linears; throws nn::Cancelled
    /// Called after each block with its number (0-based); may be empty.
    std::function<void(std::int64_t block)> onBlock;
    /// Under autograd: keep the activations of one block instead of all (nn/recompute.h).
    bool recompute = false;
};

class TransformerImpl : public nn::Module {
  public:
    /// Parameters are meta tensors of the right shapes: nothing is allocated until loadWeights or
    /// nn::initialize.
    explicit TransformerImpl(const TransformerConfig& config);

    /// @return the velocity [B, S, patchSize^2 * outChannels] for every image token, in the latents' dtype;
    /// editing keeps the target's. Runs under autograd as well as under InferenceMode. Throws nn::Cancelled,
    /// and c10::Error on shapes that do not fit.
    torch::Tensor forward(const TransformerInput& input, const ForwardOptions& options = {});

    const TransformerConfig& config() const { return config_; }

  private:
    /// Depends on the timestep alone: both guidance branches of a step share it, so the last one is
    /// remembered outside autograd.
    struct StepModulation {
        torch::Tensor temb;  ///< [B or 2B, d] after SiLU
        std::int64_t targetTokens = -1, imageTokens = -1;
        std::size_t weights =
            0;  ///< state of the weights that it was made with: training changes them in place
        std::vector<BlockModulation> blocks;
    };
    /// [B, d] or, with zero_cond_t, [2B, d].
    torch::Tensor timeEmbedding(const TransformerInput& input);
    void rememberStep(const torch::Tensor& temb, std::int64_t targetTokens, std::int64_t imageTokens);
    /// One block under autograd, computed again in backward.
    Streams recomputedBlock(std::size_t block, const Streams& streams, const torch::Tensor& temb,
                            std::int64_t targetTokens, const RopeTables& rope, const torch::Tensor& mask);
    BlockModulation blockModulation(std::size_t block, const torch::Tensor& temb, std::int64_t targetTokens,
                                    std::int64_t imageTokens);

    TransformerConfig config_;
    RopeCache rope_;
    StepModulation remembered_;
    nn::Linear img_in{nullptr};
    nn::RmsNorm txt_norm{nullptr};
    nn::Linear txt_in{nullptr};
    nn::Linear linear_1{nullptr}, linear_2{nullptr};  // time_text_embed.timestep_embedder
    nn::Embedding addition_t_embedding{nullptr};      // time_text_embed, Layered only
    std::vector<TransformerBlock> transformer_blocks;
    nn::Linear norm_out{nullptr};  // norm_out.linear
    nn::Linear proj_out{nullptr};
};
TORCH_MODULE(Transformer);

/// [B, C, h, w] -> [B, h/2 * w/2, 4C]: token feature 4c + 2dy + dx. h and w even.
torch::Tensor packLatents(const torch::Tensor& latents);
/// The inverse: [B, rows * columns, 4C] -> [B, C, 2 rows, 2 columns].
torch::Tensor unpackLatents(const torch::Tensor& packed, std::int64_t rows, std::int64_t columns);

/// A model with random weights of the given type, for benchmarks: cost without a checkpoint. Weights are
/// scaled so that activations stay of order one through any depth.
Transformer makeRandomTransformer(const TransformerConfig& config, torch::ScalarType type,
                                  std::uint64_t seed = 0);

}  // namespace lacuna::qwen_image

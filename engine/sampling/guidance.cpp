// See guidance.h.
#include "engine/sampling/guidance.h"

namespace lacuna {

torch::Tensor guide(const torch::Tensor& positive, const torch::Tensor& negative, double scale) {
    const auto combined = negative + scale * (positive - negative);
    const auto wanted = at::linalg_vector_norm(positive, 2, {-1}, /*keepdim=*/true);
    const auto found = at::linalg_vector_norm(combined, 2, {-1}, /*keepdim=*/true);
    // The reference divides by the length itself; the floor only keeps 0 / 0 from spreading.
    return combined * (wanted / found.clamp_min(1e-30));
}

}  // namespace lacuna

// See noise.h.
#include "engine/sampling/noise.h"

#include <ATen/CPUGeneratorImpl.h>

namespace lacuna {

at::Generator makeGenerator(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

torch::Tensor drawNoise(at::Generator generator, std::int64_t channels, std::int64_t height,
                        std::int64_t width, at::ScalarType type) {
    return at::randn({1, channels, 2 * (height / 16), 2 * (width / 16)}, std::move(generator),
                     at::TensorOptions(type).device(at::kCPU));
}

}  // namespace lacuna

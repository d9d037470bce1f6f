// What this machine is good at. The best arithmetic type, attention kernel and thread count differ between
// machines by a factor of ten and more, so they are measured once (about 50 ms), remembered on disk, and
// shown to the person.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>

#include "engine/nn/attention.h"

namespace lacuna::nn {

struct MachineProfile {
    std::string key;  ///< processor, its instruction sets, cores, libtorch's version: what the measurement is
                      ///< valid for
    torch::ScalarType computeType = torch::kFloat;
    AttentionKernel attention = AttentionKernel::Fused;
    int threads = 1;
    // What was measured, in GFLOP/s.
    double linearF32 = 0, linearBf16 = 0;
    double attentionFused = 0, attentionBlocked = 0;  ///< in computeType
    std::string describe() const;                     ///< one line for the About box
};

/// Reads `cache` if it is there and still about this machine, else measures and writes it (a cache that
/// cannot be written is no error). An empty path means ~/.cache/lacuna/machine.json (XDG_CACHE_HOME is
/// honoured).
MachineProfile machineProfile(const std::filesystem::path& cache = {});
/// Measures now.
MachineProfile measureMachine();
/// What a linear layer's product reaches on this machine just now, GFLOP/s: [256, 1024] x [1024, 1024] with
/// libtorch's present number of threads, 4096 x 4096 x 4096 on an accelerator. The best of three,
/// or of as many as `seconds` hold: on a machine that others use it takes some to meet a free moment.
double linearRate(torch::ScalarType type, torch::Device device = torch::kCPU, double seconds = 0);
/// Sets libtorch's thread count and the attention kernel.
void apply(const MachineProfile& profile);

}  // namespace lacuna::nn

// Where a token is: the three-axis rotary table of the MMDiT. Frame, row and column each turn their share of
// a head's channels; text tokens go on along all three axes beyond the pictures, on the diagonal.
#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <vector>

#include "engine/nn/rotary.h"

namespace lacuna::qwen_image {

/// One picture's tokens, row-major: (frames, rows, columns); frames is 1 for images. 1024 x 1024 pixels are
/// 64 x 64 tokens.
struct Grid {
    std::int64_t frames = 1;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    bool operator==(const Grid&) const = default;
    std::int64_t tokens() const { return frames * rows * columns; }
};

/// Text and image tables of one forward pass.
struct RopeTables {
    nn::RotaryTable text;   ///< [T, head / 2]
    nn::RotaryTable image;  ///< [S, head / 2], pictures one after the other
};

/// Positions (spec of QwenEmbedRope): picture n has frame position n + f; rows and columns are centred,
/// -(size - size / 2) .. size / 2 - 1, so an odd size has its extra one on the negative side; text token s
/// has position max over all pictures of max(rows / 2, columns / 2) + s on every axis.
/// @param layered the last picture is the condition, at frame position -1 (QwenEmbedLayer3DRope).
RopeTables makeRopeTables(const std::vector<Grid>& grids, std::int64_t textTokens,
                          const std::array<std::int64_t, 3>& axes, bool layered);

/// Remembers the tables of the last few (grids, text length): every step of a run asks for the same ones.
class RopeCache {
  public:
    RopeCache(const std::array<std::int64_t, 3>& axes, bool layered) : axes_(axes), layered_(layered) {}
    /// Tables on the given device, float32.
    RopeTables get(const std::vector<Grid>& grids, std::int64_t textTokens, torch::Device device);

  private:
    struct Entry {
        std::vector<Grid> grids;
        std::int64_t textTokens = 0;
        torch::Device device{torch::kCPU};
        RopeTables tables;
    };
    std::array<std::int64_t, 3> axes_;
    bool layered_;
    std::vector<Entry> entries_;  ///< most recently used first
};

}  // namespace lacuna::qwen_image

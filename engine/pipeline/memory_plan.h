// What a run will take, before it starts: an editor must say "too large" in a sentence, not be killed by the
// system half-way.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/base/result.h"
#include "engine/image/geometry.h"
#include "engine/models/qwen_image/config.h"

namespace lacuna {

struct MemoryQuestion {
    qwen_image::TransformerConfig transformer;
    qwen_image::VaeConfig vae;
    Size size;                         ///< of the model's picture
    std::int64_t referenceTokens = 0;  ///< of pictures that an edit looks at
    Size largestReference;             ///< the largest picture to be encoded beside it
    std::int64_t textTokens = 512;
    int bytesPerNumber = 4;
    std::uint64_t weightsToLoad = 0;  ///< private bytes that loading will take; mapped weights take none
    bool encodes = false;             ///< a source or reference goes through the VAE
};

struct MemoryPlan {
    bool tiledEncode = false;
    bool tiledDecode = false;
    std::uint64_t bytes = 0;  ///< the estimated peak beyond what is in use now
};

/// Memory that can be taken without swapping: the system's MemAvailable, and no more than a control group
/// leaves.
std::uint64_t availableMemory();

/// The largest of transformer step, encode and decode. The VAE works in one piece while that takes at most
/// half of `available`, in tiles otherwise.
MemoryPlan planMemory(const MemoryQuestion& question, std::uint64_t available);

/// An Error of kind OutOfMemory when the plan does not fit: "1536 x 1536 needs 21.4 GB and 15.9 GB are free.
/// Try 1024 x 1024, ...". @param sizes the model's recommended ones: the largest that fits is proposed.
Result<MemoryPlan> checkMemory(const MemoryQuestion& question, std::uint64_t available,
                               std::span<const Size> sizes);

}  // namespace lacuna

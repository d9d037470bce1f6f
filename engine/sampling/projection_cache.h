// The fitted projection outlives the program: it depends on nothing but the VAE's weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>

#include "engine/formats/checkpoint.h"
#include "engine/sampling/latent_projection.h"

namespace lacuna {

/// A 64-bit hash of every name, type, shape and byte of a checkpoint (FNV-1a over 8-byte words). It tells
/// checkpoints apart; it does not protect against a forger. @param mostBytes of each tensor's data are read.
std::uint64_t hashOf(const Checkpoint& checkpoint,
                     std::size_t mostBytes = std::numeric_limits<std::size_t>::max());

/// Where previews' projections are kept: $XDG_CACHE_HOME/lacuna/previews, or ~/.cache/lacuna/previews.
std::filesystem::path projectionCacheFolder();

/// Reads the projection of a VAE with this hash, else calls `fit` and remembers what it gives. A cache that
/// is damaged or cannot be written costs the fit again and is no error.
LatentProjection cachedProjection(const std::filesystem::path& folder, std::uint64_t weightsHash,
                                  std::int64_t channels, const std::function<LatentProjection()>& fit);

}  // namespace lacuna

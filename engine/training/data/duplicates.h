// Which pictures of a collection are the same picture again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lacuna::training::data {

struct Duplicate {
    std::size_t index = 0;  ///< the picture to leave out
    std::size_t of = 0;     ///< the nearest picture that stays
    int distance = 0;       ///< bits
    bool operator==(const Duplicate&) const = default;
};

/// Goes through `hashes` in their order (put the better pictures first): a picture within `radius` bits of
/// one that stays is its duplicate, every other one stays. So no chain of small steps joins two different
/// pictures. Multi-index hashing (Norouzi, Punjani, Fleet 2012): of radius + 1 pieces of the hash, one must
/// agree. For random hashes that is about n^2 (radius + 1) / 2^(64 / (radius + 1)) comparisons; n^2 at worst,
/// when all pictures share a piece.
/// @param radius 0..15.
std::vector<Duplicate> findDuplicates(std::span<const std::uint64_t> hashes, int radius);

}  // namespace lacuna::training::data

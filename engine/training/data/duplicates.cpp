// See duplicates.h.
#include "engine/training/data/duplicates.h"

#include <unordered_map>

#include "engine/base/check.h"
#include "engine/training/data/perceptual_hash.h"

namespace lacuna::training::data {

std::vector<Duplicate> findDuplicates(std::span<const std::uint64_t> hashes, int radius) {
    LACUNA_CHECK(radius >= 0 && radius <= 15);
    const int pieces = radius + 1;
    std::vector<std::unordered_map<std::uint64_t, std::vector<std::size_t>>> kept(
        static_cast<std::size_t>(pieces));
    const auto piece = [&](std::uint64_t hash, int i) {
        const int first = 64 * i / pieces, bits = 64 * (i + 1) / pieces - first;
        return bits == 64 ? hash : hash >> first & ((std::uint64_t{1} << bits) - 1);
    };
    std::vector<Duplicate> duplicates;
    for (std::size_t index = 0; index < hashes.size(); ++index) {
        Duplicate nearest{index, index, radius + 1};
        for (int i = 0; i < pieces; ++i) {
            const auto bucket = kept[std::size_t(i)].find(piece(hashes[index], i));
            if (bucket == kept[std::size_t(i)].end()) continue;
            for (const std::size_t other : bucket->second) {
                const int distance = hammingDistance(hashes[index], hashes[other]);
                if (distance < nearest.distance || (distance == nearest.distance && other < nearest.of))
                    nearest = {index, other, distance};
            }
        }
        if (nearest.distance <= radius) {
            duplicates.push_back(nearest);
            continue;
        }
        for (int i = 0; i < pieces; ++i) kept[std::size_t(i)][piece(hashes[index], i)].push_back(index);
    }
    return duplicates;
}

}  // namespace lacuna::training::data

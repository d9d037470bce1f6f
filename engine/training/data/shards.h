// The selected part of a scored set as shards: what a training machine without the originals is given.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/training/data/picture_set.h"
#include "engine/training/data/shard_file.h"

namespace lacuna::training::data {

inline constexpr const char* kManifestFile = "manifest.json";

/// manifest.json: what is there, and of what.
struct ShardManifest {
    struct Entry {
        std::string file;         ///< a plain name in the manifest's folder
        std::uint64_t bytes = 0;  ///< size of the file
        std::uint64_t hash = 0;   ///< fnv1a() of its bytes: tells a damaged file, not a forged one
        int samples = 0;
        bool operator==(const Entry&) const = default;
    };
    std::uint64_t selection = 0;  ///< fingerprint of the samples, their weights and the options
    int samples = 0;              ///< of the whole selection
    bool complete = false;        ///< all shards are there
    std::vector<Entry> shards;    ///< in order

    /// Errors: ModelMissing; BadFile, also for names that lead out of the folder; Unsupported when newer.
    static Result<ShardManifest> read(const std::filesystem::path& folder);
    Result<void> write(const std::filesystem::path& folder) const;
};

struct ShardOptions {
    ReadPicture read;                               ///< must be there
    std::int64_t resolution = 1024;                 ///< pictures become about its square (buckets.h)
    int grid = 16;                                  ///< sides are multiples of it
    int perShard = 256;                             ///< samples
    std::function<bool()> stopped = {};             ///< asked between pictures; may be empty
    std::function<void(int, int)> onProgress = {};  ///< shards done, all shards; may be empty
};

/// Writes the samples of <set>/scores.jsonl that have a weight into <folder>, made if need be. The order is
/// that of the hashes of their names, so that every shard is a mixture. Shards of the same selection and
/// options that the manifest lists and that are undamaged are kept, so a run that was killed goes on, to the
/// same bytes; shards of another selection are replaced. Errors: those of the score file; BadFile when
/// nothing was selected, or a picture has changed since it was scored; CannotWrite; Cancelled.
Result<ShardManifest> writeShards(const std::filesystem::path& set, const std::filesystem::path& folder,
                                  const ShardOptions& options);

/// Opens every shard that the manifest lists, after comparing size and hash. Errors: those of the manifest
/// and of Shard::open; BadFile naming the shard that is missing or damaged, or when the set is not complete.
Result<std::vector<Shard>> openShards(const std::filesystem::path& folder);

}  // namespace lacuna::training::data

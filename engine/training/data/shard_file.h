// A shard: some hundred pictures in one file, decoded and brought to the size that they are trained at, with
// their captions and weights. A safetensors file, so that every machine that can train can read it, through
// the reader that already checks every number of such files; docs/adr/0004 says why.
// "000000.picture" U8 [h, w, 3] sRGB, for edit pairs "000000.source" too; metadata "lacuna.shard" = JSON
// {"version": 1, "samples": [{"name", "caption", "captioned_by", "weight"}]}.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/formats/safetensors.h"
#include "engine/image/image.h"

namespace lacuna::training::data {

inline constexpr int kMaxShardSamples = 100'000;

struct ShardSample {
    std::string name;        ///< where it came from, for messages
    std::string caption;     ///< UTF-8, not empty
    bool byMachine = false;  ///< who wrote it
    double weight = 1;       ///< above 0
    bool edit = false;       ///< there is a source picture
};

/// A sample to write. Pictures are Rgb8, not empty; `source` is null for a plain sample.
struct ShardEntry {
    ShardSample sample;
    Image picture, source;
};
/// Atomically; the same entries give the same bytes. Errors: BadRequest, CannotWrite.
Result<void> writeShard(const std::filesystem::path& file, std::span<const ShardEntry> entries);

class Shard {
  public:
    /// Checks everything that the file claims before a picture is handed out. Errors: ModelMissing, BadFile
    /// naming the file.
    static Result<Shard> open(const std::filesystem::path& file);

    const std::vector<ShardSample>& samples() const { return samples_; }
    /// A copy, Rgb8. @param index below samples().size(). source: of an edit pair, else null.
    Image picture(std::size_t index) const;
    Image source(std::size_t index) const;

  private:
    Shard(std::shared_ptr<const SafetensorsFile> file, std::vector<ShardSample> samples)
        : file_(std::move(file)), samples_(std::move(samples)) {}
    std::shared_ptr<const SafetensorsFile> file_;
    std::vector<ShardSample> samples_;
};

}  // namespace lacuna::training::data

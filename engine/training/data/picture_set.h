// Where training gets pictures from, whichever way they were prepared: a folder of pictures with captions, a
// set that was collected and scored, or a folder of shards. One reader for all of them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/image/image.h"
#include "engine/training/data/collect.h"
#include "engine/training/data/shard_file.h"

namespace lacuna::training::data {

/// How pictures are decoded where something is there that can: upright, sRGB.
using ReadPicture = std::function<Result<Image>(const std::filesystem::path&)>;

/// A sample that is trained on.
struct SetItem {
    Sample sample;  ///< with the machine's caption where no person wrote one
    bool byMachine = false;
    double weight = 1;           ///< how often it is drawn, relative to the others; above 0
    FileStamp stamp, editStamp;  ///< when it was scored; 0 in a folder that was not

    std::string name() const;  ///< the path of the picture, of a pair "picture < source"
};

/// The samples of a scored set that have a weight, in the set's order. Errors: those of the two files;
/// BadFile when the set was not scored to its end or was collected anew since, or when nothing was selected.
Result<std::vector<SetItem>> selectedOf(const std::filesystem::path& set);

class PictureSet {
  public:
    /// @param where a folder with manifest.json (shards), with samples.jsonl (a set), or of pictures, which
    /// are taken as collectFolder() finds them. A picture without a caption is an error there unless
    /// `uncaptioned` keeps it. Errors: ModelMissing when there is no such folder, BadFile when it holds no
    /// picture, or naming the file that is wrong; those of selectedOf() and openShards().
    static Result<PictureSet> open(const std::filesystem::path& where,
                                   Uncaptioned uncaptioned = Uncaptioned::Refuse);

    std::size_t size() const { return items_.size(); }
    const std::string& caption(std::size_t index) const { return items_[index].sample.caption; }
    double weight(std::size_t index) const { return items_[index].weight; }
    std::string name(std::size_t index) const { return items_[index].name(); }
    /// An edit pair: its caption is an instruction that made the picture from another one.
    bool isEdit(std::size_t index) const { return !items_[index].sample.editPicture.empty(); }
    /// Those that are no edit pairs. Error: BadFile when there are only pairs.
    Result<std::vector<std::size_t>> described() const;
    /// Changes when the picture does: what caches are named after.
    std::string identity(std::size_t index) const;
    /// @param read may be empty for shards, which hold decoded pictures. Errors: those of `read`; Unsupported
    /// when it is needed and empty.
    Result<Image> picture(std::size_t index, const ReadPicture& read) const;

  private:
    explicit PictureSet(std::filesystem::path where) : where_(std::move(where)) {}

    struct Place {
        std::size_t shard = 0, index = 0;
    };
    std::filesystem::path where_;
    std::vector<SetItem> items_;
    std::vector<Shard> shards_;
    std::vector<Place> places_;           ///< of each item when there are shards
    std::vector<std::string> shardHash_;  ///< of each shard
};

}  // namespace lacuna::training::data

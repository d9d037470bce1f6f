// See picture_set.h.
#include "engine/training/data/picture_set.h"

#include <algorithm>
#include <map>

#include "engine/training/data/score_file.h"
#include "engine/training/data/shards.h"

namespace lacuna::training::data {
namespace fs = std::filesystem;
namespace {

Result<std::vector<SetItem>> folderItems(const fs::path& folder, Uncaptioned uncaptioned) {
    if (std::error_code error; !fs::is_directory(folder, error))
        return fail(ErrorKind::ModelMissing, "The folder of pictures cannot be read. Check \"pictures\".",
                    folder.string());
    LACUNA_TRY(const auto found, collectFolder(folder, uncaptioned));
    if (!found.refused.empty()) {
        const Refused& first = found.refused.front();
        return fail(
            ErrorKind::BadFile,
            "The picture " + fs::path(first.file).filename().string() + " cannot be used. " + first.why,
            first.file);
    }
    if (found.samples.empty())
        return fail(ErrorKind::BadFile,
                    "There are no pictures in the folder. Put some there, each with a .txt.",
                    folder.string());
    std::vector<SetItem> items;
    for (const Sample& sample : found.samples) items.push_back({sample, false, 1, {}, {}});
    return items;
}

}  // namespace

std::string SetItem::name() const {
    return sample.editPicture.empty() ? sample.picture.string()
                                      : sample.picture.string() + " < " + sample.editPicture.string();
}

Result<std::vector<SetItem>> selectedOf(const fs::path& set) {
    LACUNA_TRY(const auto samples, readSamples(set / kSamplesFile));
    const auto file = set / kScoresFile;
    const auto scoreAgain = [&](const char* why) {
        return fail(ErrorKind::BadFile, std::string(why) + " Run lacuna-train score again.", file.string());
    };
    if (std::error_code error; !fs::exists(file, error)) return scoreAgain("The set has not been scored.");
    LACUNA_TRY(const auto scores, readScores(file));
    if (scores.rules.is_null()) return scoreAgain("The set has not been scored to its end.");
    std::map<std::pair<fs::path, fs::path>, const ScoreRecord*> recordOf;
    for (const ScoreRecord& record : scores.records) recordOf[{record.picture, record.editPicture}] = &record;
    std::vector<SetItem> items;
    for (const Sample& sample : samples) {
        const auto found = recordOf.find({sample.picture, sample.editPicture});
        if (found == recordOf.end() || found->second->captionHash != fnv1a(sample.caption))
            return scoreAgain("The set was collected anew after it was scored.");
        const ScoreRecord& record = *found->second;
        if (record.weight <= 0) continue;
        SetItem item{sample, !record.captioned, record.weight, record.stamp, record.editStamp};
        if (item.byMachine) item.sample.caption = record.machineCaption;
        items.push_back(std::move(item));
    }
    if (items.empty()) {
        return fail(ErrorKind::BadFile,
                    "Every picture of the set was dropped. Look at the report, and relax the rules.",
                    file.string());
    }
    return items;
}

Result<PictureSet> PictureSet::open(const fs::path& where, Uncaptioned uncaptioned) {
    PictureSet set(where);
    std::error_code error;
    if (fs::exists(where / kManifestFile, error)) {
        LACUNA_TRY(const auto manifest, ShardManifest::read(where));
        LACUNA_TRY(set.shards_, openShards(where));
        for (std::size_t s = 0; s < set.shards_.size(); ++s) {
            set.shardHash_.push_back(std::to_string(manifest.shards[s].hash));
            const auto& samples = set.shards_[s].samples();
            for (std::size_t i = 0; i < samples.size(); ++i) {
                SetItem item{{samples[i].name, {}, samples[i].caption},
                             samples[i].byMachine,
                             samples[i].weight,
                             {},
                             {}};
                if (samples[i].edit) item.sample.editPicture = "source";
                set.items_.push_back(std::move(item));
                set.places_.push_back({s, i});
            }
        }
    } else if (fs::exists(where / kSamplesFile, error)) {
        LACUNA_TRY(set.items_, selectedOf(where));
    } else {
        LACUNA_TRY(set.items_, folderItems(where, uncaptioned));
    }
    return set;
}

Result<std::vector<std::size_t>> PictureSet::described() const {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < size(); ++i) {
        if (!isEdit(i)) indices.push_back(i);
    }
    if (!indices.empty()) return indices;
    return fail(ErrorKind::BadFile,
                "There are only edit pairs among the pictures. Add pictures with captions.", where_.string());
}

std::string PictureSet::identity(std::size_t index) const {
    if (!places_.empty())
        return "shard " + shardHash_[places_[index].shard] + " " + std::to_string(places_[index].index);
    const auto& file = items_[index].sample.picture;
    std::error_code error;
    const auto size = fs::file_size(file, error);
    const auto written = fs::last_write_time(file, error);
    return file.string() + " " +
           (error ? std::string()
                  : std::to_string(size) + " " + std::to_string(written.time_since_epoch().count()));
}

Result<Image> PictureSet::picture(std::size_t index, const ReadPicture& read) const {
    if (!places_.empty()) return shards_[places_[index].shard].picture(places_[index].index);
    if (!read) {
        return fail(
            ErrorKind::Unsupported,
            "This build cannot decode pictures. Write them into shards where Lacuna is built with its "
            "window (lacuna-train shards), and train on those.",
            items_[index].sample.picture.string());
    }
    return read(items_[index].sample.picture);
}

}  // namespace lacuna::training::data

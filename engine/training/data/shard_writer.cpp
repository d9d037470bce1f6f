// Writing shards so that a killed run goes on: a shard takes its name only when it is whole, and the manifest
// names it only after that.
#include <algorithm>
#include <cstdio>

#include "engine/base/check.h"
#include "engine/formats/json_file.h"
#include "engine/image/convert.h"
#include "engine/training/data/buckets.h"
#include "engine/training/data/shards.h"

namespace lacuna::training::data {
namespace fs = std::filesystem;
namespace {

std::string shardName(std::size_t index) {
    char text[48];
    std::snprintf(text, sizeof text, "shard-%05zu.safetensors", index);
    return text;
}

/// Hash order, names deciding between equal ones: the same set gives the same order everywhere.
void mix(std::vector<SetItem>& items) {
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    for (std::size_t i = 0; i < items.size(); ++i) order.emplace_back(fnv1a(items[i].name()), i);
    std::ranges::sort(order);
    std::vector<SetItem> mixed;
    for (const auto& [hash, i] : order) mixed.push_back(std::move(items[i]));
    items = std::move(mixed);
}

std::uint64_t fingerprintOf(const std::vector<SetItem>& items, const ShardOptions& options) {
    std::uint64_t hash = fnv1a("1 " + std::to_string(options.resolution) + " " +
                               std::to_string(options.grid) + " " + std::to_string(options.perShard));
    for (const SetItem& item : items) {
        const Json line{item.name(), item.sample.caption, item.byMachine,
                        item.weight, item.stamp.hash,     item.editStamp.hash};
        hash = fnv1a(line.dump() + "\n", hash);
    }
    return hash;
}

Result<Image> fitted(const fs::path& file, const FileStamp& stamp, const ShardOptions& options) {
    if (!isUnchanged(file, stamp)) {
        return fail(ErrorKind::BadFile,
                    "The picture " + file.filename().string() +
                        " has changed since it was scored. Run lacuna-train score again.",
                    file.string());
    }
    LACUNA_TRY(const Image image, options.read(file));
    const Bitmap rgb = converted(flattened(image), PixelFormat::Rgb8);
    return fittedTo(rgb, bucketOf(image.size(), options.resolution, options.grid)).freeze();
}

class ShardWriter {
  public:
    ShardWriter(fs::path folder, const ShardOptions& options, std::vector<SetItem> items)
        : folder_(std::move(folder)), options_(options), items_(std::move(items)) {
        now_.selection = fingerprintOf(items_, options_);
        now_.samples = int(items_.size());
    }

    Result<ShardManifest> run() {
        LACUNA_TRY_VOID(begin());
        const auto per = std::size_t(options_.perShard);
        const std::size_t count = (items_.size() + per - 1) / per;
        for (std::size_t s = now_.shards.size(); s < count; ++s) {
            if (options_.onProgress) options_.onProgress(int(s), int(count));
            const std::size_t first = s * per;
            LACUNA_TRY_VOID(write(s, first, std::min(first + per, items_.size())));
        }
        if (options_.onProgress) options_.onProgress(int(count), int(count));
        now_.complete = true;
        LACUNA_TRY_VOID(now_.write(folder_));
        return now_;
    }

  private:
    /// Takes over what an earlier run of the same selection has finished; removes what is of no use.
    Result<void> begin() {
        std::error_code error;
        fs::create_directories(folder_, error);
        if (error)
            return fail(ErrorKind::CannotWrite, "The shards' folder cannot be made. Choose another.",
                        folder_.string());
        const auto before = fs::exists(folder_ / kManifestFile, error)
                                ? ShardManifest::read(folder_)
                                : Result<ShardManifest>(ShardManifest{});
        if (before && before->selection == now_.selection) {
            for (const auto& entry : before->shards) {
                const auto stamp = stampOf(folder_ / entry.file);
                if (!stamp || stamp->bytes != entry.bytes || stamp->hash != entry.hash) break;
                now_.shards.push_back(entry);
            }
        }
        // The manifest first: it must never name a file that is gone.
        LACUNA_TRY_VOID(now_.write(folder_));
        std::vector<fs::path> useless;
        for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
            const auto name = it->path().filename().string();
            const bool unfinished = name.starts_with(".shard-") && name.find(".safetensors.") != name.npos;
            const bool another =
                name.starts_with("shard-") && name.ends_with(".safetensors") &&
                std::ranges::find(now_.shards, name, &ShardManifest::Entry::file) == now_.shards.end();
            if (unfinished || another) useless.push_back(it->path());
        }
        for (const auto& file : useless) fs::remove(file, error);
        return {};
    }

    Result<void> write(std::size_t number, std::size_t first, std::size_t end) {
        std::vector<ShardEntry> entries;
        for (std::size_t i = first; i < end; ++i) {
            if (options_.stopped && options_.stopped())
                return fail(ErrorKind::Cancelled,
                            "Stopped while shards were written. Run it again to go on.");
            const SetItem& item = items_[i];
            const bool edit = !item.sample.editPicture.empty();
            ShardEntry entry{{item.name(), item.sample.caption, item.byMachine, item.weight, edit}, {}, {}};
            LACUNA_TRY(entry.picture, fitted(item.sample.picture, item.stamp, options_));
            if (edit) {
                LACUNA_TRY(entry.source, fitted(item.sample.editPicture, item.editStamp, options_));
            }
            entries.push_back(std::move(entry));
        }
        const auto name = shardName(number);
        LACUNA_TRY_VOID(writeShard(folder_ / name, entries));
        LACUNA_TRY(const auto stamp, stampOf(folder_ / name));
        now_.shards.push_back({name, stamp.bytes, stamp.hash, int(entries.size())});
        return now_.write(folder_);
    }

    fs::path folder_;
    const ShardOptions& options_;
    std::vector<SetItem> items_;
    ShardManifest now_;
};

}  // namespace

Result<ShardManifest> writeShards(const fs::path& set, const fs::path& folder, const ShardOptions& options) {
    LACUNA_CHECK(options.read && options.perShard >= 1 && options.perShard <= kMaxShardSamples);
    LACUNA_TRY(auto items, selectedOf(set));
    mix(items);
    return ShardWriter(folder, options, std::move(items)).run();
}

}  // namespace lacuna::training::data

// The manifest of a folder of shards, and the way back: all shards, checked against it.
#include "engine/formats/atomic_file.h"
#include "engine/formats/json_file.h"
#include "engine/training/data/hex_number.h"
#include "engine/training/data/shards.h"

namespace lacuna::training::data {
namespace {

constexpr int kManifestVersion = 1;
constexpr std::size_t kMaxShards = 1'000'000;

Result<ShardManifest::Entry> entryFrom(const Json& json, const std::string& where) {
    LACUNA_TRY(const auto object, JsonObject::of(json, where));
    ShardManifest::Entry entry;
    LACUNA_TRY(entry.file, object.text("file", 255));
    if (entry.file.empty() || entry.file.front() == '.' || entry.file.find('/') != entry.file.npos ||
        entry.file.find('\\') != entry.file.npos || entry.file.find('\0') != entry.file.npos) {
        return fail(ErrorKind::BadFile,
                    "The manifest names a shard outside its own folder. Write the shards again.", where);
    }
    LACUNA_TRY(const auto bytes, object.integer("bytes", 1, INT64_MAX));
    entry.bytes = std::uint64_t(bytes);
    LACUNA_TRY(entry.hash, hexFrom(object, "hash"));
    LACUNA_TRY(const auto samples, object.integer("samples", 1, kMaxShardSamples));
    entry.samples = int(samples);
    return entry;
}

}  // namespace

Result<ShardManifest> ShardManifest::read(const std::filesystem::path& folder) {
    const auto file = folder / kManifestFile;
    LACUNA_TRY(const Json json, readJsonFile(file, {256u << 20, 8}, "Write the shards again."));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    LACUNA_TRY(const auto version, object.integer("lacuna_shards", 1, INT32_MAX));
    if (version > kManifestVersion)
        return fail(ErrorKind::Unsupported, "A newer Lacuna wrote these shards. Update, or write them again.",
                    file.string());
    ShardManifest manifest;
    LACUNA_TRY(manifest.selection, hexFrom(object, "selection"));
    LACUNA_TRY(const auto samples, object.integer("samples", 1, INT32_MAX));
    manifest.samples = int(samples);
    LACUNA_TRY(manifest.complete, object.boolean("complete"));
    const auto list = json.find("shards");
    if (list == json.end() || !list->is_array() || list->size() > kMaxShards)
        return fail(ErrorKind::BadFile, "\"shards\" must be a list. Write the shards again.", file.string());
    for (const Json& one : *list) {
        LACUNA_TRY(auto entry, entryFrom(one, file.string()));
        manifest.shards.push_back(std::move(entry));
    }
    return manifest;
}

Result<void> ShardManifest::write(const std::filesystem::path& folder) const {
    Json list = Json::array();
    for (const Entry& entry : shards)
        list.push_back({{"file", entry.file},
                        {"bytes", entry.bytes},
                        {"hash", hexOf(entry.hash)},
                        {"samples", entry.samples}});
    const Json json{{"lacuna_shards", kManifestVersion},
                    {"selection", hexOf(selection)},
                    {"samples", samples},
                    {"complete", complete},
                    {"shards", list}};
    return writeFileAtomically(folder / kManifestFile, json.dump(1) + "\n");
}

Result<std::vector<Shard>> openShards(const std::filesystem::path& folder) {
    LACUNA_TRY(const auto manifest, ShardManifest::read(folder));
    if (!manifest.complete) {
        return fail(ErrorKind::BadFile,
                    "The shards are not complete: writing them was stopped. Run lacuna-train shards again.",
                    (folder / kManifestFile).string());
    }
    std::vector<Shard> shards;
    int samples = 0;
    for (const auto& entry : manifest.shards) {
        const auto file = folder / entry.file;
        LACUNA_TRY(const auto stamp, stampOf(file));
        if (stamp.bytes != entry.bytes || stamp.hash != entry.hash) {
            return fail(
                ErrorKind::BadFile,
                "The shard " + entry.file +
                    " is not the file that the manifest describes: it was cut off or changed. Copy it "
                    "again, or run lacuna-train shards again.",
                file.string());
        }
        LACUNA_TRY(auto shard, Shard::open(file));
        if (int(shard.samples().size()) != entry.samples) {
            return fail(
                ErrorKind::BadFile,
                "The shard " + entry.file +
                    " holds another number of samples than the manifest says. Run lacuna-train shards "
                    "again.",
                file.string());
        }
        samples += entry.samples;
        shards.push_back(std::move(shard));
    }
    if (samples != manifest.samples) {
        return fail(
            ErrorKind::BadFile,
            "The shards hold another number of samples than the manifest says. Run lacuna-train shards "
            "again.",
            (folder / kManifestFile).string());
    }
    return shards;
}

}  // namespace lacuna::training::data

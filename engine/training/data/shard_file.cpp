// See shard_file.h: one shard as a safetensors file, its samples' words in the metadata.
#include "engine/training/data/shard_file.h"

#include <algorithm>
#include <cstdio>

#include "engine/base/check.h"
#include "engine/formats/json_file.h"
#include "engine/training/data/caption_table.h"

namespace lacuna::training::data {
namespace {

constexpr const char* kMetadataKey = "lacuna.shard";
constexpr int kShardVersion = 1;
constexpr std::int64_t kMaxSide = 32768;

std::string keyOf(std::size_t index, const char* what) {
    char text[32];
    std::snprintf(text, sizeof text, "%06zu.%s", index, what);
    return text;
}

TensorToWrite tensorOf(std::string name, const Image& picture) {
    return {std::move(name), {DType::U8, {picture.height(), picture.width(), 3}, picture.bytes()}};
}

tl::unexpected<Error> lying(const std::filesystem::path& file, const std::string& what) {
    return fail(ErrorKind::BadFile,
                "The shard " + file.filename().string() + " " + what + ". Write the shards again.",
                file.string());
}

Result<ShardSample> sampleFrom(const Json& json, const std::string& where) {
    LACUNA_TRY(const auto object, JsonObject::of(json, where));
    ShardSample sample;
    LACUNA_TRY(sample.name, object.text("name"));
    LACUNA_TRY(sample.caption, object.text("caption", kMaxCaptionBytes));
    LACUNA_TRY(sample.caption, cleanCaption(sample.caption, where));
    LACUNA_TRY(const auto by, object.text("captioned_by"));
    sample.byMachine = by == "machine";
    LACUNA_TRY(sample.weight, object.number("weight", 1e-12, 1e9));
    LACUNA_TRY(sample.edit, object.booleanOr("edit", false));
    return sample;
}

Result<std::vector<ShardSample>> samplesFrom(const SafetensorsFile& file) {
    const auto text = file.metadata().find(kMetadataKey);
    if (text == file.metadata().end()) return lying(file.path(), "is a safetensors file of something else");
    LACUNA_TRY(const auto json,
               parseJson(text->second, file.path().string(), {kMaxSafetensorsHeaderBytes, 8}));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.path().string()));
    LACUNA_TRY(const auto version, object.integer("version", 1, INT32_MAX));
    if (version > kShardVersion) {
        return fail(ErrorKind::Unsupported,
                    "A newer Lacuna wrote the shard " + file.path().filename().string() +
                        ". Update, or write the shards again.",
                    file.path().string());
    }
    const auto list = json.find("samples");
    if (list == json.end() || !list->is_array() || list->empty() || list->size() > kMaxShardSamples)
        return lying(file.path(), "lists no samples, or more than a shard holds");
    std::vector<ShardSample> samples;
    for (const Json& one : *list) {
        auto sample = sampleFrom(one, file.path().string());
        if (!sample) {
            return lying(file.path(), "describes sample " + std::to_string(samples.size()) +
                                          " wrongly: " + sample.error().what);
        }
        samples.push_back(*std::move(sample));
    }
    return samples;
}

bool isPicture(const TensorView* tensor) {
    return tensor && tensor->dtype == DType::U8 && tensor->shape.size() == 3 && tensor->shape[2] == 3 &&
           std::ranges::all_of(tensor->shape, [](std::int64_t n) { return n >= 1 && n <= kMaxSide; });
}

Image imageOf(const TensorView& tensor) {
    Bitmap bitmap({int(tensor.shape[1]), int(tensor.shape[0])}, PixelFormat::Rgb8);
    std::ranges::copy(tensor.bytes, bitmap.bytes().begin());
    return std::move(bitmap).freeze();
}

}  // namespace

Result<void> writeShard(const std::filesystem::path& file, std::span<const ShardEntry> entries) {
    Json samples = Json::array();
    std::vector<TensorToWrite> tensors;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& [sample, picture, source] = entries[i];
        LACUNA_CHECK(picture && picture.format() == PixelFormat::Rgb8);
        LACUNA_CHECK(sample.edit == bool(source) && (!source || source.format() == PixelFormat::Rgb8));
        Json one{{"name", sample.name},
                 {"caption", sample.caption},
                 {"captioned_by", sample.byMachine ? "machine" : "person"},
                 {"weight", sample.weight}};
        if (sample.edit) one["edit"] = true;
        samples.push_back(std::move(one));
        tensors.push_back(tensorOf(keyOf(i, "picture"), picture));
        if (source) tensors.push_back(tensorOf(keyOf(i, "source"), source));
    }
    const Json json{{"version", kShardVersion}, {"samples", samples}};
    return writeSafetensors(file, tensors, {{"format", "pt"}, {kMetadataKey, json.dump()}});
}

Result<Shard> Shard::open(const std::filesystem::path& path) {
    LACUNA_TRY(auto file, SafetensorsFile::open(path, kRestoreIt));
    LACUNA_TRY(auto samples, samplesFrom(*file));
    std::size_t expected = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        expected += samples[i].edit ? 2 : 1;
        if (!isPicture(file->find(keyOf(i, "picture"))) ||
            (samples[i].edit && !isPicture(file->find(keyOf(i, "source")))))
            return lying(path, "has no picture of sample " + std::to_string(i));
    }
    if (file->names().size() != expected) return lying(path, "holds tensors that it does not describe");
    return Shard(std::move(file), std::move(samples));
}

Image Shard::picture(std::size_t index) const {
    LACUNA_CHECK(index < samples_.size());
    return imageOf(*file_->find(keyOf(index, "picture")));
}

Image Shard::source(std::size_t index) const {
    LACUNA_CHECK(index < samples_.size());
    return samples_[index].edit ? imageOf(*file_->find(keyOf(index, "source"))) : Image();
}

}  // namespace lacuna::training::data

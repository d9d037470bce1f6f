// See encoded_set.h.
#include "engine/training/finetune/encoded_set.h"

#include <algorithm>
#include <map>

#include "engine/pipeline/pictures.h"
#include "engine/training/data/buckets.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {
namespace {

namespace fs = std::filesystem;

std::uint64_t hashed(std::uint64_t hash, std::string_view bytes) {
    for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3u;  // FNV-1a
    return (hash ^ 0xff) * 0x100000001b3u;                                         // a separator
}

std::string stampOf(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    const auto written = fs::last_write_time(file, error);
    return error ? std::string()
                 : std::to_string(size) + " " + std::to_string(written.time_since_epoch().count());
}

/// Of everything that an entry depends on.
fs::path cacheFile(const FinetuneConfig& config, const ModelFolder& model, const data::PictureSet& set,
                   std::size_t index) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const fs::path& part : {model.vae, model.textEncoder}) {
        std::error_code error;
        std::vector<fs::path> files;
        for (fs::directory_iterator it(part, error), end; !error && it != end; it.increment(error))
            files.push_back(it->path());
        std::ranges::sort(files);
        for (const auto& file : files) hash = hashed(hashed(hash, file.string()), stampOf(file));
    }
    hash = hashed(hash, set.identity(index));
    hash = hashed(hashed(hash, config.trigger), set.caption(index));
    hash = hashed(hash, std::to_string(config.resolution));
    char name[32];
    std::snprintf(name, sizeof name, "%016llx", static_cast<unsigned long long>(hash));
    return config.run.folder / "cache" / (std::string(name) + ".safetensors");
}

std::string captionOf(const FinetuneConfig& config, const std::string& caption) {
    if (config.trigger.empty()) return caption;
    return caption.empty() ? config.trigger : config.trigger + " " + caption;
}

Result<torch::Tensor> encodeText(ModelStore& store, const std::string& text) {
    LACUNA_TRY(const auto embedding, store.prompts({{PromptTemplate::TextToImage, text, {}}}));
    return embedding.front().states[0].to(torch::kFloat);
}

Result<EncodedPicture> encode(const FinetuneConfig& config, ModelStore& store, const data::ReadPicture& read,
                              const data::PictureSet& set, std::size_t index) {
    LACUNA_TRY(const Image image, set.picture(index, read));
    const auto& info = store.folder().info;
    const auto bucket = data::bucketOf(image.size(), config.resolution, std::max(16, info.grid));
    LACUNA_TRY(Networks* const networks, store.networks());
    const auto pixels = pictureTensor(data::fittedTo(image, bucket));
    EncodedPicture encoded;
    encoded.latents = networks->vae->normalise(networks->vae->encode(pixels).mean)[0].to(torch::kFloat);
    LACUNA_TRY(encoded.text, encodeText(store, captionOf(config, set.caption(index))));
    return encoded;
}

Result<EncodedPicture> readEncoded(const fs::path& file) {
    LACUNA_TRY(const auto stored, readTensors(file));
    const auto latents = stored.tensors.find("latents"), text = stored.tensors.find("text");
    if (latents == stored.tensors.end() || text == stored.tensors.end() || latents->second.dim() != 3 ||
        text->second.dim() != 2) {
        return fail(ErrorKind::BadFile, "An encoded picture is damaged. Remove the run's cache folder.",
                    file.string());
    }
    return EncodedPicture{latents->second, text->second};
}

}  // namespace

Result<EncodedSet> EncodedSet::prepare(const FinetuneConfig& config, ModelStore& store,
                                       const data::ReadPicture& read, const Share& share,
                                       const std::function<void(int, int)>& onProgress,
                                       const std::function<bool()>& stopped) {
    const torch::NoGradGuard noGrad;
    // A trigger is a caption of its own.
    LACUNA_TRY(const auto pictures,
               data::PictureSet::open(config.pictures, config.trigger.empty() ? data::Uncaptioned::Refuse
                                                                              : data::Uncaptioned::Keep));
    LACUNA_TRY(const auto plain, pictures.described());  // training is text to image
    std::error_code error;
    fs::create_directories(config.run.folder / "cache", error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The run's folder cannot be made. Choose another \"output\".",
                    config.run.folder.string());
    EncodedSet set;
    set.seed_ = config.run.seed;
    set.perProcess_ = config.run.batch;
    set.noPrompt_ = config.noPrompt;
    LACUNA_TRY(set.noPromptText_, encodeText(store, " "));  // a space: what guidance starts from
    for (std::size_t i = 0; i < plain.size(); ++i) {
        set.files_.push_back(cacheFile(config, store.folder(), pictures, plain[i]));
        if (std::int64_t(i) % share.world != share.rank || fs::exists(set.files_.back(), error)) continue;
        if (stopped && stopped()) return fail(ErrorKind::Cancelled, "Stopped while pictures were read.");
        if (onProgress) onProgress(int(i), int(plain.size()));
        LACUNA_TRY(const auto encoded, encode(config, store, read, pictures, plain[i]));
        LACUNA_TRY_VOID(
            writeTensors(set.files_.back(), {{"latents", encoded.latents}, {"text", encoded.text}}));
    }
    if (onProgress) onProgress(int(plain.size()), int(plain.size()));
    LACUNA_TRY_VOID(share.anyOf(false));  // until every process has written its part
    std::map<std::vector<std::int64_t>, WeightedDraw> bySize;
    for (std::size_t i = 0; i < set.files_.size(); ++i) {
        LACUNA_TRY(const auto encoded, readEncoded(set.files_[i]));
        bySize[encoded.latents.sizes().vec()].add(i, pictures.weight(plain[i]));
    }
    for (auto& [size, draw] : bySize) set.buckets_.push_back(std::move(draw));
    return set;
}

Result<EncodedBatch> EncodedSet::batch(std::uint64_t number, const Share& share) const {
    // A picture of the whole set chooses the bucket, so that every picture is seen as often as its weight
    // says.
    double all = 0;
    for (const WeightedDraw& candidate : buckets_) all += candidate.total();
    double chosen = Random(seed_ + 17, number).uniform() * all;
    const WeightedDraw* bucket = &buckets_.front();
    for (const WeightedDraw& candidate : buckets_) {
        bucket = &candidate;
        if (chosen < candidate.total()) break;
        chosen -= candidate.total();
    }
    EncodedBatch batch;
    std::vector<torch::Tensor> latents, texts;
    std::int64_t longest = 0;
    const auto first =
        (number * std::uint64_t(share.world) + std::uint64_t(share.rank)) * std::uint64_t(perProcess_);
    for (std::int64_t i = 0; i < perProcess_; ++i) {
        const auto sample = first + std::uint64_t(i);
        Random random(seed_ + 23, sample);
        LACUNA_TRY(const auto encoded, readEncoded(files_[bucket->pick(random.uniform())]));
        latents.push_back(encoded.latents);
        texts.push_back(random.chance(noPrompt_) ? noPromptText_ : encoded.text);
        longest = std::max(longest, texts.back().size(0));
        batch.numbers.push_back(sample);
    }
    batch.latents = torch::stack(latents);
    batch.mask = torch::zeros({perProcess_, longest}, torch::kBool);
    for (std::int64_t i = 0; i < perProcess_; ++i) {
        auto& text = texts[std::size_t(i)];
        text = text.to(torch::kCPU);
        batch.mask[i].narrow(0, 0, text.size(0)).fill_(true);
        text = torch::constant_pad_nd(text, {0, 0, 0, longest - text.size(0)});
    }
    batch.text = torch::stack(texts);
    return batch;
}

}  // namespace lacuna::training

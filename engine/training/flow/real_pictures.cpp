// See real_pictures.h.
#include "engine/training/flow/real_pictures.h"

#include <algorithm>
#include <cmath>

#include "engine/pipeline/pictures.h"
#include "engine/text/chat_template.h"
#include "engine/training/data/buckets.h"
#include "engine/training/flow/own_task.h"

namespace lacuna::training {
namespace {

/// One caption stands for all lengths and languages.
Result<CaptionRows> rowsOf(const Tokenizer& tokenizer, const std::string& prompt) {
    LACUNA_TRY(const auto tokens, tokenizePrompt(tokenizer, PromptTemplate::TextToImage, prompt));
    CaptionRows rows;
    for (auto& length : rows) length.fill(tokens.ids);
    return rows;
}

/// A picture with its tasks, before it is encoded; its picture is there once.
Result<SampleGroup> groupOf(const Image& image, const std::string& caption, const Bucket& bucket,
                            const Tokenizer& tokenizer, const TaskMix& mix, Random random) {
    const Size size{int(bucket.width), int(bucket.height)};
    const auto picture = bytesOf(pictureTensor(data::fittedTo(image, size))[0]);
    LACUNA_TRY(const auto captions, rowsOf(tokenizer, caption));
    SampleGroup group;
    std::vector<torch::Tensor> sources, hidden, unchanged, features;
    for (std::int64_t i = 0; i < kOwnTasks; ++i) {
        const bool hole = random.uniform() * (1 - mix.edits) < mix.holes;
        const OwnTask own = hole ? holeTask(picture, {}, random) : roughTask(picture, random);
        sources.push_back(own.source);
        hidden.push_back(own.hidden);
        unchanged.push_back(own.unchanged);
        features.push_back(own.features);
        group.tasks.push_back(own.task);
        LACUNA_TRY(auto instruction, rowsOf(tokenizer, own.prefix + caption));
        group.instructions.push_back(std::move(instruction));
        group.captions.push_back(captions);
    }
    group.pictures = picture.unsqueeze(0);
    group.sources = torch::stack(sources);
    group.hidden = torch::stack(hidden);
    group.unchanged = torch::stack(unchanged);
    group.lettering = torch::zeros_like(group.hidden);  // nobody says where words are
    group.features = torch::stack(features);
    return group;
}

}  // namespace

void RealPool::add(LatentGroup group, double weight) {
    byBucket_[group.bucket].add(groups_.size(), weight);
    all_.add(groups_.size(), weight);
    groups_.push_back(std::move(group));
}

std::size_t nearestBucket(std::span<const Bucket> buckets, Size picture) {
    const double shape = std::log(double(picture.height) / double(picture.width));
    const auto nearest = std::ranges::min_element(buckets, {}, [&](const Bucket& bucket) {
        return std::abs(std::log(double(bucket.height) / double(bucket.width)) - shape);
    });
    return std::size_t(nearest - buckets.begin());
}

Result<RealPictures> encodeRealPictures(const data::PictureSet& pictures, const Tokenizer& tokenizer,
                                        const qwen_image::Vae& vae, const RealPicturesOptions& options,
                                        const data::ReadPicture& read, const std::function<bool()>& stopped) {
    LACUNA_TRY(const auto described, pictures.described());
    RealPictures pools;
    for (const auto& [width, buckets] : options.bucketsOf) pools.emplace(width, RealPool(buckets.size()));
    for (const std::size_t index : described) {
        if (stopped && stopped()) return fail(ErrorKind::Cancelled, "Stopped while pictures were read.");
        LACUNA_TRY(const Image image, pictures.picture(index, read));
        for (const auto& [width, buckets] : options.bucketsOf) {
            const auto bucket = nearestBucket(buckets, image.size());
            LACUNA_TRY(auto group, groupOf(image, pictures.caption(index), buckets[bucket], tokenizer,
                                           options.mix, Random(options.seed + 31, index)));
            group.bucket = bucket;
            auto encoded = encodedGroup(vae, options.device, group);
            encoded.latents = encoded.latents.expand({kOwnTasks, -1, -1, -1});
            pools.at(width).add(std::move(encoded), pictures.weight(index));
        }
    }
    return pools;
}

}  // namespace lacuna::training

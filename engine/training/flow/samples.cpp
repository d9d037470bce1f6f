// See samples.h.
#include "engine/training/flow/samples.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

#include "engine/image/view.h"
#include "engine/models/qwen_image/mpe.h"
#include "engine/models/qwen_image/mpe_source.h"
#include "engine/text/chat_template.h"
#include "engine/training/data/aesthetics.h"
#include "engine/training/flow/own_task.h"
#include "engine/training/posters/edits.h"
#include "engine/training/posters/painter.h"

namespace lacuna::training {
namespace {

/// A scene that does not reach the curriculum's quality is drawn anew this often.
constexpr int kTries = 4;
/// How far around a changed area the painting may differ, in page widths.
constexpr double kChangeMargin = 0.03;

double quality(const torch::Tensor& picture) {
    const auto rows = picture.permute({1, 2, 0}).contiguous();
    const ConstView view{reinterpret_cast<const std::byte*>(rows.const_data_ptr<std::uint8_t>()),
                         {int(rows.size(1)), int(rows.size(0))},
                         PixelFormat::Rgb8,
                         3 * std::size_t(rows.size(1))};
    return data::aestheticScore(data::measureImage(view)).value;
}

/// The cells of [1, h, w] that an area touches; a view.
torch::Tensor cellsOf(const torch::Tensor& cells, const Area& area) {
    const auto rows = cells.size(1), columns = cells.size(2);
    const auto below = [&](double v, std::int64_t most) {
        return std::clamp<std::int64_t>(std::int64_t(std::floor(v * double(columns))), 0, most);
    };
    const auto above = [&](double v, std::int64_t most) {
        return std::clamp<std::int64_t>(std::int64_t(std::ceil(v * double(columns))), 0, most);
    };
    return cells.slice(1, below(area.top, rows), above(area.bottom, rows))
        .slice(2, below(area.left, columns), above(area.right, columns));
}

}  // namespace

/// One sample before it joins its group.
struct SampleSource::Sample : OwnTask {
    torch::Tensor picture, lettering;
    CaptionRows captions, instructions;
};

std::vector<Bucket> bucketsOf(std::int64_t width, const std::vector<std::pair<double, double>>& aspects) {
    std::vector<Bucket> buckets;
    const double area = 1.5 * double(width * width);
    const auto side = [](double length) {
        return std::max<std::int64_t>(32, std::int64_t(std::lround(length / 32)) * 32);
    };
    for (const auto& [aspect, weight] : aspects) {
        const bool primary = std::abs(aspect - 1.5) < 1e-9;
        const auto w = primary ? width : side(std::sqrt(area / aspect));
        buckets.push_back({w, side(double(w) * aspect), weight});
    }
    return buckets;
}

std::size_t SampleSource::bucketOf(std::int64_t group) const {
    Random random(options_.seed + 5, std::uint64_t(group));
    double sum = 0;
    for (const auto& bucket : options_.buckets) sum += bucket.weight;
    double draw = random.uniform() * sum;
    for (std::size_t i = 0; i + 1 < options_.buckets.size(); ++i) {
        draw -= options_.buckets[i].weight;
        if (draw < 0) return i;
    }
    return options_.buckets.size() - 1;
}

torch::Tensor SampleSource::paint(const Scene& scene, const Bucket& bucket) const {
    return bytesOf(paintPosters({&scene, 1}, bucket.width, atlas_)[0]);
}

TokenRow SampleSource::row(const std::string& prompt) const {
    auto tokens = tokenizePrompt(tokenizer_, PromptTemplate::TextToImage, prompt);
    TORCH_CHECK(tokens.has_value(), describe(tokens.error()));
    return std::move(tokens->ids);
}

CaptionRows SampleSource::captionRows(const Scene& scene, const std::string& prefix) const {
    CaptionRows rows;
    for (std::size_t length = 0; length < kCaptionLengths; ++length) {
        for (std::size_t language = 0; language < kCaptionLanguages; ++language) {
            rows[length][language] = row(
                prefix + captionOf(scene, atlas_.names, CaptionLanguage(language), CaptionLength(length)));
        }
    }
    return rows;
}

void SampleSource::makeHoled(Sample& sample, const Scene& scene, Random& random) const {
    static_cast<OwnTask&>(sample) = holeTask(sample.picture, scene, random);
    sample.instructions = captionRows(scene, sample.prefix);
}

void SampleSource::makeRough(Sample& sample, const Scene& scene, Random& random) const {
    static_cast<OwnTask&>(sample) = roughTask(sample.picture, random);
    sample.instructions = captionRows(scene, sample.prefix);
}

void SampleSource::makeEdit(Sample& sample, Scene& scene, Random& random) const {
    std::optional<EditPair> edit;
    for (int i = 0; i < kTries && !edit; ++i)
        edit = editOf(scene, EditKind(random.below(kEditKinds)), random, atlas_.names);
    if (!edit) {
        sample.picture = torch::Tensor();
        return;
    }
    const auto rows = sample.picture.size(1) / 8, columns = sample.picture.size(2) / 8;
    const Bucket size{columns * 8, rows * 8};
    scene = edit->after;
    sample.task = Task::Edit;
    sample.picture = paint(edit->after, size);
    sample.source = paint(edit->before, size);
    sample.hidden = torch::zeros({1, rows, columns});
    sample.features = qwen_image::mpeFeatures(torch::ones({rows, columns}), sample.task);
    sample.unchanged = torch::ones({1, rows, columns});
    for (const Area& area : edit->changed) cellsOf(sample.unchanged, area.grown(kChangeMargin)).zero_();
    const auto prefix = qwen_image::operationPrefix(Task::Edit, {});
    const TokenRow english = row(prefix + edit->instruction.english),
                   chinese = row(prefix + edit->instruction.chinese);
    for (auto& length : sample.instructions) length = {english, chinese};  // in the order of CaptionLanguage
}

SampleSource::Sample SampleSource::sample(std::int64_t number, const Bucket& bucket,
                                          const CurriculumPoint& point) const {
    Random random(options_.seed + 7, std::uint64_t(number));
    const double aspect = double(bucket.height) / double(bucket.width);
    Scene scene;
    Sample sample;
    for (int i = 0; i < kTries; ++i) {
        const auto options = sceneOptions(point, aspect, random.uniform());
        scene = sceneOf(random.next(), options, atlas_.names);
        sample.picture = paint(scene, bucket);
        if (point.quality <= 0 || quality(sample.picture) >= point.quality) break;
    }
    const double draw = random.uniform();
    const auto whole = sample.picture;
    if (draw < options_.mix.edits) {
        makeEdit(sample, scene, random);
        if (!sample.picture.defined()) sample.picture = whole;
    }
    if (!sample.source.defined() && draw < options_.mix.edits + options_.mix.holes)
        makeHoled(sample, scene, random);
    if (!sample.source.defined()) makeRough(sample, scene, random);
    sample.captions = captionRows(scene, {});
    sample.lettering = torch::zeros_like(sample.hidden);
    for (const LineOnPage& line : scene.lines) cellsOf(sample.lettering, line.area(atlas_.names)).fill_(1);
    return sample;
}

std::vector<SampleGroup> SampleSource::groups(std::int64_t first, std::int64_t count,
                                              const std::function<std::int64_t(std::int64_t)>& stepOf) const {
    std::vector<CurriculumPoint> points;
    for (std::int64_t g = first; g < first + count; ++g)
        points.push_back(pointAt(options_.curriculum, stepOf(g)));
    const auto each = options_.groupSize;
    std::vector<Sample> samples(std::size_t(count * each));
    // Two or more, so that a single sample too is made inside a parallel region (see painter.cpp).
    at::parallel_for(
        0, std::max<std::int64_t>(2, count * each), 1, [&](std::int64_t begin, std::int64_t end) {
            torch::NoGradGuard noGrad;
            for (std::int64_t i = begin; i < std::min(end, count * each); ++i) {
                const auto& bucket = options_.buckets[bucketOf(first + i / each)];
                samples[std::size_t(i)] = sample(first * each + i, bucket, points[std::size_t(i / each)]);
            }
        });
    std::vector<SampleGroup> groups;
    for (std::int64_t g = 0; g < count; ++g) {
        SampleGroup group;
        group.bucket = bucketOf(first + g);
        std::vector<torch::Tensor> pictures, sources, hidden, unchanged, lettering, features;
        for (std::int64_t i = 0; i < each; ++i) {
            auto& sample = samples[std::size_t(g * each + i)];
            pictures.push_back(std::move(sample.picture));
            sources.push_back(std::move(sample.source));
            hidden.push_back(std::move(sample.hidden));
            unchanged.push_back(std::move(sample.unchanged));
            lettering.push_back(std::move(sample.lettering));
            features.push_back(std::move(sample.features));
            group.tasks.push_back(sample.task);
            group.captions.push_back(std::move(sample.captions));
            group.instructions.push_back(std::move(sample.instructions));
        }
        group.pictures = torch::stack(pictures);
        group.sources = torch::stack(sources);
        group.hidden = torch::stack(hidden);
        group.unchanged = torch::stack(unchanged);
        group.lettering = torch::stack(lettering);
        group.features = torch::stack(features);
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace lacuna::training

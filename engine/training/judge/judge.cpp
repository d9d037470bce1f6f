// See judge.h.
#include "engine/training/judge/judge.h"

#include <cmath>

#include "engine/models/weights.h"

namespace lacuna::training {
namespace {

using qwen_image::Convolution;
using qwen_image::ResidualBlock;

torch::Tensor scaledTo(const torch::Tensor& pictures, std::int64_t width) {
    if (pictures.size(3) == width) return pictures;
    const auto height = std::max<std::int64_t>(
        16, std::llround(double(pictures.size(2)) * double(width) / double(pictures.size(3))));
    return at::_upsample_bilinear2d_aa(pictures, {height, width}, false);
}

}  // namespace

Result<JudgeConfig> JudgeConfig::read(const std::filesystem::path& file) {
    LACUNA_TRY(const Json json, readJsonFile(file));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    JudgeConfig config;
    LACUNA_TRY(config.widths, object.integers("widths", 4, 4, 4, 1024));
    LACUNA_TRY(config.width, object.integer("width", 32, 1024));
    LACUNA_TRY(config.labels, LabelSpace::read(object));
    LACUNA_TRY(const auto grounds, object.integer("grounds", 1, 10000));
    LACUNA_TRY(const auto palettes, object.integer("palettes", 1, 1000));
    if (grounds != kGrounds || palettes != kPalettes) {
        return fail(ErrorKind::BadFile,
                    "This classifier was trained with other backgrounds than this painter's. Train it again.",
                    file.string());
    }
    return config;
}

Json JudgeConfig::json() const {
    Json json = labels.json();
    json["widths"] = widths;
    json["width"] = width;
    json["grounds"] = kGrounds;
    json["palettes"] = kPalettes;
    return json;
}

JudgeImpl::JudgeImpl(JudgeConfig config) : config_(std::move(config)) {
    std::int64_t channels = 3;
    for (std::size_t i = 0; i < config_.widths.size(); ++i) {
        const auto width = config_.widths[i];
        const std::string stage = "stages." + std::to_string(i);
        down_.push_back(attach(stage + ".down", Convolution(channels, width, 3, 2, 1)));
        block_.push_back(attach(stage + ".block", ResidualBlock(width, width)));
        channels = width;
    }
    const auto subjects = std::int64_t(config_.labels.subjects.size()),
               colours = std::int64_t(config_.labels.colours.size());
    ground_ = attach("ground", Convolution(channels, kGrounds, 1, 1, 0));
    where_ = attach("where", Convolution(channels, subjects, 1, 1, 0));
    colour_ = attach("colour", Convolution(channels, colours, 1, 1, 0));
    title_ = attach("title", Convolution(channels, kTitlePlaces + 2, kCellSide, 1, 0));
}

JudgeOutput JudgeImpl::forward(const torch::Tensor& pictures) {
    JudgeOutput out;
    auto x = scaledTo(pictures, config_.width);
    for (std::size_t i = 0; i < down_.size(); ++i) {
        x = block_[i](down_[i](x));
        out.stages.push_back(x);
    }
    const auto n = x.size(0);
    const auto pooled = x.mean({2, 3}, /*keepdim=*/true);
    out.features = pooled.flatten(1);
    out.ground = ground_(pooled).flatten(1);
    out.where = where_(x);
    const auto places = out.where.flatten(2);  // [N, S, h * w]
    out.present = places.logsumexp(2) - std::log(double(places.size(2)));
    // Where a subject is, the colours there are its colours.
    const auto colours = colour_(x).flatten(2).transpose(1, 2);  // [N, h * w, C]
    out.colour = torch::matmul(places.softmax(2), colours);
    out.cell = std::get<0>(at::adaptive_max_pool2d(out.where, {kCellSide, kCellSide})).flatten(2);
    const auto title = title_(at::adaptive_avg_pool2d(x, {kCellSide, kCellSide})).view({n, kTitlePlaces + 2});
    out.titlePlace = title.slice(1, 0, kTitlePlaces);
    out.scripts = title.slice(1, kTitlePlaces);
    return out;
}

Judge freshJudge(JudgeConfig config, std::uint64_t seed, torch::Device device) {
    Judge judge(std::move(config));
    auto generator = at::detail::createCPUGenerator(seed);
    nn::initialize(*judge, generator, torch::kFloat, device);
    const torch::NoGradGuard noGrad;
    for (auto& item : judge->named_parameters()) {
        auto& kernel = item.value();
        if (kernel.dim() != 4) continue;
        const double fanIn = double(kernel.numel() / kernel.size(0));
        kernel.copy_(torch::randn(kernel.sizes(), generator) / std::sqrt(fanIn));
    }
    return judge;
}

Result<Judge> loadJudge(const std::filesystem::path& folder, torch::Device device) {
    LACUNA_TRY(auto config, JudgeConfig::read(folder / "config.json"));
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(folder));
    LoadOptions options;
    options.device = device;
    options.widen = WidenPolicy::WholeAtLoad;
    Judge judge(std::move(config));
    LACUNA_TRY_VOID(loadWeights(*judge, checkpoint, options));
    return judge;
}

std::vector<PosterLabels> readLabels(const JudgeOutput& output) {
    const auto cpu = [](const torch::Tensor& t) { return t.detach().to(torch::kCPU); };
    const auto ground = cpu(output.ground.argmax(1)), title = cpu(output.titlePlace.argmax(1)),
               scripts = cpu(output.scripts > 0), present = cpu(output.present > 0),
               colour = cpu(output.colour.argmax(2));
    // The centre of the places, weighted by the subject's evidence.
    const auto h = output.where.size(2), w = output.where.size(3);
    const auto weights = cpu(output.where.flatten(2).softmax(2)).view({-1, output.where.size(1), h, w});
    const auto centreX = (weights.sum(2) * ((torch::arange(w) + 0.5) / double(w))).sum(2),
               centreY = (weights.sum(3) * ((torch::arange(h) + 0.5) / double(h))).sum(2);
    std::vector<PosterLabels> labels;
    for (std::int64_t i = 0; i < ground.size(0); ++i) {
        PosterLabels one;
        const auto g = ground[i].item<std::int64_t>();
        one.background = Background(g / kPalettes);
        one.palette = int(g % kPalettes);
        one.titlePlace = TitlePlace(title[i].item<std::int64_t>());
        one.english = scripts[i][0].item<bool>();
        one.chinese = scripts[i][1].item<bool>();
        const auto subjects = present[i].nonzero().flatten();
        for (std::int64_t k = 0; k < subjects.size(0); ++k) {
            const auto s = subjects[k].item<std::int64_t>();
            one.subjects.push_back({int(s), int(colour[i][s].item<std::int64_t>()),
                                    centreX[i][s].item<double>(), centreY[i][s].item<double>()});
        }
        labels.push_back(std::move(one));
    }
    return labels;
}

torch::Tensor perceptualDistance(Judge& judge, const torch::Tensor& a, const torch::Tensor& b,
                                 const torch::Tensor& mask) {
    const auto left = judge->forward(a).stages, right = judge->forward(b).stages;
    const auto unit = [](const torch::Tensor& x) {
        return x / (x.pow(2).sum(1, /*keepdim=*/true) + 1e-10).sqrt();
    };
    auto distance = torch::zeros({a.size(0)}, a.options());
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto squares = (unit(left[i]) - unit(right[i])).pow(2).sum(1);  // [N, h, w]
        if (!mask.defined()) {
            distance = distance + squares.mean({1, 2});
            continue;
        }
        const auto cover =
            at::adaptive_avg_pool2d(mask.to(squares.dtype()), squares.sizes().slice(1)).squeeze(1);
        distance = distance + (squares * cover).sum({1, 2}) / cover.sum({1, 2}).clamp_min(1e-6);
    }
    return distance;
}

}  // namespace lacuna::training

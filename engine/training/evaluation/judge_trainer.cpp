// See judge_trainer.h. Every batch is painted anew from seeds that follow from the step, so that nothing is
// kept between steps and a resumed run sees the same posters.
#include "engine/training/evaluation/judge_trainer.h"

#include <array>

#include "engine/formats/atomic_file.h"
#include "engine/training/evaluation/degrade.h"
#include "engine/training/posters/painter.h"
#include "engine/training/posters/random.h"
#include "engine/training/prefetch.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::training {
namespace {

/// Height / width of a batch's posters.
constexpr std::array kAspects{1.5, 1.5, 1.0, 0.75, 1.25};
/// Held-out posters come from seeds that no training run of this seed meets.
constexpr std::uint64_t kHeldOut = 0x4E1D007;

struct Posters {
    torch::Tensor pictures;
    std::vector<PosterLabels> labels;
};

Posters postersOf(std::uint64_t seed, std::uint64_t first, std::int64_t count, double aspect,
                  std::int64_t width, const Atlas& atlas, const LabelSpace& space) {
    std::vector<Scene> scenes;
    Posters posters;
    for (std::int64_t i = 0; i < count; ++i) {
        scenes.push_back(sceneOf(Random(seed, first + std::uint64_t(i)).next(), aspect, atlas.names));
        posters.labels.push_back(labelsOf(scenes.back(), atlas.names, space));
    }
    posters.pictures = paintPosters(scenes, width, atlas);
    return posters;
}

/// Cross-entropy over the entries of `truth` that are not -1; 0 when there are none.
torch::Tensor knownCrossEntropy(const torch::Tensor& logits, const torch::Tensor& truth) {
    const auto known = truth >= 0;
    if (!known.any().item<bool>()) return logits.sum() * 0;
    return at::cross_entropy_loss(logits.index({known}), truth.index({known}));
}

Result<JudgeConfig> readConfig(const JsonObject& json, const Atlas& atlas) {
    JudgeConfig config;
    if (json.has("widths")) {
        LACUNA_TRY(config.widths, json.integers("widths", 4, 4, 4, 1024));
    }
    LACUNA_TRY(config.width, json.integerOr("width", config.width, 32, 1024));
    if (config.width % 8) return fail(ErrorKind::BadFile, "\"width\" must be a multiple of 8.", json.where());
    config.labels = LabelSpace::of(atlas.names);
    return config;
}

Result<void> writeJudge(const std::filesystem::path& folder, Json config, const NamedTensors& weights,
                        const JudgeScores& scores) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The run's folder cannot be made. Choose another \"output\".",
                    folder.string());
    NamedTensors half;
    for (const auto& [name, tensor] : weights) half[name] = tensor.to(torch::kBFloat16);
    LACUNA_TRY_VOID(writeTensors(folder / "model.safetensors", half, {{"format", "pt"}}));
    config["held_out"] = scores.json();
    return writeFileAtomically(folder / "config.json", config.dump(2) + "\n");
}

torch::Device deviceOf(Judge& judge) {
    return judge->parameters().front().device();
}

}  // namespace

Losses judgeLosses(const JudgeOutput& output, const LabelBatch& truth) {
    const auto ground = at::cross_entropy_loss(output.ground, truth.ground);
    // Few of many subjects are on a page: summed over subjects, so that each page counts alike.
    const auto present =
        at::binary_cross_entropy_with_logits(output.present, truth.present, {}, {}, at::Reduction::Sum) /
        double(truth.present.size(0));
    const auto colour = knownCrossEntropy(output.colour, truth.colour),
               cell = knownCrossEntropy(output.cell, truth.cell);
    const auto title = at::cross_entropy_loss(output.titlePlace, truth.titlePlace) +
                       at::binary_cross_entropy_with_logits(output.scripts, truth.scripts);
    return {{"loss", ground + present + colour + 0.5 * cell + title},
            {"ground", ground},
            {"present", present},
            {"colour", colour},
            {"cell", cell},
            {"title", title}};
}

Json JudgeScores::json() const {
    return {{"background", background}, {"palette", palette}, {"title_place", titlePlace},
            {"scripts", scripts},       {"recall", recall},   {"precision", precision},
            {"colour", colour},         {"cell", cell}};
}

JudgeScores scoreJudge(Judge& judge, const Atlas& atlas, std::uint64_t seed, std::int64_t posters) {
    const torch::NoGradGuard noGrad;
    const LabelSpace& space = judge->config().labels;
    JudgeScores s;
    double named = 0, onPage = 0, found = 0;
    for (std::int64_t first = 0; first < posters; first += 16) {
        const auto count = std::min<std::int64_t>(16, posters - first);
        const auto truth = postersOf(seed ^ kHeldOut, std::uint64_t(first), count,
                                     kAspects[std::size_t(first / 16) % kAspects.size()],
                                     judge->config().width, atlas, space);
        const auto read = readLabels(judge->forward(truth.pictures.to(deviceOf(judge))));
        for (std::size_t i = 0; i < read.size(); ++i) {
            const PosterLabels &a = read[i], &b = truth.labels[i];
            s.background += a.background == b.background;
            s.palette += a.background == b.background && a.palette == b.palette;
            s.titlePlace += a.titlePlace == b.titlePlace;
            s.scripts += ((a.english == b.english) + (a.chinese == b.chinese)) / 2.0;
            named += double(a.subjects.size());
            onPage += double(b.subjects.size());
            for (const SubjectLabel& wanted : b.subjects) {
                for (const SubjectLabel& seen : a.subjects) {
                    if (seen.subject != wanted.subject) continue;
                    ++found;
                    s.colour += seen.colour == wanted.colour;
                    s.cell += seen.cell() == wanted.cell();
                }
            }
        }
    }
    for (double* fraction : {&s.background, &s.palette, &s.titlePlace, &s.scripts})
        *fraction /= double(std::max<std::int64_t>(1, posters));
    s.recall = found / std::max(1.0, onPage);
    s.precision = found / std::max(1.0, named);
    s.colour /= std::max(1.0, found);
    s.cell /= std::max(1.0, found);
    return s;
}

Result<void> trainJudge(const std::filesystem::path& configFile, bool resume,
                        const std::function<bool()>& stopped) {
    LACUNA_TRY(const Json json, readJsonFile(configFile, {}, kOwnFileHint));
    LACUNA_TRY(const auto object, JsonObject::of(json, configFile.string()));
    LACUNA_TRY(const auto run, readRunConfig(object, configFile));
    if (run.threads > 0) at::set_num_threads(run.threads);
    LACUNA_TRY(const auto atlas, readAtlas(run.atlas, torch::kCPU));
    LACUNA_TRY(const auto config, readConfig(object, atlas));
    Judge judge = freshJudge(config, run.seed, run.device);
    Optimizer optimizer(parametersOf(*judge), run.optimizer);

    RunTasks tasks;
    tasks.stopped = stopped;
    Prefetch<Posters> painted(
        [&](std::int64_t number) {
            const torch::NoGradGuard noGrad;
            Random random(run.seed + 3, std::uint64_t(number));
            const double aspect = kAspects[std::size_t(random.below(kAspects.size()))];
            auto posters = postersOf(run.seed, std::uint64_t(number * run.batch), run.batch, aspect,
                                     config.width, atlas, config.labels);
            posters.pictures = degraded(posters.pictures, random);
            return posters;
        },
        std::size_t(run.ahead));
    tasks.forward = [&](std::int64_t step, std::int64_t part) {
        const auto posters = painted.get(step * run.accumulate + part);
        const auto pictures = posters.pictures.to(run.device);
        const Autocast autocast(run.bfloat16, run.device);
        auto output = judge->forward(pictures);
        for (auto* logits : {&output.ground, &output.present, &output.colour, &output.cell,
                             &output.titlePlace, &output.scripts})
            *logits = logits->to(torch::kFloat);
        return judgeLosses(output, batchOf(posters.labels, config.labels, run.device));
    };
    tasks.sample = [&](std::int64_t step) -> Result<void> {
        std::printf("step %lld  held out: %s\n", static_cast<long long>(step),
                    scoreJudge(judge, atlas, run.seed, 160).json().dump().c_str());
        return {};
    };
    LACUNA_TRY_VOID(train(run, optimizer, resume, tasks));

    const AverageInPlace average(optimizer);
    const auto scores = scoreJudge(judge, atlas, run.seed, 480);
    return writeJudge(run.folder / "judge", config.json(), optimizer.average(), scores);
}

}  // namespace lacuna::training

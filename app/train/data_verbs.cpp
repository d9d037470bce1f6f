// See data_verbs.h.
#include "app/train/data_verbs.h"

#include <algorithm>
#include <cstdio>

#include "app/train/picture_files.h"
#include "engine/nn/machine.h"
#include "engine/training/data/lettering_scorer.h"
#include "engine/training/data/score_run.h"
#include "engine/training/data/set_report.h"
#include "engine/training/data/shards.h"
#include "engine/training/scoring/relevance_scorer.h"
#include "engine/training/scoring/vqa_model.h"
#include "engine/training/scoring/vqa_scorer.h"

namespace lacuna::train {
namespace {

using namespace training;

/// "scoring 12 of 300", over itself; the last one ends the line.
std::function<void(int, int)> progress(const char* doing) {
    return [doing](int done, int all) {
        std::fprintf(stderr, "\r%s %d of %d%s", doing, done, all, done == all ? "\n" : "");
        std::fflush(stderr);
    };
}

Result<data::ReadPicture> neededReader() {
    auto read = pictureReader();
    if (read) return read;
    return fail(
        ErrorKind::Unsupported,
        "This build cannot decode pictures. Prepare them where Lacuna is built with its window, and copy "
        "the shards here.");
}

Result<void> makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) return {};
    return fail(ErrorKind::CannotWrite, "The folder cannot be made. Choose another.", folder.string());
}

/// What the model of --vqa is asked about.
struct AskedOf {
    bool relevance = false, aesthetics = false;
};

Result<AskedOf> askedOfVqa(const Invocation& in) {
    const std::string only = in.valueOr("--vqa-for", "");
    if (in.has("--vqa-for") &&
        (!in.has("--vqa") || (only != data::kRelevance && only != data::kAesthetics))) {
        return fail(ErrorKind::BadRequest,
                    "--vqa-for goes with --vqa FOLDER and takes \"relevance\" or \"aesthetics\".");
    }
    AskedOf asked;
    asked.relevance = in.has("--vqa") && only != data::kAesthetics;
    asked.aesthetics = in.has("--vqa") && only != data::kRelevance;
    if (asked.relevance && in.has("--judge")) {
        return fail(
            ErrorKind::BadRequest,
            "--judge and --vqa would both score relevance. Leave one out, or add --vqa-for aesthetics.");
    }
    return asked;
}

/// On the accelerator if there is one, else in the type that this machine is quickest in.
Result<std::shared_ptr<VqaModel>> openVqaModel(const std::filesystem::path& folder) {
    const bool accelerated = torch::cuda::is_available();
    LACUNA_TRY(VqaModel model,
               VqaModel::open(folder, accelerated ? at::kBFloat16 : nn::machineProfile().computeType,
                              accelerated ? torch::kCUDA : torch::kCPU));
    return std::make_shared<VqaModel>(std::move(model));
}

/// Those that this build and this person have; what is left out is said.
Result<std::vector<std::unique_ptr<data::Scorer>>> scorersFor(const Invocation& in) {
    std::vector<std::unique_ptr<data::Scorer>> scorers;
    LACUNA_TRY(const AskedOf asked, askedOfVqa(in));
    std::shared_ptr<VqaModel> vqa;
    if (in.has("--vqa")) {
        LACUNA_TRY(vqa, openVqaModel(in.valueOr("--vqa", "")));
    }
    const auto ask = [vqa](const Image& picture, const std::string& question) {
        return vqa->probabilityOfYes(picture, question);
    };
    scorers.push_back(asked.aesthetics ? makeVqaAestheticsScorer(ask, vqa->version())
                                       : data::makeAestheticsScorer());
    if (!in.has("--no-reading")) {
        auto reader = openTextReader();
        if (reader) {
            scorers.push_back(data::makeLetteringScorer(std::move(*reader)));
        } else {
            std::fprintf(stderr, "Lettering is not scored: %s\n", reader.error().what.c_str());
        }
    }
    if (asked.relevance) {
        scorers.push_back(makeVqaRelevanceScorer(ask, vqa->version()));
    } else if (in.has("--judge")) {
        LACUNA_TRY(auto judge, openJudgeScorer(in.valueOr("--judge", "")));
        scorers.push_back(std::move(judge));
    } else {
        std::fprintf(
            stderr,
            "Relevance is not scored: name a classifier's folder with --judge, or a model to ask with "
            "--vqa.\n");
    }
    return scorers;
}

}  // namespace

Result<void> collectPictures(const Invocation& in) {
    const std::filesystem::path set = in.arguments[0];
    data::Collection all;
    for (std::size_t i = 1; i < in.arguments.size(); ++i) {
        LACUNA_TRY(auto found,
                   data::collectFolder(in.arguments[i], in.has("--uncaptioned") ? data::Uncaptioned::Keep
                                                                                : data::Uncaptioned::Refuse));
        std::ranges::move(found.samples, std::back_inserter(all.samples));
        std::ranges::move(found.refused, std::back_inserter(all.refused));
    }
    std::ranges::stable_sort(all.samples, {}, &data::Sample::picture);
    const auto same = std::ranges::unique(all.samples);  // folders inside each other
    all.samples.erase(same.begin(), same.end());
    LACUNA_TRY_VOID(makeFolder(set));
    LACUNA_TRY_VOID(data::writeSamples(set / data::kSamplesFile, all.samples));
    LACUNA_TRY_VOID(data::writeRefused(set / data::kRefusedFile, all.refused));
    for (std::size_t i = 0; i < std::min<std::size_t>(all.refused.size(), 5); ++i)
        std::fprintf(stderr, "%s: %s\n", all.refused[i].file.c_str(), all.refused[i].why.c_str());
    std::printf("%zu pictures collected, %zu refused (%s)\n", all.samples.size(), all.refused.size(),
                (set / data::kRefusedFile).c_str());
    return {};
}

Result<void> scorePictures(const Invocation& in) {
    const std::filesystem::path set = in.arguments[0];
    data::ScoreOptions options;
    LACUNA_TRY(options.read, neededReader());
    LACUNA_TRY(options.scorers, scorersFor(in));
    if (in.has("--rules")) {
        LACUNA_TRY(options.rules, data::SelectionRules::read(in.valueOr("--rules", "")));
    }
    options.stopped = in.stopped;
    options.onProgress = progress("scoring");
    LACUNA_TRY(const auto summary, data::scoreSet(set, options));
    std::printf("%d pictures, %d looked at, %d kept, %d captioned by machine (%s)\n", summary.samples,
                summary.looked, summary.kept, summary.captioned, (set / data::kScoresFile).c_str());
    return {};
}

Result<void> writePictureShards(const Invocation& in) {
    const std::filesystem::path set = in.arguments[0];
    const auto folder = in.arguments.size() > 1 ? std::filesystem::path(in.arguments[1]) : set / "shards";
    data::ShardOptions options;
    LACUNA_TRY(options.read, neededReader());
    LACUNA_TRY(options.resolution, in.integerOr("--resolution", options.resolution, 16, 4096));
    LACUNA_TRY(const auto count, in.integerOr("--per-shard", options.perShard, 1, 4096));
    options.perShard = int(count);
    options.stopped = in.stopped;
    options.onProgress = progress("writing shard");
    LACUNA_TRY(const auto manifest, data::writeShards(set, folder, options));
    std::printf("%d pictures in %zu shards (%s)\n", manifest.samples, manifest.shards.size(), folder.c_str());
    return {};
}

Result<void> reportPictures(const Invocation& in) {
    const std::filesystem::path set = in.arguments[0];
    const auto folder = in.arguments.size() > 1 ? std::filesystem::path(in.arguments[1]) : set;
    data::ReportOptions options;
    options.read = pictureReader();
    options.encode = thumbnailWriter();
    LACUNA_TRY(const auto shown, in.integerOr("--show", options.shown, 0, 1000));
    options.shown = int(shown);
    LACUNA_TRY(const auto numbers, data::writeSetReport(set, folder, options));
    std::printf("%d pictures, %d kept; the report is %s\n", numbers.samples, numbers.kept,
                (folder / "report.html").c_str());
    return {};
}

}  // namespace lacuna::train

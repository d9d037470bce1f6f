// See evaluation.h.
#include "engine/training/evaluation/evaluation.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "engine/pipeline/guarded.h"
#include "engine/training/export.h"
#include "engine/training/png_file.h"

namespace lacuna::training {
namespace {

constexpr std::size_t kShown = 8;  ///< cases on a task's sheet

/// A model folder as it is; of a run's configuration, its export.
Result<std::filesystem::path> modelFolder(const EvaluationOptions& options) {
    if (std::filesystem::is_directory(options.model)) return options.model;
    const auto folder = options.output / "model";
    LACUNA_TRY_VOID(exportModel(options.model, folder));
    return folder;
}

/// Rows of what was given, what came, and what is true, a column a case.
torch::Tensor sheetOf(const std::vector<EvaluationCase>& cases, const std::vector<torch::Tensor>& pictures) {
    const std::size_t shown = std::min(kShown, cases.size());
    std::vector<torch::Tensor> given, made, truth;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& order = cases[i].order;
        if (order.source.defined()) {
            const auto mask = order.mask.defined() ? order.mask : torch::zeros({1, 1, 1});
            given.push_back(order.source * (1 - mask) + 0.5 * mask);
        }
        made.push_back(pictures[i]);
        truth.push_back(cases[i].truth);
    }
    std::vector<torch::Tensor> rows = std::move(given);
    rows.insert(rows.end(), made.begin(), made.end());
    rows.insert(rows.end(), truth.begin(), truth.end());
    return contactSheet(torch::stack(rows), std::int64_t(shown));
}

class Evaluation {
  public:
    Evaluation(const EvaluationOptions& options, EvaluatedModel& model, const Atlas& atlas, Judges& judges,
               Size size)
        : options_(options), model_(model), atlas_(atlas), judges_(judges), size_(size) {
        others_ = otherPosters(options.seed, options.count, size, atlas);
    }

    Result<TaskReport> run(Task task) {
        TaskReport report;
        report.task = task;
        if (!model_.can(task)) {
            report.note = "the model does not offer this task.";
            return report;
        }
        const auto cases = casesOf(task, options_.seed, 0, options_.count, size_, atlas_);
        std::vector<torch::Tensor> pictures, truths;
        const auto start = std::chrono::steady_clock::now();
        for (const EvaluationCase& one : cases) {
            if (options_.stopped && options_.stopped())
                return fail(ErrorKind::Cancelled,
                            "The evaluation was stopped. The report has the finished tasks.");
            auto order = one.order;
            order.steps = options_.steps;
            LACUNA_TRY(auto picture, model_.generate(order));
            pictures.push_back(std::move(picture));
            truths.push_back(one.truth);
            if (report.prompts.size() < kShown) report.prompts.push_back(order.prompt);
        }
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        report.secondsPerPicture = seconds.count() / double(cases.size());
        LACUNA_TRY(report.model, scoresOf(task, cases, pictures, others_, atlas_.names, judges_));
        LACUNA_TRY(report.real, scoresOf(task, cases, truths, others_, atlas_.names, judges_));
        report.sheet = sheetOf(cases, pictures);
        report.sheetCaption =
            task == Task::TextToImage
                ? "Above: the model's pictures. Below: real posters of the same captions."
                : "From above: what was given (grey: to be filled), the model's pictures, the truth.";
        return report;
    }

  private:
    const EvaluationOptions& options_;
    EvaluatedModel& model_;
    const Atlas& atlas_;
    Judges& judges_;
    Size size_;
    torch::Tensor others_;
};

}  // namespace

Result<std::vector<Task>> tasksFrom(const std::string& words) {
    std::vector<Task> tasks;
    for (std::size_t begin = 0; begin <= words.size();) {
        const auto end = std::min(words.find(',', begin), words.size());
        const auto word = words.substr(begin, end - begin);
        bool known = false;
        for (const Task task : EvaluationOptions{}.tasks) {
            if (word != wordOf(task)) continue;
            tasks.push_back(task);
            known = true;
        }
        if (!known) {
            return fail(ErrorKind::BadRequest,
                        "\"" + word +
                            "\" is no task. Write some of text-to-image, image-to-image, "
                            "inpaint, outpaint, edit, with commas between.");
        }
        begin = end + 1;
    }
    return tasks;
}

Result<Report> evaluate(const EvaluationOptions& options) {
    LACUNA_TRY(const auto atlas, readAtlas(options.atlas, torch::kCPU));
    Judges judges;
    LACUNA_TRY(judges.judge, loadJudge(options.judge, torch::kCPU));
    if (!options.inception.empty()) {
        LACUNA_TRY(judges.inception, loadInception(options.inception));
    }
    LACUNA_TRY(const auto folder, modelFolder(options));
    LACUNA_TRY(auto model, EvaluatedModel::open(folder, options.fast));
    const auto reader = openTextReader();
    if (reader) judges.reader = reader->get();

    Report report;
    report.model = model.info().name;
    report.folder = folder.string();
    report.judge = options.judge.string();
    LACUNA_TRY(const Json judgeConfig, readJsonFile(options.judge / "config.json"));
    if (judgeConfig.contains("held_out")) report.judgeScores = judgeConfig["held_out"];
    report.reader = reader ? (*reader)->name() : "not measured: no text reader. " + reader.error().what;
    report.size = model.info().sizes.empty() ? Size{256, 384} : model.info().sizes.front();
    report.count = options.count;
    report.seed = options.seed;
    report.steps = options.steps > 0 ? options.steps : model.info().sampling(options.fast).steps;
    report.fast = options.fast;

    return guarded("evaluating", [&]() -> Result<Report> {
        Evaluation evaluation(options, model, atlas, judges, report.size);
        for (const Task task : options.tasks) {
            auto one = evaluation.run(task);
            if (!one) {
                LACUNA_TRY_VOID(writeReport(options.output, report));
                return tl::unexpected(one.error());
            }
            std::printf("%s: %s\n", wordOf(task), one->model.empty() ? one->note.c_str() : "measured");
            std::fflush(stdout);
            report.tasks.push_back(std::move(*one));
            LACUNA_TRY_VOID(writeReport(options.output, report));
        }
        return report;
    });
}

}  // namespace lacuna::training

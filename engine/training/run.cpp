// See run.h.
#include "engine/training/run.h"

#include <ATen/autocast_mode.h>

#include <chrono>
#include <cmath>
#include <optional>

#include "engine/nn/machine.h"
#include "engine/nn/training_work.h"
#include "engine/training/run_log.h"

namespace lacuna::training {
namespace {

std::filesystem::path statePath(const std::filesystem::path& folder) {
    return folder / "state.safetensors";
}

/// A program that was killed while it saved leaves the part that it had written, as large as a whole state.
void removePartsOfSaves(const std::filesystem::path& folder) {
    const std::string begin = "." + statePath(folder).filename().string() + ".";
    std::error_code error;
    std::vector<std::filesystem::path> parts;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().filename().string().starts_with(begin)) parts.push_back(entry.path());
    }
    for (const auto& part : parts) std::filesystem::remove(part, error);
}

/// Spent on measuring what the machine can do at best.
constexpr double kCeilingSeconds = 0.3;

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// How far the learning rate has fallen when it falls by the clock.
std::optional<double> annealed(const OptimizerOptions& options, double seconds) {
    if (options.annealMinutes <= 0) return std::nullopt;
    return std::min(1.0, seconds / (60 * options.annealMinutes));
}

}  // namespace

bool resumes(const RunConfig& config, bool resume) {
    return resume && std::filesystem::exists(statePath(config.folder));
}

Result<void> train(const RunConfig& config, Optimizer& optimizer, bool resume, const RunTasks& tasks) {
    std::error_code error;
    std::filesystem::create_directories(config.folder, error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The run's folder cannot be made. Choose another \"output\".",
                    config.folder.string());
    double secondsBefore = 0;
    if (resumes(config, resume)) {
        LACUNA_TRY(const auto state, readTensors(statePath(config.folder)));
        LACUNA_TRY_VOID(optimizer.restore(state.tensors, statePath(config.folder).string()));
        if (const auto seconds = state.tensors.find("seconds"); seconds != state.tensors.end())
            secondsBefore = seconds->second.item<double>();
        if (tasks.recall) {
            NamedTensors remembered;
            for (const auto& [name, tensor] : state.tensors) {
                if (name.starts_with("x.")) remembered[name.substr(2)] = tensor;
            }
            LACUNA_TRY_VOID(tasks.recall(remembered));
        }
    } else if (tasks.share.writes()) {
        std::filesystem::remove(config.folder / "log.csv", error);
    }
    std::optional<RunLog> log;
    double ceiling = 0;  // GFLOP/s
    if (tasks.share.writes()) {
        removePartsOfSaves(config.folder);
        LACUNA_TRY(log, RunLog::open(config.folder / "log.csv", optimizer.steps(), tasks.prints));
        ceiling = nn::linearRate(config.bfloat16 ? torch::kBFloat16 : torch::kFloat, config.device,
                                 kCeilingSeconds);
    }
    const auto start = std::chrono::steady_clock::now();
    const auto save = [&]() -> Result<void> {
        if (!tasks.share.writes()) return {};
        auto state = optimizer.state();
        state["seconds"] = torch::tensor(secondsBefore + secondsSince(start), torch::kDouble);
        if (tasks.remember) {
            for (auto& [name, tensor] : tasks.remember()) state["x." + name] = std::move(tensor);
        }
        LACUNA_TRY_VOID(writeTensors(statePath(config.folder), state));
        return log->draw();
    };

    std::vector<std::pair<std::string, torch::Tensor>> sums;
    double gradient = 0;
    std::int64_t logged = 0, samples = 0;
    auto lastLog = start;
    nn::TrainingWork work;
    while (optimizer.steps() < config.optimizer.steps) {
        const std::int64_t step = optimizer.steps();
        torch::Tensor loss;
        for (std::int64_t part = 0; part < config.accumulate; ++part) {
            const Losses losses = tasks.forward(step, part);
            losses.front().second.backward();
            // Added where they are: asking for their values would wait for the accelerator.
            const torch::NoGradGuard noGrad;
            if (sums.empty()) {
                for (const auto& [name, value] : losses) sums.emplace_back(name, torch::zeros_like(value));
            }
            for (std::size_t i = 0; i < losses.size(); ++i)
                sums[i].second += losses[i].second.detach() / double(config.accumulate);
            const auto part0 = losses.front().second.detach() / double(config.accumulate);
            loss = loss.defined() ? loss + part0 : part0;
            samples += tasks.batch ? tasks.batch(step) : config.batch;
        }
        if (tasks.share.average) {
            if (auto averaged = tasks.share.average(optimizer.parameters()); !averaged) {
                LACUNA_TRY_VOID(save());
                return averaged;
            }
        }
        const auto clock = tasks.share.meanOf(secondsBefore + secondsSince(start));
        if (!clock) {
            LACUNA_TRY_VOID(save());
            return tl::unexpected(clock.error());
        }
        const auto progress = annealed(config.optimizer, *clock);
        gradient += optimizer.step(double(config.accumulate), progress);
        ++logged;
        const std::int64_t done = optimizer.steps();
        if (tasks.onStep) tasks.onStep(done, loss.item<double>());
        const auto stop =
            tasks.share.anyOf((config.minutes > 0 && secondsSince(start) > 60 * config.minutes) ||
                              (tasks.stopped && tasks.stopped()));
        const bool last = done >= config.optimizer.steps || progress.value_or(0) >= 1 || !stop || *stop;
        if (done % config.logEvery == 0 || last) {
            std::vector<std::pair<std::string, double>> columns;
            for (const auto& [name, sum] : sums)
                columns.emplace_back(name, sum.item<double>() / double(logged));
            const double seconds = std::max(1e-9, secondsSince(lastLog)), gflop = work.take() / 1e9;
            if (tasks.report) {
                for (auto& column : tasks.report(step)) columns.push_back(std::move(column));
            }
            columns.emplace_back("gemm_share", ceiling > 0 ? gflop / seconds / ceiling : 0);
            if (log)
                log->add({done, secondsBefore + secondsSince(start), double(samples) / seconds,
                          learningRateAt(config.optimizer, step, progress), gradient / double(logged),
                          std::move(columns)});
            sums.clear();
            gradient = 0;
            logged = samples = 0;
            lastLog = std::chrono::steady_clock::now();
        }
        if (done % config.saveEvery == 0 || last) LACUNA_TRY_VOID(save());
        if (tasks.share.writes() && tasks.sample && (done % config.sampleEvery == 0 || last)) {
            const AverageInPlace average(optimizer);
            torch::NoGradGuard noGrad;
            LACUNA_TRY_VOID(tasks.sample(done));
        }
        if (!stop) return tl::unexpected(stop.error());
        if (last) break;
    }
    return {};
}

AverageInPlace::AverageInPlace(const Optimizer& optimizer) : optimizer_(optimizer) {
    torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : optimizer.parameters()) {
        saved_[name] = parameter.detach().clone();
        torch::Tensor(parameter).copy_(optimizer.average().at(name));
    }
}

AverageInPlace::~AverageInPlace() {
    torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : optimizer_.parameters())
        torch::Tensor(parameter).copy_(saved_.at(name));
}

Autocast::Autocast(bool on, torch::Device device)
    : on_(on), before_(at::autocast::is_autocast_enabled(device.type())), type_(device.type()) {
    if (!on_) return;
    at::autocast::set_autocast_enabled(type_, true);
    at::autocast::set_autocast_dtype(type_, at::kBFloat16);
    at::autocast::increment_nesting();
}

Autocast::~Autocast() {
    if (!on_) return;
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(type_, before_);
}

}  // namespace lacuna::training

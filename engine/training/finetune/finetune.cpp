// See finetune.h.
#include "engine/training/finetune/finetune.h"

#include <chrono>
#include <cmath>

#include "engine/pipeline/model_store.h"
#include "engine/training/finetune/adapters.h"
#include "engine/training/finetune/encoded_set.h"
#include "engine/training/finetune/flow_step.h"
#include "engine/training/finetune/result_files.h"
#include "engine/training/finetune/samples.h"
#include "engine/training/run.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::training {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

AdapterOptions adapterOptions(const FinetuneConfig& config) {
    return {config.targets, config.rank, config.alpha, config.run.seed};
}

Result<NamedTensors> trainableOf(const FinetuneConfig& config, Networks& networks) {
    if (config.kind == FinetuneKind::Lora) {
        if (networks.mpe) {
            for (auto& parameter : networks.mpe->parameters()) parameter.set_requires_grad(false);
        }
        return addAdapters(networks.transformer, adapterOptions(config));
    }
    auto all = parametersOf(*networks.transformer, "transformer.");
    if (networks.mpe) all.merge(parametersOf(*networks.mpe, "mpe."));
    return all;
}

/// Tells about steps, and how long the rest will take.
class Watch {
  public:
    Watch(const FinetuneHooks& hooks, std::int64_t steps) : hooks_(hooks), steps_(steps) {}
    /// The first step begins: what came before says nothing of the steps.
    void begin() { start_ = Clock::now(); }
    void onStep(std::int64_t done, double loss) {
        if (first_ < 0) first_ = done - 1;
        const double perStep = secondsSince(start_) / double(done - first_);
        tell({FinetuneEvent::Kind::Step, done, steps_, loss, perStep * double(steps_ - done), {}});
    }
    void tell(const FinetuneEvent& event) const {
        if (hooks_.tell && hooks_.share.writes()) hooks_.tell(event);
    }

  private:
    const FinetuneHooks& hooks_;
    std::int64_t steps_, first_ = -1;
    Clock::time_point start_ = Clock::now();
};

}  // namespace

Result<void> finetune(const std::filesystem::path& configFile, FinetuneKind kind, bool resume,
                      const FinetuneHooks& hooks) {
    LACUNA_TRY(auto config, readFinetuneConfig(configFile, kind));
    if (config.run.threads > 0) at::set_num_threads(config.run.threads);
    config.run.device = hooks.share.deviceOf(config.run.device);
    StoreOptions options;
    options.device = config.run.device;
    options.trainable = kind == FinetuneKind::Full;
    ModelStore store(options);
    LACUNA_TRY_VOID(store.open(config.model));
    const auto& info = store.folder().info;
    if (config.resolution == 0) {
        const Size size = info.sizes.empty() ? Size{1024, 1024} : info.sizes.front();
        config.resolution = std::int64_t(std::lround(std::sqrt(double(size.area()))));
    }
    Watch watch(hooks, config.run.optimizer.steps);
    LACUNA_TRY(const auto pictures, EncodedSet::prepare(
                                        config, store, hooks.read, hooks.share,
                                        [&](int done, int all) {
                                            watch.tell({FinetuneEvent::Kind::Encoding, done, all, 0, 0, {}});
                                        },
                                        hooks.stopped));
    LACUNA_TRY(const auto samples, SamplePrompts::encode(config, store));
    store.freeTextEncoder();
    store.forgetPrompts();

    LACUNA_TRY(Networks* const networks, store.networks());
    LACUNA_TRY(auto trainable, trainableOf(config, *networks));
    Optimizer optimizer(std::move(trainable), config.run.optimizer);
    const FlowStep flow{*networks, config, hooks.share};
    std::filesystem::path made;

    RunTasks tasks;
    tasks.stopped = hooks.stopped;
    tasks.prints = !hooks.tell;
    tasks.share = hooks.share;
    tasks.onStep = [&](std::int64_t done, double loss) { watch.onStep(done, loss); };
    tasks.forward = [&](std::int64_t step, std::int64_t part) {
        const auto batch = pictures.batch(std::uint64_t(step * config.run.accumulate + part), hooks.share);
        TORCH_CHECK(batch.has_value(), batch ? std::string() : describe(batch.error()));
        return flow.losses(*batch);
    };
    tasks.sample = [&](std::int64_t done) -> Result<void> {
        LACUNA_TRY(made,
                   kind == FinetuneKind::Lora
                       ? writeLora(config, store.folder(), optimizer.parameters(), adapterOptions(config))
                       : writeModel(config, store.folder(), optimizer.parameters()));
        LACUNA_TRY(const auto files, samples.draw(config, *networks, done));
        for (const auto& file : files) watch.tell({FinetuneEvent::Kind::Sample, done, 0, 0, 0, file});
        return {};
    };
    watch.begin();
    LACUNA_TRY_VOID(train(config.run, optimizer, resume, tasks));
    if (made.empty() && tasks.share.writes())
        LACUNA_TRY_VOID(tasks.sample(optimizer.steps()));  // resumed at its end
    const bool whole = optimizer.steps() >= config.run.optimizer.steps;
    const auto end = whole ? FinetuneEvent::Kind::Finished : FinetuneEvent::Kind::Stopped;
    watch.tell({end, optimizer.steps(), 0, 0, 0, made});
    return {};
}

}  // namespace lacuna::training

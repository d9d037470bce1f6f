// See distill.h.
#include "engine/training/distillation/distill.h"

#include <cmath>

#include "engine/models/qwen_image/vae_weights.h"
#include "engine/training/finetune/adapters.h"
#include "engine/training/flow/batch_maker.h"
#include "engine/training/posters/atlas.h"
#include "engine/training/posters/random.h"
#include "engine/training/preference/measure_log.h"

namespace lacuna::training {
namespace {

/// Latent cells of the pages that are measured.
struct Cells {
    std::int64_t height, width;
};
Cells cellsOf(const FlowRunConfig& flow) {
    const auto width = flow.stages.back().width;
    return {std::int64_t(std::lround(double(width) * flow.aspect / 32)) * 4, width / 8};
}

Policy policyOf(const DistillRun& run, DraftModel& model) {
    return {model, run.config.flow.run.bfloat16, run.config.flow.run.device};
}

}  // namespace

Result<DistillConfig> readDistillConfig(const std::filesystem::path& file) {
    DistillConfig c;
    LACUNA_TRY(c.flow, readFlowRunConfig(file));
    LACUNA_TRY_VOID(refuseRealPictures(c.flow, file));
    LACUNA_TRY(const Json json, readJsonFile(file, {}, kOwnFileHint));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    if (c.flow.run.start.empty())
        return fail(ErrorKind::BadFile, "\"start\" must name the model folder that teaches.", file.string());
    auto& scheduler = c.flow.model["scheduler"];
    // The family's few-step schedule (qwen_image::lightningSchedule).
    scheduler["base_shift"] = scheduler["max_shift"] = std::log(3.0);
    scheduler["shift_terminal"] = nullptr;
    auto& t = c.trajectories;
    LACUNA_TRY(t.guidance, object.numberOr("teacher_guidance", 3, 0, 100));
    LACUNA_TRY(const auto refinement, object.integerOr("refinement", t.refinement, 1, 1000));
    t.refinement = int(refinement);
    LACUNA_TRY(t.capacity, object.integerOr("trajectories", t.capacity, 1, 1'000'000));
    LACUNA_TRY(t.every, object.integerOr("replace_every", t.every, 0, 1'000'000));
    LACUNA_TRY(c.heldOut, object.integerOr("held_out", c.heldOut, 1, 100'000));
    if (c.flow.sampleGuidance > 1)
        return fail(ErrorKind::BadFile,
                    "The student has its teacher's guidance inside. Write \"sample_guidance\": 1.",
                    file.string());
    LACUNA_TRY(c.adapterRank, object.integerOr("adapter_rank", 0, 0, 4096));
    return c;
}

DistillMeasure measureStudent(const DistillRun& run) {
    torch::NoGradGuard noGrad;
    const auto [height, width] = cellsOf(run.config.flow);
    auto made = makeSchedule(run.student.scheduler, run.config.flow.sampleSteps, height * width / 4);
    TORCH_CHECK(made.has_value(), describe(made.error()));
    const FlowSchedule schedule = *std::move(made);
    const auto& t = run.config.trajectories;
    const auto student = policyOf(run, run.student), teacher = policyOf(run, run.teacher);
    DistillMeasure measure;
    constexpr std::int64_t kAtOnce = 16;
    for (std::int64_t begin = 0; begin < run.config.heldOut; begin += kAtOnce) {
        const auto count = std::min(kAtOnce, run.config.heldOut - begin);
        const auto prompts = promptsOf(questionsFrom(run.heldOut, std::uint64_t(begin), count));
        const auto noise = seededNoise(Random(run.config.flow.run.seed + 20, std::uint64_t(begin)).next(),
                                       count, height, width, student.device());
        const auto guided = teacher.read(prompts, t.guidance);
        const auto truth = followTeacher(teacher, teacher.textToImage(count, height, width), noise, schedule,
                                         t.refinement, guided)[-1];
        const auto few = teacher.sample(noise, schedule, guided);
        const auto own = student.sample(noise, schedule, student.read(prompts, 1));
        const double share = double(count) / double(run.config.heldOut);
        measure.student += (own - truth).pow(2).mean().item<double>() * share;
        measure.teacher += (few - truth).pow(2).mean().item<double>() * share;
    }
    measure.ratio = measure.student / std::max(1e-12, measure.teacher);
    return measure;
}

Result<void> distill(const DistillRun& run, bool resume) {
    const auto& shared = run.config.flow.run;
    const AdapterOptions adapters{{"to_q", "to_k", "to_v", "to_out.0", "add_q_proj", "add_k_proj",
                                   "add_v_proj", "to_add_out", "net.0.proj", "net.2"},
                                  run.config.adapterRank,
                                  double(run.config.adapterRank),
                                  shared.seed + 23};
    NamedTensors trained;
    freezeAllButTransformer(run.student);
    if (run.config.adapterRank > 0) {
        LACUNA_TRY(trained, addAdapters(run.student.transformer, adapters));
    } else {
        trained = run.student.parameters();
    }
    Optimizer optimizer(trained, shared.optimizer);
    const auto student = policyOf(run, run.student);
    TrajectoryPool pool(policyOf(run, run.teacher), run.training, run.config.flow.sampleSteps,
                        run.config.trajectories);
    RunTasks tasks;
    tasks.stopped = run.stopped;
    tasks.batch = [&](std::int64_t) { return pool.at(0).states.size(1); };
    tasks.forward = [&](std::int64_t step, std::int64_t part) -> Losses {
        pool.moveTo(step);
        Random random(shared.seed + 3, std::uint64_t(step * shared.accumulate + part));
        const auto& known = pool.at(random.below(std::size_t(pool.size())));
        const auto count = known.states.size(1);
        std::vector<float> levels, next;
        std::vector<std::int64_t> at;
        for (std::int64_t i = 0; i < count; ++i) {
            at.push_back(random.below(std::size_t(known.schedule.steps())));
            levels.push_back(known.schedule.sigmas[std::size_t(at.back())]);
            next.push_back(known.schedule.sigmas[std::size_t(at.back()) + 1]);
        }
        const auto device = student.device();
        const auto index = torch::tensor(at).to(device), row = torch::arange(count).to(device);
        const auto from = known.states.index({index, row}), to = known.states.index({index + 1, row});
        const auto sigma = torch::tensor(levels).to(device);
        const auto length = (torch::tensor(next).to(device) - sigma).view({-1, 1, 1, 1});
        const auto velocity =
            student.velocity(known.question, from, sigma, student.read(known.question.tokens, 1));
        return {{"loss", (velocity - (to - from) / length).pow(2).mean()}};
    };
    const auto measure = [&](std::int64_t step) {
        const auto m = measureStudent(run);
        std::printf("step %lld  distance to the teacher's many steps: %.3f of its own %d steps'\n",
                    static_cast<long long>(step), m.ratio, run.config.flow.sampleSteps);
        return addMeasurement(shared.folder, "distance", step,
                              {{"ratio", m.ratio}, {"student", m.student}, {"teacher", m.teacher}});
    };
    if (!resumes(shared, resume)) LACUNA_TRY_VOID(measure(0));
    tasks.sample = measure;
    LACUNA_TRY_VOID(train(shared, optimizer, resume, tasks));
    if (run.config.adapterRank == 0) return {};
    return writeAdapters(shared.folder / "fast.safetensors", optimizer.average(), adapters, torch::kBFloat16);
}

Result<void> trainDistilled(const std::filesystem::path& configFile, bool resume,
                            const std::function<bool()>& stopped) {
    LACUNA_TRY(const auto config, readDistillConfig(configFile));
    const auto& shared = config.flow.run;
    if (shared.threads > 0) at::set_num_threads(shared.threads);
    LACUNA_TRY(const auto atlas, readAtlas(shared.atlas, torch::kCPU));
    LoadOptions load;
    load.device = shared.device;
    LACUNA_TRY(auto vae, qwen_image::loadVae(config.flow.vae / "vae", load));
    LACUNA_TRY(auto student, openFlowModel(config.flow, atlas.names, resume, configFile.string()));
    LACUNA_TRY(auto teacher, DraftModel::create(shared.folder, shared.seed, shared.device));
    LACUNA_TRY_VOID(startWeights(shared, teacher));
    const auto aspect = config.flow.aspect;
    BatchMaker batches(config.flow, atlas, teacher, vae);
    return distill({config, student, teacher, [&](std::int64_t number) { return batches.get(number); },
                    posterQuestions(atlas.names, aspect, shared.seed + 1234), stopped},
                   resume);
}

}  // namespace lacuna::training

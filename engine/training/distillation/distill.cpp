// See distill.h.
#include "engine/training/distillation/distill.h"

#include <cmath>

#include "engine/training/posters/atlas.h"
#include "engine/training/posters/random.h"
#include "engine/training/preference/measure_log.h"

namespace lacuna::training {
namespace {

FlowSchedule studentSchedule(const DistillRun& run) {
    const auto& t = run.config.trajectories;
    auto made = makeSchedule(run.student.scheduler, run.config.flow.sampleSteps, t.height * t.width / 4);
    TORCH_CHECK(made.has_value(), describe(made.error()));
    return *std::move(made);
}

Policy policyOf(const DistillRun& run, DraftModel& model) {
    return {model, run.config.flow.run.bfloat16, run.config.flow.run.device};
}

}  // namespace

Result<DistillConfig> readDistillConfig(const std::filesystem::path& file) {
    DistillConfig c;
    LACUNA_TRY(c.flow, readFlowRunConfig(file));
    LACUNA_TRY(const Json json, readJsonFile(file, {}, kOwnFileHint));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    if (c.flow.run.start.empty())
        return fail(ErrorKind::BadFile, "\"start\" must name the model folder that teaches.", file.string());
    c.flow.model["scheduler"]["shift_terminal"] = nullptr;
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
    t.width = c.flow.stages.back().width / 8;
    t.height = std::lround(double(c.flow.stages.back().width) * c.flow.aspect / 32) * 4;
    t.seed = c.flow.run.seed + 19;
    return c;
}

DistillMeasure measureStudent(const DistillRun& run) {
    torch::NoGradGuard noGrad;
    const auto schedule = studentSchedule(run);
    const auto& t = run.config.trajectories;
    const auto student = policyOf(run, run.student), teacher = policyOf(run, run.teacher);
    DistillMeasure measure;
    constexpr std::int64_t kAtOnce = TrajectoryPool::kGroup;
    for (std::int64_t begin = 0; begin < run.config.heldOut; begin += kAtOnce) {
        const auto count = std::min(kAtOnce, run.config.heldOut - begin);
        const auto prompts = promptsOf(questionsFrom(run.heldOut, std::uint64_t(begin), count));
        const auto noise = seededNoise(Random(t.seed + 1, std::uint64_t(begin)).next(), count, t.height,
                                       t.width, student.device());
        const auto guided = teacher.read(prompts, t.guidance);
        const auto truth = followTeacher(teacher, noise, schedule, t.refinement, guided)[-1];
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
    freezeAllButTransformer(run.student);
    Optimizer optimizer(run.student.parameters(), shared.optimizer);
    const auto student = policyOf(run, run.student);
    TrajectoryPool pool(policyOf(run, run.teacher), run.training, studentSchedule(run),
                        run.config.trajectories);
    RunTasks tasks;
    tasks.stopped = run.stopped;
    tasks.forward = [&](std::int64_t step, std::int64_t part) -> Losses {
        pool.moveTo(step);
        Random random(shared.seed + 3, std::uint64_t(step * shared.accumulate + part));
        const auto& sigmas = pool.schedule().sigmas;
        std::vector<torch::Tensor> from, target;
        std::vector<float> levels;
        std::vector<std::string> prompts;
        for (std::int64_t i = 0; i < shared.batch; ++i) {
            const auto index = random.below(std::size_t(pool.capacity()));
            const auto at = random.below(std::size_t(pool.schedule().steps()));
            const auto states = pool.states(index);
            from.push_back(states[at]);
            const float level = sigmas[std::size_t(at)], next = sigmas[std::size_t(at) + 1];
            target.push_back((states[at + 1] - states[at]) / (next - level));
            levels.push_back(level);
            prompts.push_back(pool.prompt(index));
        }
        const auto velocity = student.velocity(torch::stack(from), torch::tensor(levels).to(student.device()),
                                               student.read(prompts, 1));
        return {{"loss", (velocity - torch::stack(target)).pow(2).mean()}};
    };
    const auto measure = [&](std::int64_t step) {
        const auto m = measureStudent(run);
        std::printf("step %lld  distance to the teacher's many steps: %.3f of its own %d steps'\n",
                    static_cast<long long>(step), m.ratio, pool.schedule().steps());
        return addMeasurement(shared.folder, "distance", step,
                              {{"ratio", m.ratio}, {"student", m.student}, {"teacher", m.teacher}});
    };
    if (!resumes(shared, resume)) LACUNA_TRY_VOID(measure(0));
    tasks.sample = measure;
    return train(shared, optimizer, resume, tasks);
}

Result<void> trainDistilled(const std::filesystem::path& configFile, bool resume,
                            const std::function<bool()>& stopped) {
    LACUNA_TRY(const auto config, readDistillConfig(configFile));
    const auto& shared = config.flow.run;
    if (shared.threads > 0) at::set_num_threads(shared.threads);
    LACUNA_TRY(const auto atlas, readAtlas(shared.atlas, shared.device));
    LACUNA_TRY(auto student, openFlowModel(config.flow, atlas.names, resume, configFile.string()));
    LACUNA_TRY(auto teacher, DraftModel::create(shared.folder, shared.seed, shared.device));
    LACUNA_TRY_VOID(startWeights(shared, teacher));
    const auto aspect = config.flow.aspect;
    return distill({config, student, teacher, posterQuestions(atlas.names, aspect, shared.seed + 5),
                    posterQuestions(atlas.names, aspect, shared.seed + 1234), stopped},
                   resume);
}

}  // namespace lacuna::training

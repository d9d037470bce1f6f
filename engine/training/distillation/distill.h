// Distillation for few steps. The student learns the straight line between two of its noise levels on the
// teacher's guided trajectory, so that one unguided step of the student does the work of several guided ones:
// Salimans and Ho, "Progressive Distillation for Fast Sampling of Diffusion Models", 2022, section 3, in one
// stage with velocities as targets; guidance folded in as in Meng et al., "On Distillation of Guided
// Diffusion Models", 2023, section 3.1, for one fixed scale.
#pragma once

#include <filesystem>
#include <functional>

#include "engine/training/distillation/trajectories.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/preference/question.h"

namespace lacuna::training {

struct DistillConfig {
    /// run.start: the teacher, from which the student starts. sample_steps: the student's; sample_guidance
    /// must be 1.
    FlowRunConfig flow;
    TrajectoryOptions trajectories;
    std::int64_t heldOut = 16;  ///< questions
    /// Over 0: the student is its teacher with low-rank adapters of this rank on all linears of its blocks,
    /// written as a LoRA (<folder>/fast.safetensors), so that one set of weights serves both.
    std::int64_t adapterRank = 0;
};

/// Keys beside a flow run's: "teacher_guidance", "refinement" (the teacher's steps in one of the
/// student's), "trajectories" (batches kept), "replace_every", "held_out", "adapter_rank". Errors: BadFile.
Result<DistillConfig> readDistillConfig(const std::filesystem::path& file);

/// Mean square of (student - teacher's many steps) over that of (teacher in as few guided steps - teacher's
/// many steps), over the held-out questions: below 1 the student is the better model of few steps.
struct DistillMeasure {
    double ratio = 0, student = 0, teacher = 0;
};

/// Without files; tests give tiny models.
struct DistillRun {
    const DistillConfig& config;
    DraftModel& student;
    DraftModel& teacher;  ///< never changed
    QuestionBatches training;
    QuestionSource heldOut;
    std::function<bool()> stopped;
};
DistillMeasure measureStudent(const DistillRun& run);
/// Measurements go to <folder>/distance.csv and .svg. Errors: those of train().
Result<void> distill(const DistillRun& run, bool resume);

/// The whole of `lacuna-train distill`. The student's schedule is the family's for few steps (Schedule::
/// Lightning: shift 3), without a terminal noise level, which would spend one of them on the last hundredths.
Result<void> trainDistilled(const std::filesystem::path& configFile, bool resume,
                            const std::function<bool()>& stopped = {});

}  // namespace lacuna::training

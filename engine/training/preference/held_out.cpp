// See held_out.h.
#include "engine/training/preference/held_out.h"

#include "engine/training/posters/random.h"
#include "engine/training/preference/measure_log.h"

namespace lacuna::training {
namespace {

constexpr std::int64_t kAtOnce = 8;  ///< questions a forward pass

}  // namespace

HeldOut::HeldOut(Policy reference, std::vector<Question> questions, Scorer score,
                 const HeldOutOptions& options)
    : reference_(reference), questions_(std::move(questions)), score_(std::move(score)), options_(options) {}

HeldOutRow HeldOut::measure(const Policy& policy, std::int64_t step) const {
    torch::NoGradGuard noGrad;
    HeldOutRow row;
    row.step = step;
    const auto schedule =
        makeSchedule(policy.model().scheduler, options_.steps, options_.height * options_.width / 4);
    TORCH_CHECK(schedule.has_value(), describe(schedule.error()));
    const auto count = std::int64_t(questions_.size());
    for (std::int64_t begin = 0; begin < count; begin += kAtOnce) {
        const auto end = std::min(count, begin + kAtOnce);
        const std::vector<Question> asked(questions_.begin() + begin, questions_.begin() + end);
        const auto prompts = promptsOf(asked);
        const auto noise = seededNoise(Random(options_.seed, std::uint64_t(begin)).next(), end - begin,
                                       options_.height, options_.width, policy.device());
        const auto latents = policy.sample(noise, *schedule, policy.read(prompts, options_.guidance));
        const auto scores = score_(latents, asked);
        row.reward += scores.total.sum().item<double>() / double(count);
        for (std::size_t i = 0; i < scores.parts.size(); ++i) {
            if (row.parts.size() <= i) row.parts.emplace_back(scores.parts[i].first, 0.0);
            row.parts[i].second += scores.parts[i].second.sum().item<double>() / double(count);
        }
        const auto read = policy.read(prompts, 1);
        const auto half = (latents + noise) / 2;
        const auto moved = policy.velocity(half, 0.5f, read) - reference_.velocity(half, 0.5f, read);
        row.drift += moved.pow(2).flatten(1).mean(1).sum().item<double>() / double(count);
    }
    return row;
}

Result<void> HeldOut::add(const Policy& policy, std::int64_t step, const std::filesystem::path& folder) {
    rows_.push_back(measure(policy, step));
    const auto& row = rows_.back();
    std::printf("step %lld  held-out reward %.4f  drift %.5f\n", static_cast<long long>(step), row.reward,
                row.drift);
    Measurement values{{"reward", row.reward}, {"drift", row.drift}};
    values.insert(values.end(), row.parts.begin(), row.parts.end());
    return addMeasurement(folder, "held-out", step, values);
}

}  // namespace lacuna::training

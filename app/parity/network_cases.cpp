// The networks alone, and the schedule they are run on.
#include "app/parity/cases.h"
#include "engine/models/qwen_image/vae_tiling.h"
#include "engine/sampling/schedule.h"

namespace lacuna::parity {
namespace {

using qwen_image::Grid;

// The recipe's grids; they are not in the files.
const Grid kTarget{1, 4, 6};
const std::vector<Grid> kEditGrids{kTarget, kTarget, {1, 5, 3}};

struct TransformerCase {
    const char* expected;
    const char* model;
    const char* latents;
    const char* mask;  ///< nullptr = every text token is real
    std::vector<Grid> grids;
    std::int64_t batch;
};

Result<Comparison> transformer(Fixture& fixture, const TransformerCase& one) {
    LACUNA_TRY(auto model, fixture.transformer(one.model));
    qwen_image::TransformerInput input;
    LACUNA_TRY(const auto latents, fixture.tensor("transformer_io", one.latents));
    LACUNA_TRY(const auto text, fixture.tensor("transformer_io", "encoder_hidden_states"));
    LACUNA_TRY(const auto timestep, fixture.tensor("transformer_io", "timestep"));
    LACUNA_TRY(const auto expected, fixture.tensor("transformer_io", one.expected));
    input.latents = latents.to(fixture.type());
    input.text = text.narrow(0, 0, one.batch);
    input.timestep = timestep.narrow(0, 0, one.batch).to(fixture.type());
    input.grids = one.grids;
    if (one.mask) {
        LACUNA_TRY(input.textMask, fixture.tensor("transformer_io", one.mask));
    }
    return compare(Measure::Relative, Tolerances::of(fixture.type()).network, model->forward(input),
                   expected);
}

/// Without the frame axis: [B, C, 1, H, W] -> [B, C, H, W].
Result<torch::Tensor> frame(Fixture& fixture, const std::string& name) {
    LACUNA_TRY(const auto stored, fixture.tensor("vae_io", name));
    if (stored.dim() != 5 || stored.size(2) != 1) {
        return fail(ErrorKind::BadFile,
                    "\"" + name + "\" is not one frame of a picture. Make the folder again.", "vae_io");
    }
    return stored.squeeze(2);
}

Result<Comparison> encoded(Fixture& fixture, const std::string& name) {
    LACUNA_TRY(auto vae, fixture.vae());
    LACUNA_TRY(const auto pixels, frame(fixture, "pixels"));
    LACUNA_TRY(const auto expected, frame(fixture, name));
    const auto moments = vae->encode(pixels.to(fixture.type()));
    return compare(Measure::Relative, Tolerances::of(fixture.type()).network,
                   name == "mean" ? moments.mean : moments.logvar, expected);
}

/// The reference clamps what it decodes in one piece, and does not clamp what it decodes in tiles.
Result<Comparison> decoded(Fixture& fixture, const std::string& from, const std::string& name, bool tiled) {
    LACUNA_TRY(auto vae, fixture.vae());
    LACUNA_TRY(const auto latents, frame(fixture, from));
    LACUNA_TRY(const auto expected, frame(fixture, name));
    const auto raw = latents.to(fixture.type());
    const auto pixels = tiled ? qwen_image::decodeTiled(vae, raw) : vae->decode(raw).clamp(-1, 1);
    return compare(Measure::Relative, Tolerances::of(fixture.type()).network, pixels, expected);
}

Result<Comparison> schedules(Fixture& fixture) {
    LACUNA_TRY(const auto config, fixture.scheduler());
    LACUNA_TRY(const Json rows, fixture.json("scheduler_cases.json"));
    if (rows.empty())
        return fail(ErrorKind::BadFile, "There are no rows in it. Make the folder again.",
                    "scheduler_cases.json");
    const double tolerance = Tolerances::of(fixture.type()).scheduler;
    Comparison worst{Measure::Absolute, 0, tolerance};
    for (const auto& row : rows) {
        const auto used = row.value("lightning", false) ? qwen_image::lightningSchedule(config) : config;
        LACUNA_TRY(const auto schedule,
                   makeSchedule(used, row.at("steps").get<int>(), row.at("seq_len").get<std::int64_t>()));
        const auto expected = torch::tensor(row.at("sigmas").get<std::vector<double>>(), torch::kDouble);
        LACUNA_TRY(const auto sigmas,
                   compare(Measure::Absolute, tolerance, torch::tensor(schedule.sigmas), expected));
        std::vector<double> scaled;  // timesteps are a thousand times as large, and so is their rounding
        for (int i = 0; i < schedule.steps(); ++i) scaled.push_back(double(schedule.timestep(i)) / 1000);
        const auto timesteps =
            torch::tensor(row.at("timesteps").get<std::vector<double>>(), torch::kDouble) / 1000;
        LACUNA_TRY(const auto times,
                   compare(Measure::Absolute, tolerance, torch::tensor(scaled, torch::kDouble), timesteps));
        worst = Comparison::worse(Comparison::worse(worst, sigmas), times);
    }
    return worst;
}

}  // namespace

void addNetworkCases(Fixture& fixture, std::vector<Case>& cases) {
    if (fixture.has("scheduler_cases.json")) cases.push_back({"scheduler/sigmas", schedules});
    const std::vector<TransformerCase> transformers{
        {"out", "tiny-t2i", "latents", nullptr, {kTarget}, 2},
        {"out_masked", "tiny-t2i", "latents", "mask2", {kTarget}, 2},
        {"out_edit", "tiny-t2i", "latents_edit", nullptr, kEditGrids, 1},
        {"out_edit_zero_cond_t", "tiny-edit-plus", "latents_edit", nullptr, kEditGrids, 1},
    };
    for (const auto& one : transformers) {
        if (!holds(fixture, cases, "transformer_io", one.expected)) continue;
        cases.push_back(
            {std::string("transformer/") + one.expected, [one](Fixture& f) { return transformer(f, one); }});
    }
    for (const std::string name : {"mean", "logvar"}) {
        if (holds(fixture, cases, "vae_io", name))
            cases.push_back({"vae/" + name, [name](Fixture& f) { return encoded(f, name); }});
    }
    const auto decode = [&](const std::string& from, const std::string& name, bool tiled) {
        if (!holds(fixture, cases, "vae_io", name)) return;
        cases.push_back({"vae/" + name, [=](Fixture& f) { return decoded(f, from, name, tiled); }});
    };
    decode("z", "decoded", false);
    decode("z_tiled", "decoded_untiled", false);
    decode("z_tiled", "decoded_tiled", true);
}

}  // namespace lacuna::parity

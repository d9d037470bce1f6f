// See vae_trainer.h.
#include "engine/training/vae_trainer.h"

#include <cmath>

#include "engine/formats/atomic_file.h"
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/nn/module.h"
#include "engine/training/png_file.h"
#include "engine/training/poster_pool.h"
#include "engine/training/run_start.h"

namespace lacuna::training {
namespace {

using qwen_image::Vae;

/// Mean absolute difference of the pictures' edges.
torch::Tensor edgeLoss(const torch::Tensor& a, const torch::Tensor& b) {
    const auto d = a - b;
    return (d.diff(1, 2)).abs().mean() + (d.diff(1, 3)).abs().mean();
}

/// Crops at places that depend on the step alone.
torch::Tensor cropsOf(const PosterPool& pool, const VaeRunConfig& config, std::int64_t step,
                      std::int64_t part) {
    Random random(config.run.seed + 1, std::uint64_t(step * config.run.accumulate + part));
    std::vector<torch::Tensor> crops;
    for (std::int64_t i = 0; i < config.run.batch; ++i) {
        const auto& poster = pool.poster(random.below(std::size_t(pool.capacity())));
        const auto top = random.below(std::size_t(poster.size(1) - config.crop + 1)),
                   left = random.below(std::size_t(poster.size(2) - config.crop + 1));
        crops.push_back(poster.slice(1, top, top + config.crop).slice(2, left, left + config.crop));
    }
    return torch::stack(crops).to(config.run.device).to(torch::kFloat) / 127.5 - 1;
}

/// Mean and deviation of raw latents a channel over posters that training has not seen, into the
/// configuration.
void measureLatents(Vae& vae, Json& config, const Atlas& atlas, const VaeRunConfig& run) {
    torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> latents;
    for (int chunk = 0; chunk < 8; ++chunk) {
        std::vector<Scene> scenes;
        for (int i = 0; i < 8; ++i)
            scenes.push_back(
                sceneOf(Random(run.run.seed + 77, std::uint64_t(chunk * 8 + i)).next(), 1.5, atlas.names));
        latents.push_back(vae->encode(paintPosters(scenes, run.posterWidth, atlas).to(run.run.device))
                              .mean.transpose(0, 1)
                              .flatten(1)
                              .to(torch::kCPU));
    }
    const auto all = torch::cat(latents, 1);  // [z, everything]
    const auto mean = all.mean(1), deviation = all.std(1).clamp_min(1e-3);
    for (std::int64_t c = 0; c < all.size(0); ++c) {
        config["latents_mean"][std::size_t(c)] = mean[c].item<double>();
        config["latents_std"][std::size_t(c)] = deviation[c].item<double>();
    }
}

/// Kernels by their fan-in (in * k * k), biases zero, gains one. Residual branches start at zero, so that the
/// network begins shallow; the latents' noise starts small, so that it does not drown the picture before the
/// means have grown.
void initialiseVae(Vae& vae, std::uint64_t seed, torch::Device device) {
    torch::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(seed);
    nn::initialize(*vae, generator, torch::kFloat, device);
    for (auto& item : vae->named_parameters()) {
        auto& parameter = item.value();
        if (parameter.dim() != 4) continue;
        if (item.key().ends_with("conv2.weight") || item.key().ends_with("proj.weight")) {
            parameter.zero_();
            continue;
        }
        const double fanIn = double(parameter.numel() / parameter.size(0));
        parameter.copy_(torch::randn(parameter.sizes(), generator) / std::sqrt(fanIn));
    }
    constexpr double kFirstLogvar = -6;
    const auto z = vae->config().zDim;
    auto parameters = vae->named_parameters();
    parameters["quant_conv.weight"].slice(0, z).zero_();
    parameters["quant_conv.bias"].slice(0, z).fill_(kFirstLogvar);
}

Result<void> writeConfig(const std::filesystem::path& folder, const Json& config) {
    std::error_code error;
    std::filesystem::create_directories(folder / "vae", error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The run's folder cannot be made. Choose another \"output\".",
                    folder.string());
    return writeFileAtomically(folder / "vae" / "config.json", config.dump(2) + "\n");
}

}  // namespace

NamedTensors parametersOf(torch::nn::Module& module, const std::string& prefix) {
    NamedTensors result;
    for (const auto& item : module.named_parameters()) result[prefix + item.key()] = item.value();
    return result;
}

double psnr(const torch::Tensor& a, const torch::Tensor& b) {
    const double error = (a.to(torch::kFloat) - b.to(torch::kFloat)).pow(2).mean().item<double>();
    return 10 * std::log10(4 / std::max(error, 1e-12));
}

Result<VaeRunConfig> readVaeRunConfig(const std::filesystem::path& file) {
    LACUNA_TRY(const Json json, readJsonFile(file, {}, kOwnFileHint));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    VaeRunConfig c;
    LACUNA_TRY(c.run, readRunConfig(object, file));
    c.vae = json.value("vae", Json::object());
    if (!json.contains("vae") && !c.run.start.empty()) {
        LACUNA_TRY(c.vae, readJsonFile(c.run.start / "vae" / "config.json"));
    }
    if (!c.vae.is_object())
        return fail(ErrorKind::BadFile, "\"vae\" must be an object, as vae/config.json.", file.string());
    c.vae["_class_name"] = "AutoencoderKLQwenImage";
    const auto z = std::size_t(std::clamp<std::int64_t>(c.vae.value("z_dim", 16), 1, 1024));
    c.vae["latents_mean"] = std::vector<double>(z, 0.0);
    c.vae["latents_std"] = std::vector<double>(z, 1.0);
    LACUNA_TRY(c.crop, object.integerOr("crop", c.crop, 16, 4096));
    LACUNA_TRY(c.posterWidth, object.integerOr("poster_width", c.posterWidth, 16, 4096));
    LACUNA_TRY(c.pool, object.integerOr("pool", c.pool, 1, 1'000'000));
    LACUNA_TRY(c.fresh, object.integerOr("fresh", c.fresh, 0, 1'000'000));
    LACUNA_TRY(c.gradientWeight, object.numberOr("gradient_weight", c.gradientWeight, 0, 1000));
    LACUNA_TRY(c.kl, object.numberOr("kl", c.kl, 0, 1000));
    LACUNA_TRY(c.perceptualWeight, object.numberOr("perceptual_weight", 0, 0, 1000));
    LACUNA_TRY(const auto judge, object.textOr("judge", ""));
    if (!judge.empty()) c.judge = std::filesystem::absolute(file).parent_path() / judge;
    if (c.perceptualWeight > 0 && c.judge.empty()) {
        return fail(ErrorKind::BadFile,
                    "\"perceptual_weight\" compares pictures by a classifier's features. Name its folder as "
                    "\"judge\", or leave the weight out.",
                    file.string());
    }
    if (c.crop % 8 || c.posterWidth % 16 || c.crop > c.posterWidth) {
        return fail(
            ErrorKind::BadFile,
            "\"crop\" must be a multiple of 8 and \"poster_width\" a multiple of 16 that is no smaller.",
            file.string());
    }
    return c;
}

Losses vaeLosses(const torch::Tensor& pixels, const torch::Tensor& decoded,
                 const qwen_image::Moments& moments, const VaeRunConfig& config, Judge judge) {
    const auto picture = decoded.to(torch::kFloat);
    const auto mean = moments.mean.to(torch::kFloat), logvar = moments.logvar.to(torch::kFloat);
    const auto absolute = (picture - pixels).abs().mean();
    const auto edges =
        edgeLoss(picture, pixels) + edgeLoss(torch::avg_pool2d(picture, 2), torch::avg_pool2d(pixels, 2));
    const auto kl = 0.5 * (mean.pow(2) + logvar.exp() - 1 - logvar).mean();
    Losses losses{{"loss", absolute + config.gradientWeight * edges + config.kl * kl},
                  {"absolute", absolute},
                  {"edges", edges},
                  {"kl", kl}};
    if (judge) {
        losses.emplace_back("perceptual", perceptualDistance(judge, picture, pixels).mean());
        losses.front().second = losses.front().second + config.perceptualWeight * losses.back().second;
    }
    return losses;
}

Result<Judge> perceptualJudge(const VaeRunConfig& config) {
    if (config.perceptualWeight <= 0) return Judge(nullptr);
    auto judge = loadJudge(config.judge, config.run.device);
    if (!judge) {
        return fail(judge.error().kind,
                    "\"judge\" must be the folder of a classifier that lacuna-train classifier made. " +
                        judge.error().what,
                    judge.error().where);
    }
    for (auto& parameter : (*judge)->parameters()) parameter.set_requires_grad(false);
    return judge;
}

Result<void> trainVae(const std::filesystem::path& configFile, bool resume,
                      const std::function<bool()>& stopped) {
    LACUNA_TRY(const auto config, readVaeRunConfig(configFile));
    if (config.run.threads > 0) at::set_num_threads(config.run.threads);
    LACUNA_TRY(const auto atlas, readAtlas(config.run.atlas, torch::kCPU));
    LACUNA_TRY(const auto judge, perceptualJudge(config));
    LACUNA_TRY_VOID(writeConfig(config.run.folder, config.vae));
    LACUNA_TRY(const auto vaeConfig, qwen_image::readVaeConfig(config.run.folder / "vae" / "config.json"));
    Vae vae(vaeConfig);
    initialiseVae(vae, config.run.seed, config.run.device);
    vae->prepare(torch::kFloat);
    if (!config.run.start.empty() && !resumes(config.run, resume)) {
        const StartAdapter folded{qwen_image::vaeKey, qwen_image::foldOneFrame};
        LACUNA_TRY_VOID(
            startFrom(config.run.start, "vae", "", parametersOf(*vae), config.run.startPartial, folded));
    }
    Optimizer optimizer(parametersOf(*vae), config.run.optimizer);
    PosterPool pool(atlas, config.run.seed, config.posterWidth, config.pool, config.fresh, config.run.ahead);
    std::vector<Scene> shown;
    for (std::uint64_t i = 0; i < 4; ++i)
        shown.push_back(sceneOf(Random(config.run.seed + 99, i).next(), 1.5, atlas.names));

    RunTasks tasks;
    tasks.stopped = stopped;
    tasks.forward = [&](std::int64_t step, std::int64_t part) {
        pool.moveTo(step);
        const auto pixels = cropsOf(pool, config, step, part);
        auto generator = at::detail::createCPUGenerator(
            Random(config.run.seed + 2, std::uint64_t(step * config.run.accumulate + part)).next());
        const auto noise =
            torch::randn({pixels.size(0), vaeConfig.zDim, pixels.size(2) / 8, pixels.size(3) / 8}, generator)
                .to(pixels.device());
        qwen_image::Moments moments;
        torch::Tensor decoded;
        {
            const Autocast autocast(config.run.bfloat16, config.run.device);
            moments = vae->encode(pixels);
            decoded = vae->decode(moments.mean + torch::exp(0.5 * moments.logvar) * noise);
        }
        return vaeLosses(pixels, decoded, moments, config, judge);  // small differences: in float32
    };
    tasks.sample = [&](std::int64_t step) -> Result<void> {
        const auto pixels = paintPosters(shown, config.posterWidth, atlas).to(config.run.device);
        const auto decoded = vae->decode(vae->encode(pixels).mean);
        std::printf("step %lld  held-out PSNR %.2f dB\n", static_cast<long long>(step),
                    psnr(pixels, decoded.clamp(-1, 1)));
        return writePng(config.run.folder / ("sheet-" + std::to_string(step) + ".png"),
                        contactSheet(torch::cat({pixels, decoded}), 4));
    };
    LACUNA_TRY_VOID(train(config.run, optimizer, resume, tasks));

    const AverageInPlace average(optimizer);
    Json measured = config.vae;
    measureLatents(vae, measured, atlas, config);
    LACUNA_TRY_VOID(writeTensors(config.run.folder / "vae" / "diffusion_pytorch_model.safetensors",
                                 optimizer.average(), {{"format", "pt"}}));
    return writeConfig(config.run.folder, measured);
}

}  // namespace lacuna::training

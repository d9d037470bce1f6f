// See bench.h. The machine's ceiling is measured before and after, so that a disturbed run shows itself.
#include "engine/pipeline/bench.h"

#include <torch/version.h>

#include <chrono>
#include <optional>

#include "engine/nn/cancel.h"
#include "engine/pipeline/bench_probes.h"
#include "engine/pipeline/model_store.h"
#include "engine/sampling/noise.h"

namespace lacuna {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    std::string model;
    std::int64_t layers = 0, width = 0, vaeBaseDim = 96;
    std::int64_t textTokens = 160, gemmTokens = 4096;
    Size size;
    int repeats = 5;
    bool vae = true;
    at::ScalarType type = at::kFloat;
};

Result<Options> readOptions(const std::string& text, const nn::MachineProfile& profile) {
    auto json = parseJson(text, "benchmark options");
    if (!json) return fail(ErrorKind::BadRequest, json.error().what, json.error().where);
    LACUNA_TRY(const JsonObject object, JsonObject::of(*json, "benchmark options"));
    Options options;
    LACUNA_TRY(options.model, object.textOr("model", ""));
    LACUNA_TRY(options.layers, object.integerOr("layers", 0, 1, 200));
    LACUNA_TRY(options.width, object.integerOr("width", 3072, 32, 16384));
    LACUNA_TRY(options.vaeBaseDim, object.integerOr("vae_base_dim", 96, 1, 512));
    LACUNA_TRY(options.textTokens, object.integerOr("text_tokens", 160, 1, 4096));
    LACUNA_TRY(options.gemmTokens, object.integerOr("gemm_tokens", 4096, 16, 16384));
    LACUNA_TRY(const auto repeats, object.integerOr("steps", 5, 1, 1000));
    if (object.has("size")) {
        LACUNA_TRY(const auto sides, object.integers("size", 2, 2, 16, 4096));
        options.size = {int(sides[0]) / 16 * 16, int(sides[1]) / 16 * 16};
    }
    LACUNA_TRY(options.vae, object.booleanOr("vae", true));
    LACUNA_TRY(const auto type,
               object.textOr("dtype", profile.computeType == at::kBFloat16 ? "bf16" : "f32"));
    if (type != "f32" && type != "bf16") {
        return fail(ErrorKind::BadRequest, "The type must be f32 or bf16.", "benchmark options");
    }
    if (options.model.empty() == (options.layers == 0)) {
        return fail(ErrorKind::BadRequest,
                    "Name either a model folder, or layers and width of a random model.",
                    "benchmark options");
    }
    options.type = type == "bf16" ? at::kBFloat16 : at::kFloat;
    options.repeats = int(repeats);
    return options;
}

/// Operations of one pass, two a multiply-add: linears of the image and text streams, attention, modulation.
double stepGflop(const qwen_image::TransformerConfig& config, std::int64_t image, std::int64_t text) {
    const double d = double(config.width()), tokens = double(image + text);
    const double block = 2 * tokens * 12 * d * d + 4 * tokens * tokens * d + 2 * 12 * d * d;
    return double(config.numLayers) * block / 1e9;
}

class Benchmark {
  public:
    Benchmark(Options options, const RunControl& control)
        : options_(std::move(options)), control_(control), store_({options_.type, {}}) {}

    Result<Json> run(const nn::MachineProfile& profile) {
        const PeakMemory peak;
        const ForeignCpu foreign;
        Json figures;
        const std::uint64_t idle = privateBytes();
        figures["gemm_gflops_before"] = ceilings();
        LACUNA_TRY_VOID(options_.model.empty() ? makeRandom(figures) : load(figures));
        figures["private_bytes_after_load"] = privateBytes() - std::min(idle, privateBytes());
        measureStep(figures);
        measureCancel(figures);
        if (options_.vae) measureVae(figures);
        figures["gemm_gflops_after"] = ceilings();
        figures["peak_private_bytes_above_idle"] = peak.bytes() - std::min(idle, peak.bytes());
        figures["foreign_cpu_share"] = foreign.share();
        const bool half = options_.type == at::kBFloat16;
        const char* type = half ? "bf16" : "f32";
        const double ceiling = (figures["gemm_gflops_before"][type].get<double>() +
                                figures["gemm_gflops_after"][type].get<double>()) /
                               2;
        figures["step_share_of_ceiling"] =
            figures["step_gflop"].get<double>() / figures["step_s"]["median"].get<double>() / ceiling;
        figures["machine"] = profile.describe();
        figures["libtorch"] = TORCH_VERSION;
        figures["threads"] = at::get_num_threads();
        figures["dtype"] = type;
        figures["size"] = {options_.size.width, options_.size.height};
        return figures;
    }

  private:
    void breathe() const {
        if (control_.cancelled()) throw nn::Cancelled{};
    }

    Json ceilings() {
        breathe();
        return {{"f32", gemmCeiling(at::kFloat, options_.gemmTokens)},
                {"bf16", gemmCeiling(at::kBFloat16, options_.gemmTokens)}};
    }

    Result<void> makeRandom(Json& figures) {
        qwen_image::TransformerConfig config;
        config.numLayers = options_.layers;
        if (options_.width >= 128 && options_.width % 128 == 0) {
            config.numAttentionHeads = options_.width / 128;
        } else if (options_.width < 128 && options_.width % 16 == 0) {
            config.numAttentionHeads = 1;
            config.attentionHeadDim = options_.width;
            config.axesDimsRope = {options_.width / 4, options_.width * 3 / 8, options_.width * 3 / 8};
        } else {
            return fail(ErrorKind::BadRequest, "The width must be a multiple of 128, or of 16 below that.",
                        "benchmark options");
        }
        if (options_.size.empty()) options_.size = {512, 512};
        const auto start = Clock::now();
        random_.transformer = qwen_image::makeRandomTransformer(config, options_.type);
        if (options_.vae) {
            qwen_image::VaeConfig vae;
            vae.baseDim = options_.vaeBaseDim;
            vae.latentsMean.assign(std::size_t(vae.zDim), 0.0f);
            vae.latentsStd.assign(std::size_t(vae.zDim), 1.0f);
            random_.vae = qwen_image::Vae(vae);
            nn::initialize(*random_.vae, makeGenerator(1));
            for (auto& parameter : random_.vae->parameters()) parameter.set_requires_grad(false);
            random_.vae->prepare(options_.type);
        }
        figures["model"] = "random, " + std::to_string(options_.layers) + " layers of width " +
                           std::to_string(options_.width);
        figures["make_s"] = std::chrono::duration<double>(Clock::now() - start).count();
        networks_ = &random_;
        random_.computeType = options_.type;
        prompt_.states = torch::randn({1, options_.textTokens, config.jointAttentionDim}).to(options_.type);
        return {};
    }

    Result<void> load(Json& figures) {
        auto start = Clock::now();
        LACUNA_TRY_VOID(store_.open(options_.model));
        figures["open_s"] = std::chrono::duration<double>(Clock::now() - start).count();
        figures["model"] = store_.folder().info.name;
        start = Clock::now();
        LACUNA_TRY(networks_, store_.networks({control_.cancel, {}}));
        figures["load_s"] = std::chrono::duration<double>(Clock::now() - start).count();
        const auto& sizes = store_.folder().info.sizes;
        if (options_.size.empty()) options_.size = sizes.empty() ? Size{512, 512} : sizes.front();

        const std::vector<PromptSource> source{
            {PromptTemplate::TextToImage, "A poster of a moon over the city, titled \"Mid-Autumn\"", {}}};
        start = Clock::now();
        LACUNA_TRY(auto prompts, store_.prompts(source, {control_.cancel, {}}));
        figures["text_encoder_load_and_encode_s"] =
            std::chrono::duration<double>(Clock::now() - start).count();
        prompt_ = prompts.front();
        std::optional<Error> failed;
        const auto encode = timeRuns(
            options_.repeats,
            [&] {
                breathe();
                store_.forgetPrompts();
                if (auto again = store_.prompts(source, {control_.cancel, {}}); !again)
                    failed = again.error();
            },
            0);
        if (failed) return tl::unexpected(*failed);
        figures["text_encode_s"] = summary(encode);
        figures["prompt_cached_s"] =
            summary(timeRuns(options_.repeats, [&] { (void)store_.prompts(source); }));
        return {};
    }

    DenoiseInput stepInput(int steps) const {
        DenoiseInput input;
        input.grids = {gridOf(options_.size)};
        input.schedule = *makeSchedule({}, steps, input.grids.front().tokens());
        input.latents = qwen_image::packLatents(
            drawNoise(makeGenerator(0), 16, options_.size.height, options_.size.width));
        input.guidance.positive = prompt_;
        input.computeType = options_.type;
        if (networks_->sourceConditioning) input.source = sourceChannels(*networks_, options_.size);
        input.conditioning = conditioningOf(*networks_, Task::TextToImage, options_.size);
        return input;
    }

    void measureStep(Json& figures) {
        std::vector<double> seconds;
        auto start = Clock::now();
        torch::Tensor estimate;
        const auto input = stepInput(options_.repeats + 1);
        denoise(
            networks_->transformer, input,
            [&](const StepState& state) {
                const auto now = Clock::now();
                seconds.push_back(std::chrono::duration<double>(now - start).count());
                estimate = state.estimate;
                start = Clock::now();
                return Next::Continue;
            },
            control_.cancel);
        figures["first_step_s"] = seconds.front();
        seconds.erase(seconds.begin());  // it warms caches
        figures["step_s"] = summary(seconds);
        const auto text = prompt_.states.size(1);
        figures["text_tokens"] = text;
        figures["step_gflop"] =
            stepGflop(networks_->transformer->config(), input.grids.front().tokens(), text);

        LatentProjection projection;
        projection.weight = torch::randn({16, 3});
        projection.bias = torch::zeros({3});
        const auto latents =
            qwen_image::unpackLatents(estimate, options_.size.height / 16, options_.size.width / 16);
        const auto preview = timeRuns(std::max(5, options_.repeats), [&] { project(projection, latents); });
        figures["preview_s"] = summary(preview);
        figures["preview_share_of_step"] = median(preview) / median(seconds);
    }

    /// From the stop being asked, on another thread as in the editor, to the run having left.
    void measureCancel(Json& figures) {
        const double step = figures["step_s"]["median"].get<double>();
        std::vector<double> seconds;
        for (int i = 0; i < options_.repeats; ++i) {
            breathe();
            const auto input = stepInput(2);
            std::stop_source stop;
            Clock::time_point asked;
            const double wait = step * (0.2 + 0.6 * i / options_.repeats);
            std::jthread person([&] {
                std::this_thread::sleep_for(std::chrono::duration<double>(wait));
                asked = Clock::now();
                stop.request_stop();
            });
            bool left = false;
            try {
                const nn::CancelScope scope(stop.get_token());
                denoise(networks_->transformer, input, {}, stop.get_token());
            } catch (const nn::Cancelled&) {
                left = true;
            }
            const auto end = Clock::now();
            person.join();
            if (left) seconds.push_back(std::chrono::duration<double>(end - asked).count());
        }
        figures["cancel_s"] = summary(seconds);
    }

    void measureVae(Json& figures) {
        breathe();
        const auto& config = networks_->vae->config();
        const auto pixels =
            torch::rand({1, config.inputChannels, options_.size.height, options_.size.width}) * 2 - 1;
        figures["vae_encode_s"] = summary(timeRuns(options_.repeats, [&] {
            breathe();
            networks_->vae->encode(pixels);
        }));
        const auto latents =
            torch::randn({1, config.zDim, options_.size.height / 8, options_.size.width / 8});
        figures["vae_decode_s"] = summary(timeRuns(options_.repeats, [&] {
            breathe();
            networks_->vae->decode(latents);
        }));
    }

    Options options_;
    const RunControl& control_;
    ModelStore store_;
    Networks random_;
    Networks* networks_ = nullptr;
    qwen2_5_vl::PromptEmbedding prompt_;
};

}  // namespace

Result<std::string> runBenchmark(const std::string& options, const nn::MachineProfile& profile,
                                 const RunControl& control) {
    LACUNA_TRY(Options read, readOptions(options, profile));
    Benchmark benchmark(std::move(read), control);
    LACUNA_TRY(const Json figures, benchmark.run(profile));
    return figures.dump(2);
}

}  // namespace lacuna

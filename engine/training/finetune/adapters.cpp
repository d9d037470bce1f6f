// See adapters.h.
#include "engine/training/finetune/adapters.h"

#include <set>

#include "engine/formats/json_file.h"

namespace lacuna::training {
namespace {

constexpr std::string_view kWeight = ".weight", kUp = ".lora_B.weight";

/// peft's rule: the whole name, or its end from a dot on.
bool fits(const std::string& layer, const std::string& target) {
    return layer == target || layer.ends_with("." + target);
}

}  // namespace

Result<NamedTensors> addAdapters(qwen_image::Transformer& transformer, const AdapterOptions& options) {
    const torch::NoGradGuard noGrad;
    for (auto& parameter : transformer->parameters()) parameter.set_requires_grad(false);
    auto generator = at::detail::createCPUGenerator(options.seed);
    std::set<std::string> unused(options.targets.begin(), options.targets.end());
    NamedTensors adapters;
    for (const auto& [key, owner, slot] : nn::namedSlots(*transformer)) {
        auto* linear = dynamic_cast<nn::LinearImpl*>(owner);
        if (!linear || !key.ends_with(kWeight)) continue;
        const auto layer = key.substr(0, key.size() - kWeight.size());
        const auto target =
            std::ranges::find_if(options.targets, [&](const auto& t) { return fits(layer, t); });
        if (target == options.targets.end()) continue;
        unused.erase(*target);
        const auto device = slot.tensor->device();
        nn::LowRank adapter;
        adapter.down =
            (torch::randn({options.rank, linear->in()}, generator) / double(options.rank)).to(device);
        adapter.up =
            torch::zeros({linear->out(), options.rank}, torch::TensorOptions(torch::kFloat).device(device));
        adapter.scale = options.alpha / double(options.rank);
        adapters[layer + ".lora_A.weight"] = adapter.down.set_requires_grad(true);
        adapters[layer + std::string(kUp)] = adapter.up.set_requires_grad(true);
        linear->lowRank = std::move(adapter);
    }
    if (!unused.empty() || adapters.empty()) {
        return fail(ErrorKind::BadFile,
                    "No layer of the model is called \"" +
                        (unused.empty() ? std::string() : *unused.begin()) +
                        "\". Write \"targets\": \"attention\".",
                    "targets");
    }
    return adapters;
}

Result<void> writeAdapters(const std::filesystem::path& file, const NamedTensors& adapters,
                           const AdapterOptions& options, torch::ScalarType type,
                           const std::map<std::string, std::string>& metadata) {
    const torch::NoGradGuard noGrad;
    NamedTensors stored;
    for (const auto& [name, tensor] : adapters) {
        const auto value = name.ends_with(kUp) ? tensor * (options.alpha / double(options.rank)) : tensor;
        stored["transformer." + name] = value.to(type);
    }
    auto all = metadata;
    all["format"] = "pt";
    all["lora_adapter_metadata"] = Json{
        {"transformer.r", options.rank},
        {"transformer.lora_alpha", options.rank},
        {"transformer.target_modules",
         options.targets}}.dump();
    return writeTensors(file, stored, all);
}

}  // namespace lacuna::training

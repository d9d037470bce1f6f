// See vae_weights.h.
#include "engine/models/qwen_image/vae_weights.h"

namespace lacuna::qwen_image {

std::string vaeKey(std::string_view stored) {
    if (stored.find(".time_conv.") != std::string_view::npos) return {};
    return std::string(stored);
}

torch::Tensor foldOneFrame(const std::string& key, torch::Tensor stored) {
    if (key.ends_with("gamma")) return stored.reshape({-1});
    if (stored.dim() == 5 && stored.size(2) > 0) return stored.select(2, stored.size(2) - 1);
    return stored;
}

Result<Vae> loadVae(const std::filesystem::path& folder, LoadOptions options) {
    LACUNA_TRY(const VaeConfig config, readVaeConfig(folder / "config.json"));
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(folder));
    options.rename = vaeKey;
    options.adapt = foldOneFrame;
    options.widen = WidenPolicy::WholeAtLoad;
    Vae vae(config);
    LACUNA_TRY_VOID(loadWeights(*vae, checkpoint, options));
    vae->prepare(options.computeType);
    return vae;
}

}  // namespace lacuna::qwen_image

// See scaled_weight.h.
#include "engine/models/scaled_weight.h"

#include "engine/models/weights.h"

namespace lacuna {
namespace {

/// Singleton dimensions behind the first.
torch::Tensor byRow(const torch::Tensor& scale, std::int64_t dimensions) {
    std::vector<std::int64_t> shape(std::size_t(dimensions), 1);
    shape[0] = -1;
    return scale.reshape(shape);
}

}  // namespace

bool isScaleKey(std::string_view key) {
    return key.ends_with(".scale_weight") || key.ends_with(".weight_scale") ||
           key.ends_with(".scale_input") || key.ends_with(".input_scale") || key == "scaled_fp8";
}

Result<torch::Tensor> scaleFor(const Checkpoint& checkpoint, std::string_view name, const std::string& key,
                               const torch::Tensor& weight) {
    LACUNA_TRY(auto scale, tensorOf(checkpoint, name));
    scale = scale.to(torch::kFloat);
    if (scale.numel() == 1) return scale.reshape({});
    if (weight.dim() >= 1 && scale.numel() == weight.size(0)) return byRow(scale, weight.dim());
    std::string shape;
    for (const auto side : scale.sizes()) shape += (shape.empty() ? "[" : ", ") + std::to_string(side);
    return fail(ErrorKind::BadFile,
                "The scale of " + key + " has the shape " + shape +
                    "] instead of one value or one an output row. Try to download the model again.",
                checkpoint.path().string());
}

Result<torch::Tensor> scaledWeight(const Checkpoint& checkpoint, const std::string& name) {
    LACUNA_TRY(auto weight, tensorOf(checkpoint, name));
    constexpr std::string_view kWeight = "weight";
    if (name.ends_with(kWeight)) {
        const std::string layer = name.substr(0, name.size() - kWeight.size());
        for (const char* suffix : {"weight_scale", "scale_weight"}) {
            if (!checkpoint.contains(layer + suffix)) continue;
            LACUNA_TRY(const auto scale, scaleFor(checkpoint, layer + suffix, name, weight));
            return weight.to(torch::kFloat) * scale;
        }
    }
    if (!c10::isFloatingType(weight.scalar_type()) && !c10::isFloat8Type(weight.scalar_type())) {
        return fail(
            ErrorKind::Unsupported,
            name +
                " holds whole numbers without a scale, which cannot be run. Try the bf16 or fp8 files "
                "of this model.",
            checkpoint.path().string());
    }
    return weight;
}

EightBits inEightBits(const torch::Tensor& matrix) {
    const auto wide = matrix.to(torch::kFloat);
    const auto scale = wide.flatten(1).abs().amax(1).clamp_min(1e-12) / 127;
    return {(wide / byRow(scale, wide.dim())).round().to(torch::kInt8), scale};
}

}  // namespace lacuna

// See lora.h.
#include "engine/models/lora.h"

#include <cmath>
#include <optional>

#include "engine/formats/checkpoint.h"
#include "engine/formats/json_file.h"
#include "engine/formats/lora_keys.h"
#include "engine/models/weights.h"

namespace lacuna {
namespace {

constexpr std::int64_t kMostRank = 4096;

LinearNames linearsOf(torch::nn::Module& model) {
    constexpr std::string_view kWeight = ".weight";
    LinearNames names;
    for (const auto& [key, owner, slot] : nn::namedSlots(model)) {
        const auto* linear = dynamic_cast<const nn::LinearImpl*>(owner);
        if (!linear || !key.ends_with(kWeight)) continue;
        names.add(key.substr(0, key.size() - kWeight.size()), {linear->out(), linear->in()});
    }
    return names;
}

/// What diffusers writes beside its adapters: alpha over all layers, and for single ones.
struct AdapterMetadata {
    std::optional<double> alpha;
    std::map<std::string, double> alphaOf;
    bool rankStabilised = false;  ///< alpha / sqrt(r) (Kalajdzievski, arXiv 2312.03732)

    static Result<AdapterMetadata> of(const std::map<std::string, std::string>& file,
                                      const std::string& where) {
        AdapterMetadata result;
        const auto text = file.find("lora_adapter_metadata");
        if (text == file.end()) return result;
        LACUNA_TRY(const Json json, parseJson(text->second, where, {1u << 20, 16}));
        LACUNA_TRY(const JsonObject object, JsonObject::of(json, where));
        const auto key = [&](const std::string& name) {
            return object.has("transformer." + name) ? "transformer." + name : name;
        };
        if (object.has(key("lora_alpha"))) {
            LACUNA_TRY(result.alpha, object.number(key("lora_alpha"), 0, 1e6));
        }
        LACUNA_TRY(result.rankStabilised, object.booleanOr(key("use_rslora"), false));
        LACUNA_TRY(const auto single, object.objectIfAny(key("alpha_pattern")));
        if (single) {
            for (const auto& [name, value] : single->json().items()) {
                LACUNA_TRY(result.alphaOf[name], single->number(name, 0, 1e6));
            }
        }
        return result;
    }
};

struct Parts {
    torch::Tensor down, up, alpha;
    std::string stored;  ///< a name of the file, for messages
};

tl::unexpected<Error> bad(const std::string& what, const std::string& where) {
    return fail(ErrorKind::BadFile, what + " Get the LoRA again, or choose one that was made for this model.",
                where);
}

/// [r, in, 1, 1] of files that treat every layer as a convolution, as a matrix; float32.
torch::Tensor asMatrix(const torch::Tensor& stored) {
    const bool kernel = stored.dim() == 4 && stored.size(2) == 1 && stored.size(3) == 1;
    return (kernel ? stored.flatten(1) : stored).to(torch::kFloat).contiguous();
}

Result<nn::LowRank> pairOf(const std::string& layer, const Parts& parts,
                           std::pair<std::int64_t, std::int64_t> size, const AdapterMetadata& metadata,
                           const std::string& where) {
    if (!parts.down.defined() || !parts.up.defined())
        return bad("The adapter of \"" + layer + "\" has one of its two matrices only.", where);
    nn::LowRank result{asMatrix(parts.down), asMatrix(parts.up), 1};
    const auto& [down, up, scale] = result;
    const bool matrices = down.dim() == 2 && up.dim() == 2;
    if (!matrices || down.size(0) < 1 || down.size(0) > kMostRank || up.size(1) != down.size(0) ||
        up.size(0) != size.first || down.size(1) != size.second)
        return bad("The adapter of \"" + layer + "\" does not have the shape of the model's layer, " +
                       std::to_string(size.first) + " x " + std::to_string(size.second) + ".",
                   where);
    if (!down.isfinite().all().item<bool>() || !up.isfinite().all().item<bool>())
        return bad("The adapter of \"" + layer + "\" holds values that are no numbers.", where);
    const double rank = double(down.size(0));
    double alpha = rank;
    if (parts.alpha.defined()) {
        if (parts.alpha.numel() != 1) return bad("\"" + parts.stored + ".alpha\" is not one number.", where);
        alpha = parts.alpha.to(torch::kDouble).item<double>();
    } else if (const auto own = metadata.alphaOf.find(layer); own != metadata.alphaOf.end()) {
        alpha = own->second;
    } else if (metadata.alpha) {
        alpha = *metadata.alpha;
    }
    if (!std::isfinite(alpha)) return bad("The alpha of \"" + layer + "\" is no number.", where);
    result.scale = alpha / (metadata.rankStabilised ? std::sqrt(rank) : rank);
    return result;
}

}  // namespace

Result<Lora> Lora::open(const std::filesystem::path& file, torch::nn::Module& model) {
    const torch::NoGradGuard noGrad;
    const c10::InferenceMode off(false);
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(file));
    const auto where = file.string();
    const LinearNames linears = linearsOf(model);
    LACUNA_TRY(const auto metadata, AdapterMetadata::of(checkpoint.metadata(), where));
    std::map<std::string, Parts> found;
    for (const auto& key : checkpoint.names()) {
        LACUNA_TRY_VOID(refuseOtherAdapters(key, where));
        const auto parsed = parseLoraKey(key);
        if (!parsed) return bad("The file holds \"" + key + "\", which is no part of a LoRA.", where);
        const auto layer = linears.find(parsed->layer);
        if (layer.empty())
            return bad("The file changes \"" + parsed->layer + "\", which this model does not have.", where);
        auto& parts = found[layer];
        auto& part = parsed->part == LoraPart::Down ? parts.down
                     : parsed->part == LoraPart::Up ? parts.up
                                                    : parts.alpha;
        if (part.defined()) return bad("The file holds two adapters of \"" + layer + "\".", where);
        LACUNA_TRY(part, tensorOf(checkpoint, key));
        parts.stored = parsed->layer;
        if (parsed->part != LoraPart::Alpha && !c10::isFloatingType(part.scalar_type()) &&
            !c10::isFloat8Type(part.scalar_type()))
            return bad("\"" + key + "\" holds whole numbers.", where);
    }
    if (found.empty()) return bad("The file holds no adapters.", where);
    Lora lora;
    for (const auto& [layer, parts] : found) {
        LACUNA_TRY(auto pair, pairOf(layer, parts, linears.sizeOf(layer), metadata, where));
        lora.layers_.emplace(layer, std::move(pair));
    }
    return lora;
}

torch::Tensor Lora::delta(const std::string& key, double strength) const {
    constexpr std::string_view kWeight = ".weight";
    if (!key.ends_with(kWeight)) return {};
    const auto found = layers_.find(key.substr(0, key.size() - kWeight.size()));
    if (found == layers_.end()) return {};
    const auto& [down, up, scale] = found->second;
    return torch::mm(up, down).mul_(scale * strength);
}

std::function<torch::Tensor(const std::string& key)> deltaOf(std::vector<AppliedLora> loras) {
    return [loras = std::move(loras)](const std::string& key) {
        torch::Tensor sum;
        for (const auto& [lora, strength] : loras) {
            const auto delta = lora.delta(key, strength);
            if (delta.defined()) sum = sum.defined() ? sum + delta : delta;
        }
        return sum;
    };
}

}  // namespace lacuna

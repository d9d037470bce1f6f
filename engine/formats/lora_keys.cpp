// See lora_keys.h.
#include "engine/formats/lora_keys.h"

#include <algorithm>
#include <array>

namespace lacuna {
namespace {

constexpr std::array<std::string_view, 7> kPrefixes{
    "base_model.model.", "pipe.dit.",  "model.diffusion_model.", "diffusion_model.",
    "transformer.",      "lora_unet_", "lora_transformer_"};
constexpr std::array<std::string_view, 8> kUnsupported{
    ".dora_scale", "lora_magnitude_vector", ".hada_", ".lokr_", ".lora_mid", ".oft_", ".diff", ".diff_b"};

/// The layer's name before `marker`, when what follows is "weight" or an adapter's name and "weight".
std::optional<std::string> before(std::string_view key, std::string_view marker) {
    const auto at = key.rfind(marker);
    if (at == key.npos) return {};
    auto rest = key.substr(at + marker.size());
    if (const auto dot = rest.find('.'); dot != rest.npos) rest.remove_prefix(dot + 1);
    if (rest != "weight") return {};
    return std::string(key.substr(0, at));
}

std::string_view withoutPrefixes(std::string_view name) {
    for (bool again = true; again;) {
        again = false;
        for (const auto prefix : kPrefixes) {
            if (!name.starts_with(prefix)) continue;
            name.remove_prefix(prefix.size());
            again = true;
        }
    }
    return name;
}

std::string flattened(std::string name) {
    std::ranges::replace(name, '.', '_');
    return name;
}

}  // namespace

std::optional<LoraKey> parseLoraKey(std::string_view stored) {
    for (const std::string_view marker : {".lora_A.", ".lora_down.", ".lora.down."}) {
        if (auto layer = before(stored, marker)) return LoraKey{*std::move(layer), LoraPart::Down};
    }
    for (const std::string_view marker : {".lora_B.", ".lora_up.", ".lora.up."}) {
        if (auto layer = before(stored, marker)) return LoraKey{*std::move(layer), LoraPart::Up};
    }
    constexpr std::string_view kAlpha = ".alpha";
    if (stored.ends_with(kAlpha))
        return LoraKey{std::string(stored.substr(0, stored.size() - kAlpha.size())), LoraPart::Alpha};
    return {};
}

Result<void> refuseOtherAdapters(const std::string& stored, const std::string& where) {
    for (const auto mark : kUnsupported) {
        if (mark == ".diff" || mark == ".diff_b" ? stored.ends_with(mark)
                                                 : stored.find(mark) != stored.npos) {
            return fail(
                ErrorKind::Unsupported,
                "The file holds \"" + stored +
                    "\", an adapter of another kind than LoRA. Choose a LoRA, or have it converted to one.",
                where);
        }
    }
    return {};
}

void LinearNames::add(std::string_view stored, Size outIn) {
    const std::string layer(withoutPrefixes(stored));
    sizes_[layer] = outIn;
    byFlatName_[flattened(layer)] = layer;
}

std::string LinearNames::find(std::string_view stored) const {
    const std::string name(withoutPrefixes(stored));
    if (sizes_.contains(name)) return name;
    const auto flat = byFlatName_.find(name);
    return flat == byFlatName_.end() ? std::string() : flat->second;
}

}  // namespace lacuna

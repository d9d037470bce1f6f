// How LoRA files name what they change, in every naming that is about (diffusers, kohya, DiffSynth, ComfyUI):
// from a stored name to a layer and a part of its pair, and from there to the model's layer.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"

namespace lacuna {

enum class LoraPart : std::uint8_t { Down, Up, Alpha };
struct LoraKey {
    std::string layer;  ///< as stored, with its prefix
    LoraPart part = LoraPart::Down;
};

/// Pairs are `lora_A`/`lora_B` (with or without an adapter's name), `lora_down`/`lora_up`,
/// `lora.down`/`lora.up`; nothing when the key is no part of a LoRA.
std::optional<LoraKey> parseLoraKey(std::string_view stored);

/// Error: Unsupported when the key belongs to another kind of adapter (DoRA, LoHa, LoKr, whole differences).
Result<void> refuseOtherAdapters(const std::string& stored, const std::string& where);

/// A model's linear layers, out x in, found by the names that LoRA files have for them.
class LinearNames {
  public:
    using Size = std::pair<std::int64_t, std::int64_t>;

    void add(std::string_view stored, Size outIn);
    /// With and without the prefixes `transformer.`, `diffusion_model.`, `model.diffusion_model.`,
    /// `pipe.dit.`, `base_model.model.`, and as kohya's `lora_unet_` with `_` for every `.`. Empty when there
    /// is none.
    std::string find(std::string_view stored) const;
    Size sizeOf(const std::string& layer) const { return sizes_.at(layer); }

  private:
    std::map<std::string, Size> sizes_;
    std::map<std::string, std::string> byFlatName_;
};

}  // namespace lacuna

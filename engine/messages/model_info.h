// What a person needs to know of a model folder before it is loaded: its name, what it can do, good sizes and
// defaults. Read from the folder's JSON files alone (formats/model_folder), so the window can show it without
// libtorch.
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/messages/request.h"

namespace lacuna {

/// A second way of using a model: distilled for few steps by a LoRA that lies in its folder.
struct FastMode {
    SamplingOptions sampling;  ///< steps, guidance and schedule
    LoraUse lora;
};

struct ModelInfo {
    std::filesystem::path folder;
    std::string name;  ///< shown to the person, e.g. "Draft", "Qwen-Image-Edit-2509"
    std::string hint;  ///< one sentence on what it is good for; may be empty
    bool draft = false;
    std::vector<Task> tasks;
    int referenceImages = 0;  ///< most pictures an edit may look at; 0 = no editing
    std::vector<Size> sizes;  ///< recommended, first = default
    int grid = 16;            ///< sides of a picture must be multiples of this
    std::int64_t minPixels = 256 * 256;
    std::int64_t maxPixels = 1792 * 1024;  ///< area above which quality falls or memory grows without use
    SamplingOptions defaults;
    std::optional<FastMode> fast;
    std::uint64_t weightBytes = 0;

    /// What a run begins from, `fast` or not; a model without a fast mode has one way.
    const SamplingOptions& sampling(bool wantFast) const {
        return wantFast && fast ? fast->sampling : defaults;
    }
    /// `styles`, after the fast mode's own LoRA when that is wanted.
    std::vector<LoraUse> loras(bool wantFast, std::vector<LoraUse> styles) const {
        if (wantFast && fast) styles.insert(styles.begin(), fast->lora);
        return styles;
    }
    /// Whether a run with these LoRAs, as a recipe keeps them, was a fast one.
    bool isFast(const std::vector<LoraUse>& used) const {
        return fast && std::ranges::any_of(used, [&](const LoraUse& lora) {
                   return lora.file.filename() == fast->lora.file.filename();
               });
    }
};

}  // namespace lacuna

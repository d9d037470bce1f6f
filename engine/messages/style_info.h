// What a person needs to know of a style (a LoRA file) before it is used: its name, the words that call it,
// and whether it fits the model. Read from the file's header alone (formats/lora_file).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace lacuna {

/// Whether a style can be added to the model that was asked about.
enum class StyleFit : std::uint8_t {
    Fits,
    OtherModel,  ///< its layers are not the model's
    OtherKind,   ///< DoRA, LoHa, LoKr: adapters that are not LoRA
    Damaged,     ///< no LoRA at all, or a broken file
    Missing,     ///< the file is not there
};

struct StyleInfo {
    std::filesystem::path file;
    std::string name;
    std::string trigger;  ///< the words it was trained with; may be empty
    std::string base;     ///< the model it was trained on, as far as the file says; may be empty
    std::uint64_t bytes = 0;
    bool own = false;  ///< lies in the person's styles folder; else it is only listed
    StyleFit fit = StyleFit::Fits;

    bool operator==(const StyleInfo&) const = default;
};

}  // namespace lacuna

// See lora_file.h.
#include "engine/formats/lora_file.h"

#include <set>

#include "engine/formats/checkpoint.h"
#include "engine/formats/model_folder.h"

namespace lacuna {
namespace {

constexpr std::size_t kLongestText = 400;  ///< bytes; a header may claim anything

std::string textOf(const std::map<std::string, std::string>& metadata,
                   std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
        const auto found = metadata.find(key);
        if (found != metadata.end() && !found->second.empty() && found->second.size() <= kLongestText &&
            found->second.find('\0') == std::string::npos)
            return found->second;
    }
    return {};
}

std::string nameOf(const std::filesystem::path& file, const std::map<std::string, std::string>& metadata) {
    const std::string own = textOf(metadata, {"lacuna_name", "ss_output_name"});
    if (!own.empty()) return own;
    static const std::set<std::string> kUsual{"pytorch_lora_weights", "adapter_model", "lora", "model"};
    const std::string stem = file.stem().string();
    return kUsual.contains(stem) ? file.parent_path().filename().string() : stem;
}

/// A matrix's rows and columns; a convolution of one pixel is a matrix too.
std::optional<LinearNames::Size> matrixOf(const TensorView& tensor) {
    const auto& shape = tensor.shape;
    const bool kernel = shape.size() == 4 && shape[2] == 1 && shape[3] == 1;
    if (shape.size() != 2 && !kernel) return {};
    return LinearNames::Size{shape[0], shape[1]};
}

StyleFit fitOf(const Checkpoint& checkpoint, const LinearNames* model) {
    struct Pair {
        std::optional<LinearNames::Size> down, up;
    };
    std::map<std::string, Pair> pairs;
    for (const auto& key : checkpoint.names()) {
        if (!refuseOtherAdapters(key, {})) return StyleFit::OtherKind;
        const auto parsed = parseLoraKey(key);
        if (!parsed) return StyleFit::Damaged;
        if (parsed->part == LoraPart::Alpha) continue;
        auto& pair = pairs[parsed->layer];
        (parsed->part == LoraPart::Down ? pair.down : pair.up) = matrixOf(*checkpoint.find(key));
    }
    if (pairs.empty()) return StyleFit::Damaged;
    for (const auto& [layer, pair] : pairs) {
        if (!pair.down || !pair.up || pair.down->first != pair.up->second) return StyleFit::Damaged;
    }
    if (!model) return StyleFit::Fits;
    for (const auto& [layer, pair] : pairs) {
        const auto name = model->find(layer);
        if (name.empty()) return StyleFit::OtherModel;
        const auto [out, in] = model->sizeOf(name);
        if (pair.up->first != out || pair.down->second != in) return StyleFit::OtherModel;
    }
    return StyleFit::Fits;
}

}  // namespace

Result<LinearNames> linearsOfModel(const std::filesystem::path& modelFolder) {
    LACUNA_TRY(const ModelFolder folder, openModelFolder(modelFolder));
    LACUNA_TRY(const Checkpoint checkpoint, Checkpoint::open(folder.transformer));
    constexpr std::string_view kWeight = ".weight";
    LinearNames linears;
    for (const auto& key : checkpoint.names()) {
        if (!key.ends_with(kWeight)) continue;
        if (const auto size = matrixOf(*checkpoint.find(key)))
            linears.add(std::string_view(key).substr(0, key.size() - kWeight.size()), *size);
    }
    return linears;
}

StyleInfo readStyle(const std::filesystem::path& file, const LinearNames* model) {
    StyleInfo info;
    info.file = file;
    info.name = file.stem().string();
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        info.fit = StyleFit::Missing;
        return info;
    }
    const auto checkpoint = Checkpoint::open(file);
    if (!checkpoint) {
        info.fit = StyleFit::Damaged;
        return info;
    }
    info.name = nameOf(file, checkpoint->metadata());
    info.trigger = textOf(checkpoint->metadata(), {"lacuna_trigger"});
    info.base = textOf(checkpoint->metadata(), {"lacuna_base", "ss_sd_model_name"});
    info.bytes = checkpoint->totalBytes();
    info.fit = fitOf(*checkpoint, model);
    return info;
}

}  // namespace lacuna

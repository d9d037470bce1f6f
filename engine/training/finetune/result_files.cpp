// See result_files.h.
#include "engine/training/finetune/result_files.h"

#include "engine/formats/atomic_file.h"
#include "engine/formats/json_file.h"
#include "engine/training/finetune/finetune.h"

namespace lacuna::training {
namespace {

namespace fs = std::filesystem;

/// Files that `to` does not have in the same size; without weights when `weights` is false.
Result<void> copyPart(const fs::path& from, const fs::path& to, bool weights) {
    std::error_code error;
    fs::create_directories(to, error);
    for (fs::directory_iterator it(from, error), end; !error && it != end; it.increment(error)) {
        const auto name = it->path().filename();
        if (!it->is_regular_file(error)) continue;
        const bool isWeights = name.extension() == ".safetensors" || name.string().ends_with(".index.json");
        if (isWeights && !weights) continue;
        std::error_code absent;
        if (isWeights && fs::file_size(to / name, absent) == it->file_size(error) && !absent) continue;
        fs::copy_file(it->path(), to / name, fs::copy_options::overwrite_existing, error);
        if (error) break;
    }
    if (error)
        return fail(ErrorKind::CannotWrite,
                    "A part of the model could not be copied: " + error.message() +
                        ". Check the disk, then run again with --resume.",
                    to.string());
    return {};
}

NamedTensors component(const NamedTensors& weights, const std::string& prefix) {
    NamedTensors part;
    for (const auto& [name, tensor] : weights) {
        if (name.starts_with(prefix)) part[name.substr(prefix.size())] = tensor.detach().to(torch::kBFloat16);
    }
    return part;
}

/// The model's index under the run's name.
Result<std::string> indexOf(const FinetuneConfig& config, const ModelFolder& model) {
    LACUNA_TRY(Json index, readJsonFile(model.info.folder / "model_index.json"));
    index["lacuna"]["name"] = config.name;
    index["lacuna"].erase("base");  // every part is here
    return index.dump(2) + "\n";
}

}  // namespace

Result<fs::path> writeLora(const FinetuneConfig& config, const ModelFolder& model,
                           const NamedTensors& adapters, const AdapterOptions& options) {
    const auto file = config.run.folder / kLoraFile;
    LACUNA_TRY_VOID(writeAdapters(file, adapters, options, torch::kBFloat16,
                                  {{"lacuna_name", config.name},
                                   {"lacuna_base", model.info.name},
                                   {"lacuna_trigger", config.trigger}}));
    return file;
}

Result<fs::path> writeModel(const FinetuneConfig& config, const ModelFolder& model,
                            const NamedTensors& weights) {
    const auto folder = config.run.folder / kModelFolder;
    const std::vector<std::pair<const char*, fs::path>> parts{{"vae", model.vae},
                                                              {"text_encoder", model.textEncoder},
                                                              {"tokenizer", model.tokenizer},
                                                              {"scheduler", model.scheduler},
                                                              {"processor", model.processor}};
    for (const auto& [name, from] : parts) {
        if (!from.empty()) LACUNA_TRY_VOID(copyPart(from, folder / name, true));
    }
    LACUNA_TRY_VOID(copyPart(model.transformer, folder / "transformer", false));
    const std::map<std::string, std::string> metadata{{"format", "pt"}};
    const char* file = "diffusion_pytorch_model.safetensors";
    LACUNA_TRY_VOID(
        writeTensors(folder / "transformer" / file, component(weights, "transformer."), metadata));
    if (const auto mpe = component(weights, "mpe."); !mpe.empty()) {
        LACUNA_TRY_VOID(copyPart(model.transformer.parent_path() / "mpe", folder / "mpe", false));
        LACUNA_TRY_VOID(writeTensors(folder / "mpe" / file, mpe, metadata));
    }
    LACUNA_TRY(const auto index, indexOf(config, model));
    LACUNA_TRY_VOID(writeFileAtomically(folder / "model_index.json", index));
    return folder;
}

}  // namespace lacuna::training

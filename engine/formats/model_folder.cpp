// See model_folder.h. What a checkpoint does not say of itself is the default of its family, kept here.
#include "engine/formats/model_folder.h"

#include <algorithm>

#include "engine/formats/json_file.h"
#include "engine/formats/recipe_json.h"

namespace lacuna {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxModelSide = 8192;

Result<PipelineKind> kindOf(const std::string& className, const std::string& where) {
    if (className == "QwenImagePipeline") return PipelineKind::TextToImage;
    if (className == "QwenImageEditPipeline") return PipelineKind::Edit;
    if (className == "QwenImageEditPlusPipeline") return PipelineKind::EditPlus;
    return fail(ErrorKind::Unsupported,
                "This is a " + className +
                    " model, and Lacuna runs QwenImagePipeline, QwenImageEditPipeline and "
                    "QwenImageEditPlusPipeline. Choose a model folder of one of these.",
                where);
}

/// The hub's cache calls folders "models--Qwen--Qwen-Image/snapshots/<hash>": the middle part is the name
/// people know.
std::string nameFromPath(const fs::path& folder) {
    fs::path absolute = fs::absolute(folder).lexically_normal();
    if (absolute.filename().empty()) absolute = absolute.parent_path();
    if (absolute.parent_path().filename() == "snapshots") {
        const std::string repository = absolute.parent_path().parent_path().filename().string();
        if (const auto at = repository.rfind("--"); at != std::string::npos) return repository.substr(at + 2);
    }
    return absolute.filename().string();
}

/// What the released checkpoints of a kind are good at: the published pipelines' defaults and the model
/// cards' sizes.
ModelInfo familyDefaults(PipelineKind kind) {
    ModelInfo info;
    info.tasks = {Task::TextToImage, Task::ImageToImage, Task::Inpaint, Task::Outpaint};
    info.sizes = {{1328, 1328}, {1664, 928},  {928, 1664}, {1472, 1104},
                  {1104, 1472}, {1584, 1056}, {1056, 1584}};
    info.defaults.steps = kind == PipelineKind::EditPlus ? 40 : 50;
    info.defaults.guidance = 4.0;
    if (kind != PipelineKind::TextToImage) {
        info.tasks.push_back(Task::Edit);
        info.referenceImages = kind == PipelineKind::EditPlus ? 3 : 1;
    }
    return info;
}

Result<void> readSampling(const JsonObject& keys, SamplingOptions& sampling) {
    LACUNA_TRY(const auto steps, keys.integerOr("steps", sampling.steps, 1, 1000));
    sampling.steps = static_cast<int>(steps);
    LACUNA_TRY(sampling.guidance, keys.numberOr("guidance", sampling.guidance, 0, 100));
    if (!keys.has("schedule")) return {};
    LACUNA_TRY(const auto schedule, keys.text("schedule"));
    if (schedule != "model" && schedule != "lightning") {
        return fail(ErrorKind::BadFile,
                    "The key \"schedule\" must be \"model\" or \"lightning\". Check the file.", keys.where());
    }
    sampling.schedule = schedule == "lightning" ? Schedule::Lightning : Schedule::Model;
    return {};
}

/// A name from a file is looked for in `folder` alone: a model must not reach elsewhere on the disk.
bool isPlainName(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos &&
           name.find('\0') == std::string::npos;
}

Result<FastMode> readFastMode(const JsonObject& keys, const fs::path& folder) {
    FastMode fast;
    fast.sampling.steps = 8;
    fast.sampling.guidance = 1;
    fast.sampling.schedule = Schedule::Lightning;
    LACUNA_TRY_VOID(readSampling(keys, fast.sampling));
    LACUNA_TRY(const auto name, keys.text("lora", 255));
    std::error_code ignored;
    if (!isPlainName(name) || !fs::is_regular_file(folder / name, ignored)) {
        return fail(ErrorKind::BadFile,
                    "The key \"lora\" must name a LoRA file beside model_index.json. Put the file there, or "
                    "take the key \"fast\" away.",
                    keys.where());
    }
    fast.lora.file = folder / name;
    return fast;
}

/// The object "lacuna" of model_index.json, by which a checkpoint says what the family's defaults do not fit.
Result<void> applyOurKeys(const JsonObject& keys, ModelInfo& info) {
    LACUNA_TRY(info.name, keys.textOr("name", info.name, 200));
    LACUNA_TRY(info.hint, keys.textOr("hint", info.hint, 1000));
    LACUNA_TRY(info.draft, keys.booleanOr("draft", info.draft));
    LACUNA_TRY(const auto grid, keys.integerOr("grid", info.grid, 16, 512));
    info.grid = static_cast<int>(grid);
    LACUNA_TRY(info.minPixels, keys.integerOr("min_pixels", info.minPixels, 256, std::int64_t{1} << 26));
    LACUNA_TRY(info.maxPixels,
               keys.integerOr("max_pixels", info.maxPixels, info.minPixels, std::int64_t{1} << 26));
    LACUNA_TRY_VOID(readSampling(keys, info.defaults));
    LACUNA_TRY(const auto references, keys.integerOr("reference_images", info.referenceImages, 0, 16));
    info.referenceImages = static_cast<int>(references);
    LACUNA_TRY(const auto fast, keys.objectIfAny("fast"));
    if (fast) {
        LACUNA_TRY(info.fast, readFastMode(*fast, info.folder));
    }

    if (keys.has("tasks")) {
        LACUNA_TRY(const auto names, keys.texts("tasks", 16));
        info.tasks.clear();
        for (const std::string& name : names) {
            LACUNA_TRY(const Task task, taskFromName(name));
            if (std::ranges::find(info.tasks, task) == info.tasks.end()) info.tasks.push_back(task);
        }
        if (info.tasks.empty())
            return fail(ErrorKind::BadFile, "The key \"tasks\" names no task. Check the file.", keys.where());
        const bool edits = std::ranges::find(info.tasks, Task::Edit) != info.tasks.end();
        info.referenceImages = edits ? std::max(1, info.referenceImages) : 0;
    }
    if (keys.has("sizes")) {
        const Json& sizes = keys.json().at("sizes");
        const auto isSize = [&](const Json& pair) {
            return pair.is_array() && pair.size() == 2 && std::ranges::all_of(pair, [&](const Json& side) {
                       return side.is_number_unsigned() && side.get<std::uint64_t>() >= 16 &&
                              side.get<std::uint64_t>() <= kMaxModelSide &&
                              side.get<std::uint64_t>() % std::uint64_t(info.grid) == 0;
                   });
        };
        if (!sizes.is_array() || sizes.empty() || sizes.size() > 64 || !std::ranges::all_of(sizes, isSize)) {
            return fail(ErrorKind::BadFile,
                        "The key \"sizes\" must be 1 to 64 pairs [width, height], multiples of " +
                            std::to_string(info.grid) + " up to " + std::to_string(kMaxModelSide) +
                            ". Check the file.",
                        keys.where());
        }
        info.sizes.clear();
        for (const Json& pair : sizes) info.sizes.push_back({pair[0].get<int>(), pair[1].get<int>()});
    }
    return {};
}

/// A base is a folder beside this one: a model folder must not reach elsewhere on the disk.
Result<fs::path> baseOf(const fs::path& folder, const std::optional<JsonObject>& keys) {
    if (!keys || !keys->has("base")) return fs::path();
    LACUNA_TRY(const std::string base, keys->text("base", 255));
    if (!isPlainName(base)) {
        return fail(ErrorKind::BadFile,
                    "The key \"base\" must be the name of a folder beside this one. Check the file.",
                    keys->where());
    }
    fs::path absolute = fs::absolute(folder).lexically_normal();
    if (absolute.filename().empty()) absolute = absolute.parent_path();
    return absolute.parent_path() / base;
}

Result<fs::path> component(const char* name, const fs::path& folder, const fs::path& base) {
    std::error_code ignored;
    if (fs::is_directory(folder / name, ignored)) return folder / name;
    if (!base.empty() && fs::is_directory(base / name, ignored)) return base / name;
    return fail(ErrorKind::ModelMissing,
                "The model folder lacks its part \"" + std::string(name) +
                    "\". Download the model again, or choose another folder.",
                (folder / name).string());
}

std::uint64_t weightBytesIn(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code unreadable;
        if (it->path().extension() != ".safetensors") continue;
        const auto size = fs::file_size(it->path(), unreadable);
        if (!unreadable) bytes += size;
    }
    return bytes;
}

}  // namespace

Result<ModelFolder> openModelFolder(const fs::path& given, const fs::path& base) {
    std::error_code ignored;
    const bool isIndex = given.filename() == "model_index.json";
    const fs::path folder = isIndex ? given.parent_path() : given;
    if (!fs::is_directory(folder.empty() ? "." : folder, ignored)) {
        return fail(ErrorKind::ModelMissing,
                    "There is no model folder here. Choose a folder with a model_index.json.",
                    folder.string());
    }
    const fs::path indexPath = folder / "model_index.json";
    if (!fs::exists(indexPath, ignored)) {
        return fail(
            ErrorKind::ModelMissing,
            "This folder is no model: it has no model_index.json. Choose the folder that holds that file.",
            folder.string());
    }
    LACUNA_TRY(const Json json, readJsonFile(indexPath, {1u << 20, 16}));
    LACUNA_TRY(const JsonObject index, JsonObject::of(json, indexPath.string()));
    LACUNA_TRY(const std::string className, index.text("_class_name", 200));

    ModelFolder result;
    LACUNA_TRY(result.kind, kindOf(className, indexPath.string()));
    result.info = familyDefaults(result.kind);
    result.info.folder = folder;
    result.info.name = nameFromPath(folder);
    LACUNA_TRY(const auto ours, index.objectIfAny("lacuna"));
    if (ours) LACUNA_TRY_VOID(applyOurKeys(*ours, result.info));

    fs::path parts = base;
    if (parts.empty()) {
        LACUNA_TRY(parts, baseOf(folder, ours));
    }
    LACUNA_TRY(result.transformer, component("transformer", folder, parts));
    LACUNA_TRY(result.vae, component("vae", folder, parts));
    LACUNA_TRY(result.textEncoder, component("text_encoder", folder, parts));
    LACUNA_TRY(result.tokenizer, component("tokenizer", folder, parts));
    LACUNA_TRY(result.scheduler, component("scheduler", folder, parts));
    if (result.kind != PipelineKind::TextToImage) {
        LACUNA_TRY(result.processor, component("processor", folder, parts));
    }
    for (const fs::path& part : {result.transformer, result.vae, result.textEncoder})
        result.info.weightBytes += weightBytesIn(part);
    return result;
}

Result<ModelInfo> readModelFolder(const fs::path& folder, const fs::path& base) {
    LACUNA_TRY(ModelFolder found, openModelFolder(folder, base));
    return std::move(found.info);
}

}  // namespace lacuna

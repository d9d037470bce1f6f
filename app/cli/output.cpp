// See output.h.
#include "app/cli/output.h"

#include <unistd.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/formats/image_file.h"
#include "engine/formats/recipe_json.h"

namespace lacuna::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Paths may hold any bytes; JSON may not.
std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::vector<std::filesystem::path> outputFiles(const std::filesystem::path& output, std::size_t count) {
    if (count == 1) return {output};
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 1; i <= count; ++i) {
        std::filesystem::path name = output.stem();
        name += "-" + std::to_string(i);
        name += output.extension();
        files.push_back(output.parent_path() / name);
    }
    return files;
}

Result<void> checkOutput(const std::filesystem::path& output) {
    const auto type = imageFileTypeOf(output);
    if (!type || *type == ImageFileType::Exr || *type == ImageFileType::Psd) {
        return fail(ErrorKind::Unsupported,
                    "--output " + output.string() +
                        " has no ending that Lacuna writes. Try .png, .jpg, .tif or .webp.");
    }
    const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
    std::error_code error;
    if (std::filesystem::is_directory(output, error)) {
        return fail(ErrorKind::CannotWrite, output.string() + " is a folder. Give a file's name.",
                    output.string());
    }
    if (!std::filesystem::is_directory(folder, error)) {
        return fail(ErrorKind::CannotWrite,
                    "There is no folder " + folder.string() + ". Make it first, or choose another.",
                    output.string());
    }
    if (::access(folder.c_str(), W_OK) != 0) {
        return fail(ErrorKind::CannotWrite,
                    "The folder " + folder.string() + " cannot be written to. Choose another.",
                    output.string());
    }
    return {};
}

Result<void> writeResults(std::span<const Made> results, std::span<const std::filesystem::path> files) {
    for (std::size_t i = 0; i < results.size(); ++i) {
        ImageWriteOptions options;
        options.type = imageFileTypeOf(files[i]).value_or(ImageFileType::Png);
        options.recipe = recipeToJson(results[i].recipe);
        options.dpi = results[i].dpi;
        LACUNA_TRY_VOID(writeImage(files[i], results[i].picture, options));
    }
    return {};
}

void report(std::ostream& out, std::span<const Made> results, std::span<const std::filesystem::path> files,
            double seconds, bool json) {
    if (!json) {
        for (const auto& file : files) out << file.string() << "\n";
        return;
    }
    Json list = Json::array();
    for (std::size_t i = 0; i < results.size(); ++i) {
        list.push_back({{"file", files[i].string()},
                        {"width", results[i].picture.width()},
                        {"height", results[i].picture.height()},
                        {"seed", results[i].recipe.sampling.seed},
                        {"recipe", Json::parse(recipeToJson(results[i].recipe), nullptr, false)}});
    }
    out << dumped({{"results", list}, {"seconds", std::round(seconds * 1000) / 1000}}) << "\n";
}

void reportError(std::ostream& out, const Error& error) {
    out << dumped({{"error", {{"kind", name(error.kind)}, {"what", error.what}, {"where", error.where}}}})
        << "\n";
}

void reportModels(std::ostream& out, std::span<const ModelInfo> models, bool json) {
    if (json) {
        Json list = Json::array();
        for (const ModelInfo& model : models) {
            Json tasks = Json::array(), sizes = Json::array();
            for (const Task task : model.tasks) tasks.push_back(taskName(task));
            for (const Size size : model.sizes) sizes.push_back({size.width, size.height});
            list.push_back({{"name", model.name},
                            {"folder", model.folder.string()},
                            {"draft", model.draft},
                            {"hint", model.hint},
                            {"tasks", tasks},
                            {"sizes", sizes},
                            {"grid", model.grid},
                            {"steps", model.defaults.steps},
                            {"guidance", model.defaults.guidance},
                            {"fast_steps", model.fast ? Json(model.fast->sampling.steps) : Json()},
                            {"bytes", model.weightBytes}});
        }
        out << dumped({{"models", list}}) << "\n";
        return;
    }
    if (models.empty())
        out << "No model was found. Put one into ~/.local/share/lacuna/models, or name its folder with "
               "--model.\n";
    for (const ModelInfo& model : models) {
        out << model.name << (model.draft ? " (draft)" : "") << "\n  " << model.folder.string() << "\n  "
            << model.weightBytes / 1'000'000 << " MB;";
        for (const Task task : model.tasks) out << " " << taskName(task);
        out << "\n";
        if (model.fast) out << "  --fast: " << model.fast->sampling.steps << " steps\n";
        if (!model.hint.empty()) out << "  " << model.hint << "\n";
    }
}

}  // namespace lacuna::cli

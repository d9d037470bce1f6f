// See places.h.
#include "app/cli/places.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>

#include "engine/formats/model_folder.h"

namespace lacuna::cli {
namespace {

namespace fs = std::filesystem;

/// A folder with more entries than this is no folder of models.
constexpr int kMostEntries = 1000;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

void addModelsIn(const fs::path& folder, std::vector<ModelInfo>& models) {
    std::vector<fs::path> found;
    if (isThere(folder / "model_index.json")) found.push_back(folder);
    std::error_code error;
    int entries = 0;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && entries < kMostEntries;
         it.increment(error), ++entries) {
        if (isThere(it->path() / "model_index.json")) found.push_back(it->path());
    }
    std::ranges::sort(found);
    for (const fs::path& path : found) {
        if (auto info = readModelFolder(path)) models.push_back(*std::move(info));
    }
}

bool sameWord(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

fs::path resourcesFolder() {
    std::vector<fs::path> candidates;
    if (const std::string given = variable("LACUNA_RESOURCES"); !given.empty())
        candidates.emplace_back(given);
    std::error_code error;
    if (const fs::path program = fs::read_symlink("/proc/self/exe", error); !error) {
        candidates.push_back(program.parent_path().parent_path() / "share" / "lacuna");
    }
    candidates.emplace_back(LACUNA_RESOURCES_DIR);
    for (const fs::path& path : candidates) {
        if (isThere(path / "samples") || isThere(path / "models")) return path;
    }
    return {};
}

std::vector<ModelInfo> findModels() {
    std::vector<ModelInfo> models;
    std::string_view places;
    const std::string given = variable("LACUNA_MODELS");
    for (places = given; !places.empty();) {
        const std::size_t colon = std::min(places.find(':'), places.size());
        if (colon > 0) addModelsIn(places.substr(0, colon), models);
        places.remove_prefix(std::min(colon + 1, places.size()));
    }
    fs::path data = variable("XDG_DATA_HOME");
    if (data.empty() && !variable("HOME").empty()) data = fs::path(variable("HOME")) / ".local" / "share";
    if (!data.empty()) addModelsIn(data / "lacuna" / "models", models);
    if (const fs::path resources = resourcesFolder(); !resources.empty())
        addModelsIn(resources / "models", models);
    return models;
}

Result<ModelInfo> chooseModel(const std::string& wanted) {
    std::error_code ignored;
    if (!wanted.empty() &&
        (fs::is_directory(wanted, ignored) || wanted.find('/') != wanted.npos || wanted.ends_with(".json"))) {
        return readModelFolder(wanted);
    }
    const std::vector<ModelInfo> models = findModels();
    std::string names;
    for (const ModelInfo& model : models) {
        if (wanted.empty() || sameWord(model.name, wanted)) return model;
        names += (names.empty() ? "" : ", ") + model.name;
    }
    if (models.empty()) {
        return fail(
            ErrorKind::ModelMissing,
            "No model was found. Give a folder with --model, or put one into ~/.local/share/lacuna/models.");
    }
    return fail(ErrorKind::ModelMissing,
                "There is no model \"" + wanted + "\". There are: " + names + ". A folder is good, too.",
                wanted);
}

}  // namespace lacuna::cli

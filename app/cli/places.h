// Where Lacuna's own files and the person's models lie, found without Qt.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/messages/model_info.h"

namespace lacuna::cli {

/// The folder with samples and the draft model: $LACUNA_RESOURCES, ../share/lacuna beside the program, or the
/// source tree's that this program was built from. Empty when there is none.
std::filesystem::path resourcesFolder();

/// All models: in $LACUNA_MODELS, the person's data folder, and Lacuna's resources, in this order; broken
/// folders are left out.
std::vector<ModelInfo> findModels();

/// `wanted` is a folder, a name from findModels (any case), or empty for the first model found.
/// Errors: ModelMissing with the names that there are; those of readModelFolder.
Result<ModelInfo> chooseModel(const std::string& wanted);

}  // namespace lacuna::cli

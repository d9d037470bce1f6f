// An atlas of a few flat shapes, and runs of a few seconds over it: training's tests need no fonts and no
// drawn sprites.
#pragma once

#include <filesystem>
#include <string>

#include "engine/formats/json_file.h"
#include "engine/training/posters/atlas.h"
#include "tests/support/temporary_folder.h"

namespace lacuna::tests {

/// Writes <folder>/atlas.safetensors: a red disc "moon", a blue square "boat", a green triangle "tree";
/// letters are blocks.
std::filesystem::path writeSmallAtlas(const TemporaryFolder& folder);
training::Atlas smallAtlas();

/// Run files beside that atlas. `steps` of the optimiser's schedule; `extra` has further keys, or other
/// values for those that are there.
std::filesystem::path writeVaeRun(const TemporaryFolder& folder, const std::string& output, int steps,
                                  double minutes = 0, const Json& extra = Json::object());
std::filesystem::path writeFlowRun(const TemporaryFolder& folder, const std::string& output, int steps,
                                   const Json& extra = Json::object());

}  // namespace lacuna::tests

// Runs of seconds over tests/reference/tiny-t2i and two painted pictures.
#pragma once

#include <filesystem>
#include <string>

#include "engine/formats/json_file.h"
#include "tests/support/temporary_folder.h"

namespace lacuna::tests {

/// Writes `count` pictures of 48 x 32 with captions into <folder>/pictures.
void writePictures(const TemporaryFolder& folder, int count = 3);
/// Writes <folder>/NAME.json for a run with output NAME; keys of `extra` replace the defaults (`model` too).
std::filesystem::path writeRun(const TemporaryFolder& folder, const std::string& name,
                               const Json& extra = {});

}  // namespace lacuna::tests

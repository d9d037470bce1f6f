// Draws the atlas: every sprite and every character once, packed into one safetensors file that training
// reads without Qt.
#pragma once

#include <filesystem>

#include "engine/base/result.h"

namespace lacuna::posters {

/// What the fonts of this machine gave, for the person and for the model card.
struct AtlasSummary {
    int subjects = 0;
    int sprites = 0;  ///< subjects in their colours
    int faces = 0;
    int characters = 0;
    std::uintmax_t bytes = 0;
};

/// Needs a QGuiApplication (the off-screen platform is enough). Layout: see engine/training/posters/atlas.h.
/// Errors: ModelMissing when no typeface with Chinese is installed, CannotWrite.
Result<AtlasSummary> writeAtlas(const std::filesystem::path& path);

}  // namespace lacuna::posters

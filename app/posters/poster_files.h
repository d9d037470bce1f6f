// Posters as files for people: PNG pictures with captions and labels, contact sheets, edit pairs, masks.
#pragma once

#include <filesystem>
#include <string>

#include "engine/base/result.h"

namespace lacuna::posters {

struct PaintOptions {
    std::filesystem::path atlas;
    std::uint64_t seed = 1;
    int count = 24;
    int width = 256;               ///< pixels, a multiple of 8
    double aspect = 1.5;           ///< height / width
    std::filesystem::path folder;  ///< pictures go here; empty: none
    std::filesystem::path sheet;   ///< one picture with all of them; empty: none
    bool edits = false;            ///< pairs before and after, with the instruction as caption
    bool masks = false;            ///< beside each poster a hole of each kind, in turn
    bool named = false;            ///< the named scenes instead of drawn ones
};

/// Paints poster number `seed` + i for each i. Errors: ModelMissing, BadFile, CannotWrite.
Result<void> paintFiles(const PaintOptions& options);

}  // namespace lacuna::posters

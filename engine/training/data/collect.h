// Finds a person's own pictures with their captions. Nothing here decodes a picture: what a folder holds is
// known in a moment, also for a hundred thousand files.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/training/data/sample.h"

namespace lacuna::training::data {

struct Collection {
    std::vector<Sample> samples;   ///< by path
    std::vector<Refused> refused;  ///< pictures without a caption, lines without a picture, ...
};

/// What becomes of a picture whose .txt is missing or empty.
enum class Uncaptioned : std::uint8_t { Refuse, Keep };

/// Walks `folder` and what is below it; links to folders are not followed, hidden files are passed over. A
/// folder's metadata.jsonl or metadata.csv comes before .txt files beside its pictures; a table may only name
/// files inside its own folder. Pictures are known by their names (.png .jpg .jpeg .webp .tif .tiff). Errors:
/// BadRequest when `folder` is none, or more than ten million files are below it.
Result<Collection> collectFolder(const std::filesystem::path& folder,
                                 Uncaptioned uncaptioned = Uncaptioned::Refuse);

}  // namespace lacuna::training::data

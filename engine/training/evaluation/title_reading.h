// Reads a poster's title where its scene says that it is, line by line.
#pragma once

#include <torch/torch.h>

#include <optional>
#include <string>

#include "engine/training/posters/scene.h"
#include "engine/training/reading/text_reader.h"

namespace lacuna::training {

/// The part of a poster that holds one line, with room around it, as one horizontal line: of vertical
/// lettering the characters' cells side by side. @param picture [3, H, W]. @return [3, h, w]
torch::Tensor linePicture(const torch::Tensor& picture, const LineOnPage& line);

/// What stands where the title should; nullopt where the scene has no title in that language.
struct ReadTitles {
    std::optional<std::string> english, chinese;
};
/// Errors: those of TextReader::read.
Result<ReadTitles> readTitles(TextReader& reader, const torch::Tensor& picture, const Scene& scene);

}  // namespace lacuna::training

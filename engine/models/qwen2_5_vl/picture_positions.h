// Two readings of where a picture's rows stand in a prompt. The model was trained with its grid; the
// published pipelines, run on transformers 5, no longer tell it the grid, and it counts on as through text.
// Golden numbers made there need the second reading.
#pragma once

#include "engine/models/qwen2_5_vl/text_encoder.h"

namespace lacuna::qwen2_5_vl {

enum class PicturePositions : std::uint8_t {
    Grid,  ///< imagePositions(): frame, row and column (transformers 4, and how the weights were trained)
    Sequential,  ///< 0, 1, 2, .. through text and pictures alike
};

/// encodePrompts() with either reading; encodePrompts() itself uses Grid.
PromptEmbedding encodePromptsWith(PicturePositions positions, TextEncoder& encoder,
                                  std::span<const Prompt> prompts, std::int64_t maxRows,
                                  torch::ScalarType type, std::stop_token cancel = {});

}  // namespace lacuna::qwen2_5_vl

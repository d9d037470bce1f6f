// The atlas as training uses it: drawings and characters as tensors, names beside them.
// File layout (safetensors): "drawings" U8 [D, 5, n, n]: fixed red, green, blue, a shade that the sprite's
// colour is multiplied by, coverage, all premultiplied; "glyphs" U8 [F, G, c, c]: signed distance to the
// outline, 128 on it, 255 kGlyphSpreadPx inside; "advances" U8 [F, G] pixels. Metadata "lacuna.atlas" = JSON
// {version: 2, sprites: [{subject: [en, zh], colour: [en, zh], tint: [r, g, b], drawing, stance, glows}],
// ornaments: [drawing], faces: [[en, zh]], characters: "...", sources: [{what, source, licence}]}.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <unordered_map>

#include "engine/base/result.h"
#include "engine/training/posters/atlas_format.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

struct Atlas {
    std::vector<torch::Tensor> drawings;  ///< [D, 5, n, n] float 0..1, and the same at half and quarter size
    std::vector<int> drawingOf;           ///< of each sprite
    std::vector<int> ornaments;           ///< drawings, kOrnaments of them or none
    torch::Tensor glyphs;                 ///< [F, G, c, c] uint8, on the CPU
    torch::Tensor advances;               ///< [F, G] int64, on the CPU
    std::unordered_map<char32_t, int> glyphOf;
    AtlasNames names;
    std::string sources;  ///< JSON array, for the model card

    torch::Device device() const { return drawings.front().device(); }
    int cellPx() const { return int(glyphs.size(-1)); }
};

/// Errors: ModelMissing, BadFile.
Result<Atlas> readAtlas(const std::filesystem::path& path, torch::Device device);

}  // namespace lacuna::training

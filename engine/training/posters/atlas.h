// The atlas as training uses it: sprites and characters as tensors on the training device, names beside them.
// File layout (safetensors): sprites U8 [S, 4, n, n] RGBA planes with straight alpha; glyphs U8 [F, G, c, c]
// coverage; advances U8 [F, G] pixels; metadata "lacuna.atlas" = JSON {version, sprites: [{subject: [en, zh],
// colour: [en, zh]}], faces: [name], characters: "...", sources: [{what, source, licence}]}.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <unordered_map>

#include "engine/base/result.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

struct Atlas {
    torch::Tensor sprites;   ///< [S, 4, n, n] float 0..1, colour premultiplied by alpha
    torch::Tensor glyphs;    ///< [F * G, c, c] float 0..1
    torch::Tensor advances;  ///< [F, G] int64, on the CPU
    std::unordered_map<char32_t, int> glyphOf;
    AtlasNames names;
    std::string sources;  ///< JSON array, for the model card

    int cellPx() const { return int(glyphs.size(-1)); }
    int glyphsPerFace() const { return int(advances.size(1)); }
};

/// Errors: ModelMissing, BadFile.
Result<Atlas> readAtlas(const std::filesystem::path& path, torch::Device device);

}  // namespace lacuna::training

// A request is everything the engine needs to know, as values: it is built from a snapshot of the document,
// sent once, never changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/image/blend_bands.h"
#include "engine/image/geometry.h"
#include "engine/image/image.h"

namespace lacuna {

/// What the model is asked to do. Outpaint is inpaint on an extended canvas; the name still matters (prompt
/// tokens, MPE features).
enum class Task : std::uint8_t { TextToImage, ImageToImage, Inpaint, Outpaint, Edit };

/// Which noise schedule: the checkpoint's own, or the distilled few-step one (Lightning: shift 3, no terminal
/// shift, guidance off).
enum class Schedule : std::uint8_t { Model, Lightning };

struct SamplingOptions {
    std::uint64_t seed = 0;
    int steps = 20;
    double guidance = 4.0;  ///< true classifier-free guidance; <= 1 means one forward pass a step
    double strength = 1.0;  ///< (0, 1]: how much of the schedule an image start goes through
    Schedule schedule = Schedule::Model;
};

/// A trained style added to the model's weights (W + strength (alpha / r) up down).
struct LoraUse {
    std::filesystem::path file;
    double strength = 1;
    bool operator==(const LoraUse&) const = default;
};

struct GenerateRequest {
    RequestId id;  ///< given by the service
    Task task = Task::TextToImage;
    std::filesystem::path model;  ///< a folder in the hub layout (model_index.json)
    std::vector<LoraUse> loras;   ///< added up; empty = the model as it is
    std::string prompt;           ///< UTF-8
    std::string negativePrompt;   ///< UTF-8; guidance needs one, a single space counts
    SamplingOptions sampling;
    int variants = 1;  ///< candidates to make, seeds seed, seed + 1, ...

    /// What the model works on, width and height multiples of the model's grid (16 or 32).
    Size modelSize;
    /// Image to image, inpaint, outpaint: the crop of the document, any format. Null for text to image. For
    /// outpaint the crop is already extended; new pixels are transparent or pre-filled.
    Image source;
    /// Gray8, same size as source, 255 = repaint. Null repaints all of it.
    Image mask;
    BlendBands bands;
    bool matchColours = true;
    /// Outpaint: how far the new area reaches outside the old page, in pixels of source.
    Margins outpaint;
    /// Edit: pictures to look at, the first is the one being edited.
    std::vector<Image> references;

    /// Where source (or the new picture) lies in the document; copied into every candidate.
    Rect placement;
    /// The document's revision that source was read from; copied into every candidate.
    std::uint64_t documentRevision = 0;

    bool previews = true;
};

}  // namespace lacuna

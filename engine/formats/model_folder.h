// A model folder in the hub's layout, read from its JSON files alone: what the model is called, what it can
// do, where its parts lie. Nothing here loads a weight, so the window can list models without libtorch. See
// docs/formats/model-folder.md.
#pragma once

#include <filesystem>

#include "engine/base/result.h"
#include "engine/messages/model_info.h"

namespace lacuna {

/// The family's published pipelines that we run.
enum class PipelineKind { TextToImage, Edit, EditPlus };

/// Where the parts of a pipeline lie. A part that the folder lacks is its base's.
struct ModelFolder {
    ModelInfo info;
    PipelineKind kind = PipelineKind::TextToImage;
    std::filesystem::path transformer;
    std::filesystem::path vae;
    std::filesystem::path textEncoder;
    std::filesystem::path tokenizer;
    std::filesystem::path scheduler;
    std::filesystem::path processor;  ///< empty for pipelines that look at no picture
};

/// Reads model_index.json (or the file itself) and finds the components. `base` is a folder whose parts fill
/// in for missing ones; an empty `base` means the sibling folder that the key lacuna.base names, if any.
/// Errors: ModelMissing (no folder, no model_index.json, a component missing), BadFile, Unsupported (another
/// family).
Result<ModelFolder> openModelFolder(const std::filesystem::path& folder,
                                    const std::filesystem::path& base = {});

/// The same, for those who only want to show it.
Result<ModelInfo> readModelFolder(const std::filesystem::path& folder,
                                  const std::filesystem::path& base = {});

}  // namespace lacuna

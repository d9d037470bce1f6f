// What a LoRA file says of itself in its header: name, trigger words, the model it was made for, and whether
// its layers are those of a given model. No weight is read and no libtorch is needed, so that the window can
// list styles.
#pragma once

#include <filesystem>

#include "engine/base/result.h"
#include "engine/formats/lora_keys.h"
#include "engine/messages/style_info.h"

namespace lacuna {

/// The linear layers of a model folder's transformer, from the headers of its weight files.
/// Errors: those of openModelFolder and Checkpoint::open.
Result<LinearNames> linearsOfModel(const std::filesystem::path& modelFolder);

/// Never fails: what is wrong is the style's `fit`. The name is the file's own ("lacuna_name", kohya's
/// "ss_output_name"), else the file's name without its ending, else, for names that every program gives, the
/// folder's. `model` may be null; then every LoRA fits.
StyleInfo readStyle(const std::filesystem::path& file, const LinearNames* model);

}  // namespace lacuna

// `lacuna-train lora` and `finetune`: a run over a folder of pictures, alone or as one of several processes.
#pragma once

#include <filesystem>
#include <functional>

#include "engine/base/result.h"
#include "engine/training/finetune/config.h"

namespace lacuna::train {

struct FinetuneOptions {
    bool resume = false;
    bool events = false;  ///< one JSON object a line on standard output instead of words
};

Result<void> runFinetune(const std::filesystem::path& config, training::FinetuneKind kind,
                         const FinetuneOptions& options, const std::function<bool()>& stopped);

}  // namespace lacuna::train

// Fine-tunes a checkpoint of the family on a folder of pictures: flow matching with low-rank adapters or with
// all weights, sample pictures on the way, and at the end a LoRA file or a model folder.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "engine/training/data/picture_set.h"
#include "engine/training/finetune/config.h"
#include "engine/training/share.h"

namespace lacuna::training {

/// What a run tells whoever watches it.
struct FinetuneEvent {
    enum class Kind : std::uint8_t { Encoding, Step, Sample, Finished, Stopped };
    Kind kind = Kind::Step;
    std::int64_t done = 0, all = 0;  ///< Encoding: pictures; Step: steps
    double loss = 0;
    double secondsLeft = 0;
    std::filesystem::path
        file;  ///< Sample: the picture; Finished, Stopped: the LoRA file or the model folder
};
/// The event as one line of JSON, without the line's end: see docs/howto/train-a-style.md.
std::string toLine(const FinetuneEvent& event);
/// The line of a run that could not go on.
std::string failedLine(const Error& error);

struct FinetuneHooks {
    data::ReadPicture read = {};
    std::function<bool()> stopped = {};  ///< asked between steps and pictures; true saves and ends
    std::function<void(const FinetuneEvent&)> tell = {};
    Share share = {};
};

/// The file that a LoRA run writes into its folder, and the folder that a full run writes.
inline constexpr const char* kLoraFile = "pytorch_lora_weights.safetensors";
inline constexpr const char* kModelFolder = "model";

/// Runs `configFile`. State, log and samples lie in the run's folder; what is made is written with every
/// sample and at the end. Errors: those of the configuration, the model and the pictures; CannotWrite;
/// Cancelled when it was stopped before the first step.
Result<void> finetune(const std::filesystem::path& configFile, FinetuneKind kind, bool resume,
                      const FinetuneHooks& hooks);

}  // namespace lacuna::training

// See finetune_verbs.h.
#include "app/train/finetune_verbs.h"

#include <cstdio>

#include "app/train/picture_files.h"
#include "engine/training/distributed/processes.h"
#include "engine/training/finetune/finetune.h"

namespace lacuna::train {
namespace {

void print(const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

}  // namespace

Result<void> runFinetune(const std::filesystem::path& config, training::FinetuneKind kind,
                         const FinetuneOptions& options, const std::function<bool()>& stopped) {
    const auto run = [&]() -> Result<void> {
        LACUNA_TRY(const auto place, training::ProcessPlace::ofEnvironment());
        LACUNA_TRY(const auto processes, training::Processes::join(place));
        training::FinetuneHooks hooks;
        hooks.read = pictureReader();
        hooks.stopped = stopped;
        hooks.share = processes->share();
        if (options.events) hooks.tell = [](const training::FinetuneEvent& event) { print(toLine(event)); };
        return training::finetune(config, kind, options.resume, hooks);
    };
    auto result = run();
    if (!result && options.events) print(training::failedLine(result.error()));
    return result;
}

}  // namespace lacuna::train

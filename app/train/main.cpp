// lacuna-train: trains the parts of a draft model and packs them into a model folder. Needs libtorch, no Qt
// and no display.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "app/train/finetune_verbs.h"
#include "engine/training/export.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/vae_trainer.h"

namespace {

volatile std::sig_atomic_t interrupted = 0;

struct Options {
    std::vector<std::string> arguments;
    bool resume = false;
    bool events = false;
    double minutes = 0;  ///< 0 = no limit
};

constexpr const char* kUsage =
    "usage: lacuna-train vae CONFIG [--resume]      train the autoencoder\n"
    "       lacuna-train flow CONFIG [--resume]     train transformer and text encoder on its latents\n"
    "       lacuna-train sample CONFIG [PROMPT]     draw a sheet, or one picture of a prompt\n"
    "       lacuna-train export CONFIG FOLDER       pack the averaged weights as a model folder\n"
    "       lacuna-train lora CONFIG [--resume] [--events]       a style from a folder of pictures, as a "
    "LoRA file\n"
    "       lacuna-train finetune CONFIG [--resume] [--events]   all weights on a folder of pictures\n"
    "CONFIG is a JSON file, see docs/howto/train-the-draft-model.md and train-a-style.md. Ctrl-C saves and "
    "stops; --resume goes "
    "on.\n";

lacuna::Result<void> perform(const std::string& verb, const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    const auto stopped = [&] {
        const std::chrono::duration<double, std::ratio<60>> minutes =
            std::chrono::steady_clock::now() - begin;
        return interrupted != 0 || (options.minutes > 0 && minutes.count() > options.minutes);
    };
    const auto& arguments = options.arguments;
    if (verb == "vae") return lacuna::training::trainVae(arguments[0], options.resume, stopped);
    if (verb == "flow") return lacuna::training::trainFlow(arguments[0], options.resume, stopped);
    if (verb == "sample")
        return lacuna::training::sample(arguments[0], arguments.size() > 1 ? arguments[1] : std::string());
    using lacuna::training::FinetuneKind;
    if (verb == "lora" || verb == "finetune") {
        const auto kind = verb == "lora" ? FinetuneKind::Lora : FinetuneKind::Full;
        return lacuna::train::runFinetune(arguments[0], kind, {options.resume, options.events}, stopped);
    }
    return lacuna::training::exportModel(arguments[0], arguments[1]);
}

/// Nothing when the command line makes no sense.
std::optional<Options> parse(const std::string& verb, int argc, char** argv) {
    Options options;
    for (int i = 2; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--resume") {
            options.resume = true;
        } else if (argument == "--events") {
            options.events = true;
        } else if (argument == "--minutes" && i + 1 < argc) {
            options.minutes = std::atof(argv[++i]);
            if (!(options.minutes > 0)) return {};
        } else if (argument.starts_with("--")) {
            return {};
        } else {
            options.arguments.push_back(argument);
        }
    }
    const auto count = options.arguments.size();
    const bool trains = verb == "vae" || verb == "flow" || verb == "lora" || verb == "finetune";
    if ((trains && count == 1) || (verb == "sample" && (count == 1 || count == 2)) ||
        (verb == "export" && count == 2))
        return options;
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    const std::string verb = argc > 1 ? argv[1] : "";
    const auto options = parse(verb, argc, argv);
    if (!options) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    try {
        const auto result = perform(verb, *options);
        if (result) return 0;
        std::fprintf(stderr, "lacuna-train: %s\n", describe(result.error()).c_str());
    } catch (const std::exception& error) {  // libtorch throws; the run's last saved state is untouched
        std::fprintf(stderr, "lacuna-train: %s\n", error.what());
    }
    return 1;
}

// lacuna-train: trains the parts of a draft model and packs them into a model folder. Needs libtorch, no Qt
// and no display.
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "engine/training/export.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/vae_trainer.h"

namespace {

volatile std::sig_atomic_t interrupted = 0;

constexpr const char* kUsage =
    "usage: lacuna-train vae CONFIG [--resume]      train the autoencoder\n"
    "       lacuna-train flow CONFIG [--resume]     train transformer and text encoder on its latents\n"
    "       lacuna-train sample CONFIG [PROMPT]     draw a sheet, or one picture of a prompt\n"
    "       lacuna-train export CONFIG FOLDER       pack the averaged weights as a model folder\n"
    "CONFIG is a JSON file, see docs/howto/train-the-draft-model.md. Ctrl-C saves and stops; --resume goes "
    "on.\n";

lacuna::Result<void> perform(const std::string& verb, const std::vector<std::string>& arguments,
                             bool resume) {
    const auto stopped = [] { return interrupted != 0; };
    if (verb == "vae") return lacuna::training::trainVae(arguments[0], resume, stopped);
    if (verb == "flow") return lacuna::training::trainFlow(arguments[0], resume, stopped);
    if (verb == "sample")
        return lacuna::training::sample(arguments[0], arguments.size() > 1 ? arguments[1] : std::string());
    return lacuna::training::exportModel(arguments[0], arguments[1]);
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> arguments;
    bool resume = false;
    for (int i = 2; i < argc; ++i) {
        if (std::strcmp(argv[i], "--resume") == 0) {
            resume = true;
        } else {
            arguments.emplace_back(argv[i]);
        }
    }
    const std::string verb = argc > 1 ? argv[1] : "";
    const bool known = verb == "vae" || verb == "flow" || verb == "sample" || verb == "export";
    if (!known || arguments.empty() || (verb == "export" && arguments.size() != 2)) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    try {
        const auto result = perform(verb, arguments, resume);
        if (result) return 0;
        std::fprintf(stderr, "lacuna-train: %s\n", describe(result.error()).c_str());
    } catch (const std::exception& error) {  // libtorch throws; the run's last saved state is untouched
        std::fprintf(stderr, "lacuna-train: %s\n", error.what());
    }
    return 1;
}

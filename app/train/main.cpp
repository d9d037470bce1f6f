// lacuna-train: trains the parts of a draft model, packs them into a model folder, and measures models. Needs
// libtorch, no Qt and no display. What it can do is in verbs.cpp.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/train/verbs.h"

namespace {
volatile std::sig_atomic_t interrupted = 0;
}

int main(int argc, char** argv) {
    auto [verb, invocation] = lacuna::train::parse(argc, argv);
    const double minutes = std::atof(invocation.valueOr("--minutes", "0").c_str());
    if (!verb || (invocation.has("--minutes") && !(minutes > 0))) {
        std::fputs(lacuna::train::usage().c_str(), stderr);
        return 2;
    }
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    invocation.stopped = [minutes, begin = std::chrono::steady_clock::now()] {
        const std::chrono::duration<double, std::ratio<60>> passed = std::chrono::steady_clock::now() - begin;
        return interrupted != 0 || (minutes > 0 && passed.count() > minutes);
    };
    try {
        const auto result = verb->perform(invocation);
        if (result) return 0;
        std::fprintf(stderr, "lacuna-train: %s\n", describe(result.error()).c_str());
    } catch (const std::exception& error) {  // libtorch throws; the run's last saved state is untouched
        std::fprintf(stderr, "lacuna-train: %s\n", error.what());
    }
    return 1;
}

// See command_line.h: from words to one job, and from its end to an exit code.
#include "app/cli/command_line.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <random>

#include "app/cli/arguments.h"
#include "app/cli/benchmark.h"
#include "app/cli/jobs.h"
#include "app/cli/output.h"
#include "app/cli/places.h"
#include "app/cli/session.h"

namespace lacuna {
namespace {

using namespace cli;

int exitCode(const Error& error) {
    switch (error.kind) {
        case ErrorKind::Internal:
            return 1;
        case ErrorKind::BadRequest:
            return 2;
        case ErrorKind::BadFile:
        case ErrorKind::Unsupported:
            return 3;
        case ErrorKind::ModelMissing:
            return 4;
        case ErrorKind::OutOfMemory:
            return 5;
        case ErrorKind::CannotWrite:
            return 6;
        case ErrorKind::Cancelled:
            return 130;
    }
    return 1;
}

std::uint64_t drawnSeed() {
    std::random_device device;
    return device();  // 32 bits: short enough to be typed again
}

/// The main job with what ships: a result and the previews in a folder.
Result<void> prepareDemo(Arguments& arguments) {
    const std::filesystem::path samples = resourcesFolder() / "samples";
    arguments.images = {samples / "mid_autumn.png"};
    arguments.mask = samples / "mid_autumn_mask.png";
    if (arguments.prompt.empty()) arguments.prompt = "a full moon with soft clouds, 一轮明月";
    std::error_code error;
    std::filesystem::create_directories(arguments.output, error);
    if (error) {
        return fail(ErrorKind::CannotWrite,
                    "The folder " + arguments.output.string() + " cannot be made. Choose another.",
                    error.message());
    }
    arguments.previewDir = arguments.output / "previews";
    arguments.output /= "result.png";
    if (!arguments.seed) arguments.seed = 7;  // a demonstration looks the same every time
    return {};
}

Result<void> makePictures(Arguments arguments, const CommandLineWorld& world) {
    if (arguments.command == Command::Demo) LACUNA_TRY_VOID(prepareDemo(arguments));
    LACUNA_TRY_VOID(checkOutput(arguments.output));
    LACUNA_TRY(const ModelInfo model, chooseModel(arguments.model));
    const std::uint64_t seed = arguments.seed.value_or(drawnSeed());
    world.err << model.name << ", seed " << seed << std::endl;
    const auto started = std::chrono::steady_clock::now();
    Session session(world.backend, world.err, world.terminal, arguments.previewDir);
    LACUNA_TRY(const std::vector<Made> results, make(arguments, model, seed, [&](GenerateRequest request) {
                   return session.run(std::move(request));
               }));
    if (results.empty())
        return fail(ErrorKind::Internal, "The engine gave no picture. Try again, or report this.");
    const auto files = outputFiles(arguments.output, results.size());
    LACUNA_TRY_VOID(writeResults(results, files));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    report(world.out, results, files, took.count(), arguments.json);
    return {};
}

Result<void> runCommand(const Arguments& arguments, const CommandLineWorld& world) {
    if (arguments.help) {
        world.out << helpText(arguments.command);
        return {};
    }
    switch (arguments.command) {
        case Command::Help:
            world.out << helpText();
            return {};
        case Command::Version:
            world.out << "Lacuna " LACUNA_VERSION "\n";
            return {};
        case Command::Models:
            reportModels(world.out, findModels(), arguments.json);
            return {};
        case Command::Bench:
            return bench(arguments, world.backend, world.out, world.err);
        default:
            return makePictures(arguments, world);
    }
}

}  // namespace

bool isCommandLine(int argc, char** argv) {
    return argc > 1 && commandNamed(argv[1]).has_value();
}

int runCommandLine(std::span<const std::string> words, const CommandLineWorld& world) {
    const InterruptGuard guard;
    bool json = false;
    for (const std::string& word : words) json |= word == "--json";
    auto done = parseArguments(words).and_then(
        [&](const Arguments& arguments) { return runCommand(arguments, world); });
    if (done) {
        world.out.flush();
        if (world.out) return 0;
        done = fail(ErrorKind::CannotWrite,
                    "The results could not be told to standard output. Check where it is redirected to.");
    }
    world.err << "lacuna: " << describe(done.error()) << std::endl;
    if (json) reportError(world.out, done.error());
    return exitCode(done.error());
}

int runCommandLine(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    return runCommandLine(
        words, {[] { return openTorchBackend({}); }, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1});
}

}  // namespace lacuna

// What was typed, as values. Every option is one row of a table, which parses it, checks it and explains it
// in --help.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/geometry.h"
#include "engine/messages/request.h"

namespace lacuna::cli {

enum class Command { Generate, Refine, Fill, Expand, Edit, Demo, Bench, Models, Help, Version };

struct Arguments {
    Command command = Command::Help;
    std::string model;  ///< a folder or a name; empty = the first that is found
    std::vector<LoraUse> loras;
    std::string prompt;
    std::optional<std::string> negative;
    std::vector<std::filesystem::path> images;
    std::filesystem::path mask;
    std::filesystem::path output;
    std::optional<std::uint64_t> seed;
    bool fast = false;  ///< the model's few-step mode
    std::optional<int> steps;
    std::optional<double> guidance;
    std::optional<double> strength;
    std::optional<Size> size;
    int variants = 1;
    Margins expand;
    int overlapPx = -1;
    std::filesystem::path previewDir;
    int layers = 0;  ///< bench: of a model with random weights; 0 = the model
    int width = 0;
    bool json = false;
    bool help = false;
};

std::optional<Command> commandNamed(std::string_view word);
std::string_view nameOf(Command command);

/// `words` without the program's name; the first is the subcommand. Error: BadRequest with a sentence that
/// says what to type.
Result<Arguments> parseArguments(std::span<const std::string> words);

/// The text of --help: of the program, or of one subcommand.
std::string helpText();
std::string helpText(Command command);

}  // namespace lacuna::cli

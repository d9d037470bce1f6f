// Where results go: files with their recipe, and words or JSON on standard output.
#pragma once

#include <iosfwd>
#include <span>
#include <vector>

#include "app/cli/jobs.h"

namespace lacuna::cli {

/// The file of each of `count` results: `output` itself for one, else with -1, -2, ... before the ending.
std::vector<std::filesystem::path> outputFiles(const std::filesystem::path& output, std::size_t count);

/// Refuses, before anything is computed, what could not be written afterwards: an ending that is not written,
/// a folder that is not there, a place without permission. Errors: Unsupported, CannotWrite.
Result<void> checkOutput(const std::filesystem::path& output);

/// Writes all results atomically, each with its recipe in the metadata.
Result<void> writeResults(std::span<const Made> results, std::span<const std::filesystem::path> files);

/// What standard output is told: one path a line, or with `json` one object.
void report(std::ostream& out, std::span<const Made> results, std::span<const std::filesystem::path> files,
            double seconds, bool json);

/// One line of JSON {"error": {"kind", "what", "where"}}, for scripts.
void reportError(std::ostream& out, const Error& error);

/// The list of `lacuna models`.
void reportModels(std::ostream& out, std::span<const ModelInfo> models, bool json);

}  // namespace lacuna::cli

// A person's picture with its caption, and the file it came from: what passes from one stage of preparing
// data to the next, and how a stage knows that a file has changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::training::data {

struct Sample {
    std::filesystem::path picture;
    std::filesystem::path editPicture;  ///< the picture before the edit; empty for a plain sample
    std::string caption;                ///< UTF-8, NFC, trimmed; empty when nobody has written one
    bool operator==(const Sample&) const = default;
};

/// A picture or a line of a table that is not used, with a sentence for the report.
struct Refused {
    std::string file;
    std::string why;
    bool operator==(const Refused&) const = default;
};

/// What a file was when it was last looked at.
struct FileStamp {
    std::uint64_t bytes = 0;
    std::int64_t modified = 0;  ///< the file system's clock, its ticks
    std::uint64_t hash = 0;     ///< fnv1a() of the contents
    bool operator==(const FileStamp&) const = default;
};

/// 64-bit FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv): tells a changed file from an unchanged one, not a
/// forged one. `seed` chains calls.
std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed = 0xCBF29CE484222325ull);

/// Reads the whole file. Errors: BadFile, ModelMissing.
Result<FileStamp> stampOf(const std::filesystem::path& file);
/// The same contents as `known`: size and time agree, or, where only the time differs, the hash does.
bool isUnchanged(const std::filesystem::path& file, const FileStamp& known);

/// What lies in the folder of a collected set.
inline constexpr const char* kSamplesFile = "samples.jsonl";
inline constexpr const char* kRefusedFile = "refused.jsonl";

/// One sample a line: {"image", "prompt", "edit_image"}, the last two only where there is one. Errors:
/// CannotWrite; BadFile naming the line, ModelMissing.
Result<void> writeSamples(const std::filesystem::path& file, const std::vector<Sample>& samples);
Result<std::vector<Sample>> readSamples(const std::filesystem::path& file);
/// {"file", "why"} a line. Errors: CannotWrite; BadFile, ModelMissing.
Result<void> writeRefused(const std::filesystem::path& file, const std::vector<Refused>& refused);
Result<std::vector<Refused>> readRefused(const std::filesystem::path& file);

}  // namespace lacuna::training::data

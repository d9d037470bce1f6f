// Captions as people have them: a .txt beside the picture, or one metadata.jsonl or metadata.csv for a folder
// (the columns `image`, `prompt` and, for edits, `edit_image`, as DiffSynth and kohya's scripts write them).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/json_file.h"
#include "engine/training/data/sample.h"

namespace lacuna::training::data {

inline constexpr std::size_t kMaxTableBytes = 512u << 20;
inline constexpr std::size_t kMaxCaptionBytes = 64u << 10;

struct CaptionRow {
    std::string image, prompt, editImage;  ///< as written; prompt after cleanCaption()
};

/// NFC, a byte order mark and outer white space gone, line ends as spaces. Errors: BadFile for text that is
/// not UTF-8, is empty or longer than kMaxCaptionBytes; `where` names the file or line.
Result<std::string> cleanCaption(std::string_view text, const std::string& where);
/// The whole .txt file through cleanCaption().
Result<std::string> readCaptionFile(const std::filesystem::path& file);

/// Lines that cannot be used go to `wrong` ("file:line"); the others are returned in order. `file_name` and
/// `text`, the names of Hugging Face's image folders, are taken for `image` and `prompt`.
std::vector<CaptionRow> parseJsonLines(std::string_view text, const std::string& where,
                                       std::vector<Refused>& wrong);
/// CSV as RFC 4180: quotes, doubled quotes, line ends inside quotes; the first record names the columns.
std::vector<CaptionRow> parseCsv(std::string_view text, const std::string& where,
                                 std::vector<Refused>& wrong);

/// The caption's first sentence, without its full stop when nothing follows: the short form of a long
/// caption. A dot inside a number or before a small letter ends nothing, nor does one inside quotation marks.
std::string firstSentence(std::string_view caption);

}  // namespace lacuna::training::data

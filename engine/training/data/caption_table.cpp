// See caption_table.h.
#include "engine/training/data/caption_table.h"

#include <algorithm>
#include <optional>

#include "engine/base/utf8.h"
#include "engine/training/data/json_lines.h"

namespace lacuna::training::data {
namespace {

/// The next record of a CSV text, `text` moved behind it. Counts lines. Nothing when a quote is left open.
std::optional<std::vector<std::string>> takeRecord(std::string_view& text, int& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"') {
                fields.back() += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                fields.back() += '"', ++i;
            } else {
                quoted = false;
            }
        } else if (c == '"' && fields.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            fields.emplace_back();
        } else if (c == '\n') {
            ++i;
            break;
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    text.remove_prefix(i);
    if (quoted) return {};
    return fields;
}

std::string_view withoutMark(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

/// Checks and cleans a row; the reason when it cannot be used.
std::optional<std::string> finish(CaptionRow& row, const std::string& where) {
    if (row.image.empty()) return "There is no picture's name here. Give one under \"image\".";
    auto caption = cleanCaption(row.prompt, where);
    if (!caption) return caption.error().what;
    row.prompt = *std::move(caption);
    return {};
}

}  // namespace

Result<std::string> cleanCaption(std::string_view text, const std::string& where) {
    text = withoutMark(text);
    if (text.size() > kMaxCaptionBytes)
        return fail(ErrorKind::BadFile, "This caption is longer than 64 KiB. Shorten it.", where);
    if (!isValidUtf8(text))
        return fail(ErrorKind::BadFile, "This caption is not UTF-8. Save it as UTF-8 and collect again.",
                    where);
    LACUNA_TRY(std::string clean, toNfc(text));
    std::erase(clean, '\r');
    std::ranges::replace_if(
        clean, [](char c) { return c == '\n' || c == '\t' || c == '\0'; }, ' ');
    const auto first = clean.find_first_not_of(' ');
    if (first == std::string::npos)
        return fail(ErrorKind::BadFile, "The caption is empty. Write what the picture shows.", where);
    return clean.substr(first, clean.find_last_not_of(' ') + 1 - first);
}

Result<std::string> readCaptionFile(const std::filesystem::path& file) {
    LACUNA_TRY(const auto text, readTextFile(file, kMaxCaptionBytes, kOwnFileHint));
    return cleanCaption(text, file.string());
}

std::vector<CaptionRow> parseJsonLines(std::string_view text, const std::string& where,
                                       std::vector<Refused>& wrong) {
    std::vector<CaptionRow> rows;
    const auto visit = [&](const JsonObject& line, const std::string& place) -> std::optional<std::string> {
        const auto textOf = [&](const char* key) {
            const auto found = line.json().find(key);
            return found != line.json().end() && found->is_string() ? found->get<std::string>()
                                                                    : std::string();
        };
        CaptionRow row{textOf("image"), textOf("prompt"), textOf("edit_image")};
        if (row.image.empty()) row.image = textOf("file_name");
        if (row.prompt.empty()) row.prompt = textOf("text");
        auto reason = finish(row, place);
        if (!reason) rows.push_back(std::move(row));
        return reason;
    };
    eachJsonLine(text, where, 4 * kMaxCaptionBytes, visit, wrong);
    return rows;
}

std::vector<CaptionRow> parseCsv(std::string_view text, const std::string& where,
                                 std::vector<Refused>& wrong) {
    std::vector<CaptionRow> rows;
    text = withoutMark(text);
    int line = 1;
    const auto columns = takeRecord(text, line).value_or(std::vector<std::string>{});
    const auto indexOf = [&](const char* first, const char* second) {
        auto found = std::ranges::find(columns, first);
        if (found == columns.end()) found = std::ranges::find(columns, second);
        return std::size_t(found - columns.begin());
    };
    const auto image = indexOf("image", "file_name"), prompt = indexOf("prompt", "text"),
               edit = indexOf("edit_image", "edit_image");
    if (image == columns.size() || prompt == columns.size()) {
        wrong.push_back(
            {where, "The first line names no columns image and prompt. Add \"image,prompt\" as first line."});
        return rows;
    }
    while (!text.empty()) {
        const std::string place = where + ":" + std::to_string(line);
        const auto fields = takeRecord(text, line);
        if (!fields) {
            wrong.push_back({place, "A quotation mark opens here and never closes. Close it."});
            break;
        }
        if (fields->size() == 1 && fields->front().empty()) continue;  // an empty line
        const auto field = [&](std::size_t i) { return i < fields->size() ? (*fields)[i] : std::string(); };
        CaptionRow row{field(image), field(prompt), field(edit)};
        if (auto reason = finish(row, place)) {
            wrong.push_back({place, *std::move(reason)});
        } else {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::string firstSentence(std::string_view caption) {
    static constexpr std::string_view kWideStops[] = {"。", "！", "？"};
    static constexpr std::string_view kOpening[] = {"“", "「", "『", "《"},
                                      kClosing[] = {"”", "」", "』", "》"};
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < caption.size(); ++i) {
        const auto rest = caption.substr(i);
        const auto starts = [&](std::string_view mark) { return rest.starts_with(mark); };
        if (rest[0] == '"') quoted = !quoted;
        if (std::ranges::any_of(kOpening, starts)) ++depth;
        if (std::ranges::any_of(kClosing, starts)) depth = std::max(0, depth - 1);
        if (quoted || depth > 0) continue;
        if (std::ranges::any_of(kWideStops, starts)) return std::string(caption.substr(0, i));
        if (rest[0] != '.' && rest[0] != '!' && rest[0] != '?') continue;
        if (rest.size() == 1) return std::string(caption.substr(0, i));
        if (rest[1] == ' ' && (rest.size() < 3 || rest[2] < 'a' || rest[2] > 'z'))
            return std::string(caption.substr(0, i));
    }
    return std::string(caption);
}

}  // namespace lacuna::training::data

// See sample.h.
#include "engine/training/data/sample.h"

#include "engine/base/utf8.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/mapped_file.h"
#include "engine/training/data/caption_table.h"
#include "engine/training/data/json_lines.h"

namespace lacuna::training::data {
namespace {

/// Size and time; false when the file cannot be asked.
bool statusOf(const std::filesystem::path& file, FileStamp& stamp) {
    std::error_code sizeError, timeError;
    stamp.bytes = std::filesystem::file_size(file, sizeError);
    const auto time = std::filesystem::last_write_time(file, timeError);
    stamp.modified = std::int64_t(time.time_since_epoch().count());
    return !sizeError && !timeError;
}

/// A file of our own writing: one bad line and it is not read.
Result<void> readLines(const std::filesystem::path& file, const VisitLine& visit) {
    LACUNA_TRY(const auto text, readTextFile(file, kMaxTableBytes, kOwnFileHint));
    std::vector<Refused> wrong;
    eachJsonLine(text, file.string(), 4 * kMaxCaptionBytes, visit, wrong);
    if (wrong.empty()) return {};
    return fail(ErrorKind::BadFile, wrong.front().why + " Collect the pictures again.", wrong.front().file);
}

}  // namespace

std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed) {
    for (const char byte : bytes) seed = (seed ^ std::uint8_t(byte)) * 0x100000001B3ull;
    return seed;
}

Result<FileStamp> stampOf(const std::filesystem::path& file) {
    FileStamp stamp;
    statusOf(file, stamp);
    LACUNA_TRY(const auto mapped, MappedFile::open(file, kRestoreIt));
    const auto bytes = mapped->bytes();
    stamp.bytes = bytes.size();
    stamp.hash = fnv1a({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return stamp;
}

bool isUnchanged(const std::filesystem::path& file, const FileStamp& known) {
    FileStamp now;
    if (!statusOf(file, now) || now.bytes != known.bytes) return false;
    if (now.modified == known.modified) return true;
    const auto stamp = stampOf(file);
    return stamp && stamp->hash == known.hash;
}

Result<void> writeSamples(const std::filesystem::path& file, const std::vector<Sample>& samples) {
    std::string text;
    for (const Sample& sample : samples) {
        Json line{{"image", sample.picture.string()}};
        if (!sample.caption.empty()) line["prompt"] = sample.caption;
        if (!sample.editPicture.empty()) line["edit_image"] = sample.editPicture.string();
        text += line.dump() + "\n";
    }
    return writeFileAtomically(file, text);
}

Result<std::vector<Sample>> readSamples(const std::filesystem::path& file) {
    std::vector<Sample> samples;
    const auto visit = [&](const JsonObject& line, const std::string& place) -> std::optional<std::string> {
        const auto image = line.text("image"), edit = line.textOr("edit_image", {});
        const auto prompt = line.textOr("prompt", {}, kMaxCaptionBytes);
        for (const auto* text : {&image, &edit, &prompt}) {
            if (!*text) return text->error().what;
        }
        if (image->empty()) return "There is no picture's name here.";
        Sample sample{*image, *edit, {}};
        if (!prompt->empty()) {
            auto caption = cleanCaption(*prompt, place);
            if (!caption) return caption.error().what;
            sample.caption = *std::move(caption);
        }
        samples.push_back(std::move(sample));
        return {};
    };
    LACUNA_TRY_VOID(readLines(file, visit));
    return samples;
}

Result<void> writeRefused(const std::filesystem::path& file, const std::vector<Refused>& refused) {
    std::string text;
    for (const Refused& one : refused) {
        const Json line{{"file", replaceInvalidUtf8(one.file)}, {"why", replaceInvalidUtf8(one.why)}};
        text += line.dump() + "\n";
    }
    return writeFileAtomically(file, text);
}

Result<std::vector<Refused>> readRefused(const std::filesystem::path& file) {
    std::vector<Refused> refused;
    LACUNA_TRY_VOID(readLines(file, [&](const JsonObject& line, const auto&) -> std::optional<std::string> {
        const auto name = line.text("file", kMaxCaptionBytes), why = line.text("why", kMaxCaptionBytes);
        if (!name || !why) return name ? why.error().what : name.error().what;
        refused.push_back({*name, *why});
        return {};
    }));
    return refused;
}

}  // namespace lacuna::training::data

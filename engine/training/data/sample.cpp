#include "engine/training/data/sample.h"

#include "engine/formats/atomic_file.h"
#include "engine/formats/mapped_file.h"
#include "engine/training/data/caption_table.h"

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

}  // namespace

std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed) {
    for (const char byte : bytes) seed = (seed ^ std::uint8_t(byte)) * 0x100000001B3ull;
    return seed;
}

Result<FileStamp> stampOf(const std::filesystem::path& file) {
    FileStamp stamp;
    statusOf(file, stamp);
    LACUNA_TRY(const auto mapped, MappedFile::open(file));
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
        Json line{{"image", sample.picture.string()}, {"prompt", sample.caption}};
        if (!sample.editPicture.empty()) line["edit_image"] = sample.editPicture.string();
        text += line.dump() + "\n";
    }
    return writeFileAtomically(file, text);
}

Result<std::vector<Sample>> readSamples(const std::filesystem::path& file) {
    LACUNA_TRY(const auto text, readTextFile(file, kMaxTableBytes));
    std::vector<Refused> wrong;
    std::vector<Sample> samples;
    for (CaptionRow& row : parseJsonLines(text, file.string(), wrong))
        samples.push_back({row.image, row.editImage, std::move(row.prompt)});
    if (!wrong.empty()) {
        return fail(ErrorKind::BadFile, wrong.front().why + " Collect the pictures again.",
                    wrong.front().file);
    }
    return samples;
}

}  // namespace lacuna::training::data

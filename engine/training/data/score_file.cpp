// See score_file.h: a record as a line of JSON, and back with every value checked.
#include "engine/training/data/score_file.h"

#include <array>
#include <cstdio>

#include "engine/base/utf8.h"
#include "engine/formats/atomic_file.h"
#include "engine/training/data/caption_table.h"
#include "engine/training/data/hex_number.h"
#include "engine/training/data/json_lines.h"

namespace lacuna::training::data {
namespace {

constexpr std::size_t kMaxLineBytes = 1u << 20;
constexpr std::size_t kMaxScoresBytes = std::size_t{4} << 30;
constexpr std::array kDropped{"no", "unreadable", "small", "uncaptioned", "threshold", "duplicate"};

Json jsonOf(const FileStamp& stamp) {
    return {{"bytes", stamp.bytes}, {"modified", stamp.modified}, {"hash", hexOf(stamp.hash)}};
}

Result<FileStamp> stampFrom(const JsonObject& line, const char* key) {
    FileStamp stamp;
    if (!line.has(key)) return stamp;
    LACUNA_TRY(const auto object, line.object(key));
    LACUNA_TRY(const auto bytes, object.integer("bytes", 0, INT64_MAX));
    LACUNA_TRY(stamp.modified, object.integer("modified", INT64_MIN, INT64_MAX));
    LACUNA_TRY(stamp.hash, hexFrom(object, "hash"));
    stamp.bytes = std::uint64_t(bytes);
    return stamp;
}

Json jsonOf(const ScoreRecord& r) {
    Json line{
        {"image", r.picture.string()}, {"file", jsonOf(r.stamp)}, {"caption_hash", hexOf(r.captionHash)},
        {"width", r.size.width},       {"height", r.size.height}, {"fingerprint", hexOf(r.fingerprint)},
        {"scorers", r.scorers},        {"scores", r.scores},      {"total", r.total},
        {"weight", r.weight}};
    if (!r.editPicture.empty()) {
        line["edit_image"] = r.editPicture.string();
        line["edit_file"] = jsonOf(r.editStamp);
    }
    if (!r.unreadable.empty()) line["unreadable"] = replaceInvalidUtf8(r.unreadable);
    if (!r.captioned) line["captioned_by"] = r.machineCaption.empty() ? "nobody" : "machine";
    if (!r.machineCaption.empty()) line["machine_caption"] = r.machineCaption;
    if (!r.notes.empty()) line["notes"] = r.notes;
    if (r.dropped != Dropped::No) {
        line["dropped"] = nameOf(r.dropped);
        line["because"] = replaceInvalidUtf8(r.because);
    }
    return line;
}

/// The members of an object of texts, or of numbers between 0 and 1.
Result<std::map<std::string, std::string>> textsFrom(const JsonObject& line, const char* key) {
    std::map<std::string, std::string> texts;
    LACUNA_TRY(const auto object, line.objectIfAny(key));
    if (!object) return texts;
    for (const auto& item : object->json().items()) {
        LACUNA_TRY(texts[item.key()], object->text(item.key(), kMaxCaptionBytes));
    }
    return texts;
}

Result<std::map<std::string, double>> scoresFrom(const JsonObject& line) {
    std::map<std::string, double> scores;
    LACUNA_TRY(const auto object, line.object("scores"));
    for (const auto& item : object.json().items()) {
        LACUNA_TRY(scores[item.key()], object.number(item.key(), 0, 1));
    }
    return scores;
}

Result<ScoreRecord> recordFrom(const JsonObject& line) {
    ScoreRecord r;
    LACUNA_TRY(r.picture, line.text("image"));
    LACUNA_TRY(r.editPicture, line.textOr("edit_image", {}));
    LACUNA_TRY(r.stamp, stampFrom(line, "file"));
    LACUNA_TRY(r.editStamp, stampFrom(line, "edit_file"));
    LACUNA_TRY(r.captionHash, hexFrom(line, "caption_hash"));
    LACUNA_TRY(const auto width, line.integer("width", 0, 1 << 20));
    LACUNA_TRY(const auto height, line.integer("height", 0, 1 << 20));
    r.size = {int(width), int(height)};
    LACUNA_TRY(r.fingerprint, hexFrom(line, "fingerprint"));
    LACUNA_TRY(r.unreadable, line.textOr("unreadable", {}));
    LACUNA_TRY(r.scorers, textsFrom(line, "scorers"));
    LACUNA_TRY(r.scores, scoresFrom(line));
    LACUNA_TRY(r.notes, textsFrom(line, "notes"));
    LACUNA_TRY(const auto by, line.textOr("captioned_by", "person"));
    r.captioned = by == "person";
    LACUNA_TRY(r.machineCaption, line.textOr("machine_caption", {}, kMaxCaptionBytes));
    LACUNA_TRY(r.total, line.number("total", 0, 1));
    LACUNA_TRY(r.weight, line.number("weight", 0, 1e9));
    LACUNA_TRY(const auto dropped, line.textOr("dropped", kDropped[0]));
    const auto found = std::ranges::find(kDropped, dropped);
    if (found == kDropped.end())
        return fail(ErrorKind::BadFile, "\"dropped\" is \"" + dropped + "\", which is no reason.",
                    line.where());
    r.dropped = Dropped(found - kDropped.begin());
    LACUNA_TRY(r.because, line.textOr("because", {}));
    return r;
}

}  // namespace

const char* nameOf(Dropped dropped) {
    return kDropped[std::size_t(dropped)];
}

bool ScoreRecord::isOf(const Sample& sample) const {
    if (picture != sample.picture || editPicture != sample.editPicture ||
        captionHash != fnv1a(sample.caption) || !isUnchanged(picture, stamp))
        return false;
    return editPicture.empty() || isUnchanged(editPicture, editStamp);
}

std::string scoreText(double score) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", score);
    return text;
}

Result<void> writeScores(const std::filesystem::path& file, const ScoreFile& scores) {
    std::string text = Json{{"lacuna_scores", kScoresVersion}, {"rules", scores.rules}}.dump() + "\n";
    for (const ScoreRecord& record : scores.records) text += jsonOf(record).dump() + "\n";
    return writeFileAtomically(file, text);
}

Result<ScoreFile> readScores(const std::filesystem::path& file) {
    LACUNA_TRY(const auto text, readTextFile(file, kMaxScoresBytes, kOwnFileHint));
    ScoreFile scores;
    std::int64_t version = 0;
    std::vector<Refused> wrong;
    const auto visit = [&](const JsonObject& line, const std::string&) -> std::optional<std::string> {
        if (version == 0) {
            const auto said = line.integer("lacuna_scores", 1, INT32_MAX);
            if (!said) return said.error().what;
            version = *said;
            if (const auto rules = line.json().find("rules"); rules != line.json().end())
                scores.rules = *rules;
            return {};
        }
        if (version > kScoresVersion) return {};
        auto record = recordFrom(line);
        if (!record) return record.error().what;
        scores.records.push_back(*std::move(record));
        return {};
    };
    eachJsonLine(text, file.string(), kMaxLineBytes, visit, wrong);
    if (version > kScoresVersion) {
        return fail(ErrorKind::Unsupported,
                    "A newer Lacuna wrote these scores. Update, or remove the file and score again.",
                    file.string());
    }
    if (version == 0 && wrong.empty())
        return fail(ErrorKind::BadFile, "This score file is empty. Remove it and score again.",
                    file.string());
    if (!wrong.empty()) {
        return fail(ErrorKind::BadFile, wrong.front().why + " Remove the score file and score again.",
                    wrong.front().file);
    }
    return scores;
}

}  // namespace lacuna::training::data

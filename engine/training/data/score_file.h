// What is known of every sample of a set, beside the set: scores, who gave them, what the picture was then,
// and how often it is to be drawn. JSON lines: a head {"lacuna_scores": 1, "rules": {...}}, then a sample a
// line.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/formats/json_file.h"
#include "engine/image/geometry.h"
#include "engine/training/data/sample.h"

namespace lacuna::training::data {

inline constexpr const char* kScoresFile = "scores.jsonl";
inline constexpr int kScoresVersion = 1;

/// Why a sample is not used. The word in the file is nameOf().
enum class Dropped : std::uint8_t { No, Unreadable, Small, Uncaptioned, Threshold, Duplicate };
const char* nameOf(Dropped dropped);

/// A score as people read it: "0.25".
std::string scoreText(double score);

struct ScoreRecord {
    std::filesystem::path picture, editPicture;  ///< whose record it is
    FileStamp stamp, editStamp;     ///< of both when they were scored; editStamp all 0 without one
    std::uint64_t captionHash = 0;  ///< fnv1a() of the sample's caption
    Size size;                      ///< pixels; 0 x 0 when unreadable
    std::uint64_t fingerprint = 0;  ///< perceptual_hash.h
    std::string unreadable;         ///< why the picture cannot be decoded; empty = it can
    std::map<std::string, std::string> scorers;  ///< name -> version of who has looked
    std::map<std::string, double> scores;        ///< 0..1
    std::map<std::string, std::string> notes;
    bool captioned = true;       ///< by a person
    std::string machineCaption;  ///< made by captions.h where no person wrote one; empty = none
    double total = 0;            ///< selection.h; 0 when dropped before it was known
    double weight = 0;           ///< how often it is drawn; 0 = dropped
    Dropped dropped = Dropped::No;
    std::string because;  ///< a sentence when it was dropped

    /// The same sample, as it was when it was scored: nothing of it has to be looked at again.
    bool isOf(const Sample& sample) const;
};

struct ScoreFile {
    Json rules;  ///< those that the weights were made with; null before there are any
    std::vector<ScoreRecord> records;
};

/// Error: CannotWrite.
Result<void> writeScores(const std::filesystem::path& file, const ScoreFile& scores);
/// Errors: ModelMissing; BadFile naming the line; Unsupported when a newer Lacuna wrote it.
Result<ScoreFile> readScores(const std::filesystem::path& file);

}  // namespace lacuna::training::data

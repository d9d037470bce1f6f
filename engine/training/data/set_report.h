// What a set is made of, for people: how its pictures scored, what was dropped and why, the best and the
// worst. One HTML page that carries its pictures in itself, and the same numbers as JSON.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/training/data/picture_set.h"
#include "engine/training/data/score_file.h"

namespace lacuna::training::data {

/// Of one score: how many samples have it, their mean, and how many lie in each tenth of 0..1 (1 in the
/// last).
struct Histogram {
    int count = 0;
    double mean = 0;
    std::array<int, 10> bins{};
};

struct SetNumbers {
    int samples = 0, kept = 0;
    int captionedByMachine = 0;
    std::map<std::string, int> dropped;           ///< nameOf(Dropped) -> how many; those that occur
    std::map<std::string, Histogram> histograms;  ///< score -> of all readable samples; "total" too
    std::map<std::string, int> scripts;           ///< "english", "chinese", "none" -> how many
    int refused = 0;                              ///< when collecting
};
SetNumbers numbersOf(const ScoreFile& scores, const std::vector<Refused>& refused);

/// Positions in `records` of the samples whose total is known: the best `count`, best first, and the worst,
/// worst first. Kept ones before dropped ones among the best; a sample may be in both when there are few.
struct Extremes {
    std::vector<std::size_t> best, worst;
};
Extremes extremesOf(const std::vector<ScoreRecord>& records, std::size_t count);

struct ReportOptions {
    ReadPicture read = {};  ///< empty: no thumbnails
    /// A small picture as the bytes of a JPEG file; empty: no thumbnails.
    std::function<Result<std::vector<std::byte>>(const Image&)> encode = {};
    int shown = 12;         ///< thumbnails of each kind
    int thumbnailPx = 192;  ///< longer side
    int listed = 200;       ///< lines of the lists of dropped and refused pictures
};

/// Reads <set>/scores.jsonl and, where it is, refused.jsonl; writes report.html and report.json into
/// `folder`, made if need be. A thumbnail that cannot be made is left out. Errors: those of the files;
/// CannotWrite.
Result<SetNumbers> writeSetReport(const std::filesystem::path& set, const std::filesystem::path& folder,
                                  const ReportOptions& options);

}  // namespace lacuna::training::data

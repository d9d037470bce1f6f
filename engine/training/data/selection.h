// From scores to what is trained on: too bad is dropped, copies are dropped, better is drawn more often.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/training/data/score_file.h"
#include "engine/training/data/scorer.h"

namespace lacuna::training::data {

struct SelectionRules {
    /// A sample with less of one of these is dropped; scores that it does not have drop nothing.
    std::map<std::string, double> least{{kAesthetics, 0.15}, {kLettering, 0.2}, {kRelevance, 0.2}};
    /// Weights in the total, of the scores that a sample has.
    std::map<std::string, double> importance{{kAesthetics, 1}, {kLettering, 1}, {kRelevance, 2}};
    double power = 2;       ///< weight = total ^ power; 0 draws all alike
    int leastSidePx = 64;   ///< of the shorter side
    int duplicateBits = 6;  ///< of 64 that may differ (duplicates.h), 0..15

    /// A JSON file with any of "least", "importance", "power", "least_side", "duplicate_bits"; what it leaves
    /// out stays as above. Errors: ModelMissing, BadFile naming the key.
    static Result<SelectionRules> read(const std::filesystem::path& file);
    Json json() const;
};

/// Weighted geometric mean of the scores that are there and have an importance, each counted as at least
/// 0.01; 0.5 without any. 0..1.
double totalOf(const std::map<std::string, double>& scores, const SelectionRules& rules);

/// Sets total, weight, dropped and because of every record, from its other members alone. Of pictures that
/// are copies of each other the one with the best total stays, of equals the first; edit pairs are never
/// taken for copies. The mean weight of what stays is 1.
void select(std::vector<ScoreRecord>& records, const SelectionRules& rules);

}  // namespace lacuna::training::data

// See selection.h.
#include "engine/training/data/selection.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/training/data/duplicates.h"

namespace lacuna::training::data {
namespace {

void drop(ScoreRecord& record, Dropped why, std::string because) {
    record.dropped = why;
    record.because = std::move(because);
    record.weight = 0;
}

/// All reasons that one sample alone can have.
void weigh(ScoreRecord& record, const SelectionRules& rules) {
    record.dropped = Dropped::No;
    record.because.clear();
    record.total = record.weight = 0;
    if (!record.unreadable.empty()) return drop(record, Dropped::Unreadable, record.unreadable);
    record.total = totalOf(record.scores, rules);
    if (std::min(record.size.width, record.size.height) < rules.leastSidePx) {
        return drop(record, Dropped::Small,
                    "It is " + std::to_string(record.size.width) + " x " +
                        std::to_string(record.size.height) + " pixels; the shorter side must have " +
                        std::to_string(rules.leastSidePx) + ".");
    }
    if (!record.captioned && record.machineCaption.empty())
        return drop(record, Dropped::Uncaptioned, "Nobody wrote a caption and none could be made.");
    for (const auto& [name, least] : rules.least) {
        const auto score = record.scores.find(name);
        if (score == record.scores.end() || score->second >= least) continue;
        return drop(record, Dropped::Threshold,
                    "Its " + name + " is " + scoreText(score->second) + ", below " + scoreText(least) + ".");
    }
    record.weight = std::pow(record.total, rules.power);
}

void dropCopies(std::vector<ScoreRecord>& records, int radius) {
    std::vector<ScoreRecord*> plain;
    for (ScoreRecord& record : records) {
        if (record.dropped == Dropped::No && record.editPicture.empty()) plain.push_back(&record);
    }
    std::ranges::stable_sort(plain, std::greater(), &ScoreRecord::total);
    std::vector<std::uint64_t> fingerprints;
    for (const ScoreRecord* record : plain) fingerprints.push_back(record->fingerprint);
    for (const Duplicate& copy : findDuplicates(fingerprints, radius)) {
        drop(*plain[copy.index], Dropped::Duplicate,
             "It is the same picture as " + plain[copy.of]->picture.string() + " (" +
                 std::to_string(copy.distance) + " of 64 bits differ), which scores better or equal.");
    }
}

Result<void> readScoresOf(const JsonObject& object, const char* key, double most,
                          std::map<std::string, double>& values) {
    static const std::set<std::string> kNames{kAesthetics, kLettering, kRelevance};
    LACUNA_TRY(const auto inner, object.objectIfAny(key));
    if (!inner) return {};
    for (const auto& item : inner->json().items()) {
        if (!kNames.contains(item.key())) {
            return fail(ErrorKind::BadFile,
                        "\"" + item.key() +
                            "\" is no score. Write some of \"relevance\", \"aesthetics\" and \"lettering\".",
                        inner->where());
        }
        LACUNA_TRY(values[item.key()], inner->number(item.key(), 0, most));
    }
    return {};
}

}  // namespace

Result<SelectionRules> SelectionRules::read(const std::filesystem::path& file) {
    LACUNA_TRY(const Json json, readJsonFile(file, {}, kOwnFileHint));
    LACUNA_TRY(const auto object, JsonObject::of(json, file.string()));
    SelectionRules rules;
    LACUNA_TRY_VOID(readScoresOf(object, "least", 1, rules.least));
    LACUNA_TRY_VOID(readScoresOf(object, "importance", 100, rules.importance));
    LACUNA_TRY(rules.power, object.numberOr("power", rules.power, 0, 16));
    LACUNA_TRY(const auto side, object.integerOr("least_side", rules.leastSidePx, 1, 32768));
    LACUNA_TRY(const auto bits, object.integerOr("duplicate_bits", rules.duplicateBits, 0, 15));
    rules.leastSidePx = int(side);
    rules.duplicateBits = int(bits);
    return rules;
}

Json SelectionRules::json() const {
    return {{"least", least},
            {"importance", importance},
            {"power", power},
            {"least_side", leastSidePx},
            {"duplicate_bits", duplicateBits}};
}

double totalOf(const std::map<std::string, double>& scores, const SelectionRules& rules) {
    double logarithm = 0, weights = 0;
    for (const auto& [name, importance] : rules.importance) {
        const auto score = scores.find(name);
        if (score == scores.end()) continue;
        logarithm += importance * std::log(std::clamp(score->second, 0.01, 1.0));
        weights += importance;
    }
    return weights > 0 ? std::exp(logarithm / weights) : 0.5;
}

void select(std::vector<ScoreRecord>& records, const SelectionRules& rules) {
    for (ScoreRecord& record : records) weigh(record, rules);
    dropCopies(records, rules.duplicateBits);
    double sum = 0, kept = 0;
    for (const ScoreRecord& record : records) sum += record.weight, kept += record.dropped == Dropped::No;
    if (sum <= 0) return;
    for (ScoreRecord& record : records) record.weight *= kept / sum;
}

}  // namespace lacuna::training::data

// The numbers of a set's report; the page around them is in set_report.cpp.
#include <algorithm>

#include "engine/training/data/set_report.h"

namespace lacuna::training::data {
namespace {

void add(Histogram& histogram, double score) {
    ++histogram.count;
    histogram.mean += score;  // a sum until the end
    ++histogram.bins[std::size_t(std::clamp(int(score * 10), 0, 9))];
}

}  // namespace

SetNumbers numbersOf(const ScoreFile& scores, const std::vector<Refused>& refused) {
    SetNumbers numbers;
    numbers.samples = int(scores.records.size());
    numbers.refused = int(refused.size());
    for (const ScoreRecord& record : scores.records) {
        if (record.dropped == Dropped::No) {
            ++numbers.kept;
        } else {
            ++numbers.dropped[nameOf(record.dropped)];
        }
        numbers.captionedByMachine += !record.machineCaption.empty();
        if (!record.unreadable.empty()) continue;
        for (const auto& [name, score] : record.scores) add(numbers.histograms[name], score);
        add(numbers.histograms["total"], record.total);
        if (const auto script = record.notes.find("lettering.script"); script != record.notes.end())
            ++numbers.scripts[script->second];
    }
    for (auto& [name, histogram] : numbers.histograms) histogram.mean /= histogram.count;
    return numbers;
}

Extremes extremesOf(const std::vector<ScoreRecord>& records, std::size_t count) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i].unreadable.empty()) order.push_back(i);
    }
    std::ranges::stable_sort(order, std::less(), [&](std::size_t i) { return records[i].total; });
    Extremes extremes;
    extremes.worst.assign(order.begin(), order.begin() + std::ptrdiff_t(std::min(count, order.size())));
    std::ranges::reverse(order);
    std::ranges::stable_partition(order, [&](std::size_t i) { return records[i].dropped == Dropped::No; });
    extremes.best.assign(order.begin(), order.begin() + std::ptrdiff_t(std::min(count, order.size())));
    return extremes;
}

}  // namespace lacuna::training::data

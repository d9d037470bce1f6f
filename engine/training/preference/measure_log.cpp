// See measure_log.h.
#include "engine/training/preference/measure_log.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/formats/atomic_file.h"

namespace lacuna::training {
namespace {

/// The header is not kept. Lines that do not begin with a step are left out.
std::vector<std::pair<std::int64_t, std::string>> linesBelow(const std::filesystem::path& file,
                                                             std::int64_t step) {
    std::vector<std::pair<std::int64_t, std::string>> lines;
    std::ifstream in(file);
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::int64_t at = 0;
        if (words >> at && at < step) lines.emplace_back(at, line);
    }
    return lines;
}

double firstValue(const std::string& line) {
    std::istringstream words(line);
    std::int64_t step = 0;
    char comma = 0;
    double value = 0;
    words >> step >> comma >> value;
    return value;
}

}  // namespace

Result<void> addMeasurement(const std::filesystem::path& folder, const std::string& name, std::int64_t step,
                            const Measurement& values) {
    std::ostringstream now;
    now << step;
    std::string text = "step";
    for (const auto& [column, value] : values) {
        text += "," + column;
        now << ',' << value;
    }
    const auto csv = folder / (name + ".csv");
    auto lines = linesBelow(csv, step);
    lines.emplace_back(step, now.str());
    std::vector<std::pair<std::int64_t, double>> points;
    for (const auto& [at, line] : lines) {
        text += "\n" + line;
        points.emplace_back(at, firstValue(line));
    }
    LACUNA_TRY_VOID(writeFileAtomically(csv, text + "\n"));
    return writeFileAtomically(folder / (name + ".svg"),
                               curveSvg(values.empty() ? name : name + " " + values.front().first, points));
}

}  // namespace lacuna::training

// See measure_log.h.
#include "engine/training/preference/measure_log.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "engine/formats/atomic_file.h"

namespace lacuna::training {
namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

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

std::string curveSvg(const std::string& title, const std::vector<std::pair<std::int64_t, double>>& points) {
    constexpr double kLeft = 70, kTop = 36, kRight = 620, kBottom = 280;
    double low = points.empty() ? 0 : points.front().second, high = low;
    for (const auto& [step, value] : points) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (high - low < 1e-9) high = low + 1e-9;
    const double first = points.empty() ? 0 : double(points.front().first),
                 last = points.empty() ? 1 : std::max(first + 1, double(points.back().first));
    const auto x = [&](double step) { return kLeft + (step - first) / (last - first) * (kRight - kLeft); };
    const auto y = [&](double value) { return kBottom - (value - low) / (high - low) * (kBottom - kTop); };
    std::string line, dots;
    for (const auto& [step, value] : points) {
        const auto at = number(x(double(step))), level = number(y(value));
        line += at + "," + level + " ";
        dots += "<circle cx=\"" + at + "\" cy=\"" + level + "\" r=\"3\"/>";
    }
    const auto label = [](double at, double level, const char* anchor, const std::string& text) {
        return "<text x=\"" + number(at) + "\" y=\"" + number(level) + "\" text-anchor=\"" + anchor + "\">" +
               text + "</text>\n";
    };
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 320\" width=\"640\" height=\"320\" "
           "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"640\" height=\"320\" "
           "fill=\"#fff\"/>\n<path d=\"M70 36V280H620\" fill=\"none\" stroke=\"#888\"/>\n" +
           label(kLeft, 22, "start", title) + label(kLeft - 6, kTop + 4, "end", number(high)) +
           label(kLeft - 6, kBottom + 4, "end", number(low)) +
           label(kLeft, kBottom + 18, "middle", number(first)) +
           label(kRight, kBottom + 18, "middle", number(last)) +
           label((kLeft + kRight) / 2, kBottom + 32, "middle", "step") +
           "<polyline fill=\"none\" stroke=\"#1668b8\" stroke-width=\"2\" points=\"" + line +
           "\"/>\n<g fill=\"#1668b8\">" + dots + "</g>\n</svg>\n";
}

}  // namespace lacuna::training

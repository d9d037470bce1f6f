// See curve.h.
#include "engine/training/curve.h"

#include <algorithm>
#include <cstdio>

namespace lacuna::training {
namespace {

/// More points than these are a line without dots.
constexpr std::size_t kMostDots = 60;

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

}  // namespace

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
        if (points.size() <= kMostDots) dots += "<circle cx=\"" + at + "\" cy=\"" + level + "\" r=\"3\"/>";
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

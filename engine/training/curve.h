// A curve that a page can show: losses and rewards over a run's steps.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lacuna::training {

/// A line over steps as an SVG of 640 x 320. @param points (step, value), in order.
std::string curveSvg(const std::string& title, const std::vector<std::pair<std::int64_t, double>>& points);

}  // namespace lacuna::training

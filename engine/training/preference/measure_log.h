// Measurements that are taken now and then during a run, as CSV and as a curve that a page can show.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/training/curve.h"

namespace lacuna::training {

using Measurement = std::vector<std::pair<std::string, double>>;

/// Writes <folder>/<name>.csv anew with its earlier lines below `step` (a resumed run measures again what it
/// does again) and this one, and <folder>/<name>.svg, the curve of the first value. Error: CannotWrite.
Result<void> addMeasurement(const std::filesystem::path& folder, const std::string& name, std::int64_t step,
                            const Measurement& values);

}  // namespace lacuna::training

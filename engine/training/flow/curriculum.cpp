// See curriculum.h.
#include "engine/training/flow/curriculum.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {
namespace {

constexpr std::array<const char*, kCategories> kCategoryKeys{"festival", "season", "trade", "event", "daily"};

Result<void> readInto(Ramp& schedule, const Json& json, const char* key, double high,
                      const std::string& where) {
    if (!json.contains(key)) return {};
    LACUNA_TRY(schedule, Ramp::read(json[key], 0, high, key, where));
    return {};
}

}  // namespace

Result<Ramp> Ramp::read(const Json& json, double low, double high, const std::string& key,
                        const std::string& where) {
    const auto wrong = [&] {
        return fail(ErrorKind::BadFile,
                    "\"" + key + "\" must be a number from " + std::to_string(low) + " to " +
                        std::to_string(high) + ", or points [[step, value], ...] with rising steps.",
                    where);
    };
    const auto inRange = [&](const Json& value) {
        return value.is_number() && value.get<double>() >= low && value.get<double>() <= high;
    };
    if (inRange(json)) return Ramp(json.get<double>());
    if (!json.is_array() || json.empty()) return wrong();
    Ramp schedule(0);
    schedule.points_.clear();
    for (const Json& point : json) {
        if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !inRange(point[1]))
            return wrong();
        const double step = point[0].get<double>();
        if (!schedule.points_.empty() && step <= schedule.points_.back().first) return wrong();
        schedule.points_.emplace_back(step, point[1].get<double>());
    }
    return schedule;
}

double Ramp::at(std::int64_t step) const {
    const auto x = double(step);
    if (x <= points_.front().first) return points_.front().second;
    for (std::size_t i = 1; i < points_.size(); ++i) {
        const auto& [from, low] = points_[i - 1];
        const auto& [to, high] = points_[i];
        if (x < to) return low + (high - low) * (x - from) / (to - from);
    }
    return points_.back().second;
}

double Ramp::most() const {
    return std::ranges::max(points_, {}, &std::pair<double, double>::second).second;
}

Result<Curriculum> readCurriculum(const Json& json, const std::string& where) {
    Curriculum c;
    if (json.is_null()) return c;
    if (!json.is_object())
        return fail(ErrorKind::BadFile, "\"curriculum\" must be an object of schedules.", where);
    LACUNA_TRY_VOID(readInto(c.textComplexity, json, "text_complexity", 3, where));
    LACUNA_TRY_VOID(readInto(c.quality, json, "quality", 1, where));
    LACUNA_TRY_VOID(readInto(c.photographs, json, "photographs", 1, where));
    LACUNA_TRY_VOID(readInto(c.real, json, "real", 1, where));
    if (json.contains("categories")) {
        const Json& weights = json["categories"];
        if (!weights.is_object())
            return fail(ErrorKind::BadFile, "\"categories\" must be an object of schedules.", where);
        for (std::size_t i = 0; i < kCategoryKeys.size(); ++i)
            LACUNA_TRY_VOID(readInto(c.categories[i], weights, kCategoryKeys[i], 1000, where));
    }
    return c;
}

double CurriculumPoint::balance() const {
    const auto [least, most] = std::ranges::minmax(categories);
    return most > 0 ? least / most : 1;
}

CurriculumPoint pointAt(const Curriculum& curriculum, std::int64_t step) {
    CurriculumPoint point{curriculum.textComplexity.at(step), curriculum.quality.at(step),
                          curriculum.photographs.at(step), curriculum.real.at(step)};
    for (std::size_t i = 0; i < point.categories.size(); ++i)
        point.categories[i] = curriculum.categories[i].at(step);
    return point;
}

SceneOptions sceneOptions(const CurriculumPoint& point, double aspect, double draw) {
    SceneOptions options;
    options.aspect = aspect;
    const double whole = std::floor(point.textComplexity);
    options.maxTextComplexity = int(whole) + (draw < point.textComplexity - whole ? 1 : 0);
    options.categoryWeights = point.categories;
    options.photographShare = point.photographs;
    return options;
}

}  // namespace lacuna::training

// What a model is shown when: easy posters first, the whole range later. Five dimensions, each a schedule of
// the run's configuration: resolution (the run's stages), text complexity, quality, balance of categories,
// real and synthetic pictures.
#pragma once

#include <array>
#include <vector>

#include "engine/formats/json_file.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// A number that changes with the step: straight lines between the given points, level before and after them.
class Ramp {
  public:
    Ramp(double value) : points_{{0, value}} {}  // NOLINT: a number is a schedule that never changes
    /// @param json a number, or [[step, value], ...] with rising steps. Errors: BadFile, also for values
    /// outside [low, high].
    static Result<Ramp> read(const Json& json, double low, double high, const std::string& key,
                             const std::string& where);
    double at(std::int64_t step) const;
    /// The largest value that it ever has.
    double most() const;

  private:
    std::vector<std::pair<double, double>> points_;
};

struct Curriculum {
    Ramp textComplexity = 3;  ///< most, 0..3; between two whole numbers some posters have the larger one
    Ramp quality = 0;         ///< least aesthetic score, 0..1; 0 = not looked at
    Ramp photographs = 0.15;  ///< share of posters that look like a photograph
    Ramp real = 0;            ///< share of the person's own pictures
    std::array<Ramp, kCategories> categories{1, 1, 1, 1, 1};  ///< weights
};

/// The run file's "curriculum": {"text_complexity", "quality", "photographs", "real", "categories":
/// {"festival", "season", "trade", "event", "daily"}}, all optional. Errors: BadFile naming the key.
Result<Curriculum> readCurriculum(const Json& json, const std::string& where);

/// One step of a curriculum.
struct CurriculumPoint {
    double textComplexity = 3, quality = 0, photographs = 0.15, real = 0;
    std::array<double, kCategories> categories{1, 1, 1, 1, 1};

    /// Smallest over largest weight of the categories: 1 = balanced.
    double balance() const;
};
CurriculumPoint pointAt(const Curriculum& curriculum, std::int64_t step);

/// Options for one poster. @param draw in [0, 1), decides between two text complexities.
SceneOptions sceneOptions(const CurriculumPoint& point, double aspect, double draw);

}  // namespace lacuna::training

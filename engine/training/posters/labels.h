// What is on a poster as labels, in a fixed order, for classifiers and reports.
#pragma once

#include "engine/formats/json_file.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// A page is divided into kCellsAcross x kCellsAcross cells, numbered row by row from the top left.
inline constexpr int kCellsAcross = 3;
int cellOf(double x, double y, double aspect);

struct LabelledSubject {
    Name kind, colour;
    int cell = 0;  ///< of its centre
    bool operator==(const LabelledSubject&) const = default;
};

struct SceneLabels {
    Background background = Background::Sky;
    int palette = 0;
    Layout layout = Layout::TitleTop;
    Decoration decoration = Decoration::None;
    TitlePlace titlePlace = TitlePlace::None;
    bool english = false, chinese = false;  ///< scripts of the title
    int face = -1;                          ///< the title's typeface; -1 without a title
    int textComplexity = 0;                 ///< 0..3
    bool photograph = false;
    std::vector<LabelledSubject> subjects;  ///< every one on the page, in the order they are painted
    bool operator==(const SceneLabels&) const = default;
};

SceneLabels sceneLabels(const Scene& scene, const AtlasNames& names);
/// Names instead of numbers; stable keys.
Json labelsJson(const SceneLabels& labels, const AtlasNames& names);

}  // namespace lacuna::training

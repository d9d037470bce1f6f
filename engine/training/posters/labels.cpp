// See labels.h.
#include "engine/training/posters/labels.h"

#include <algorithm>

namespace lacuna::training {

int cellOf(double x, double y, double aspect) {
    const auto part = [](double v) { return std::clamp(int(v * kCellsAcross), 0, kCellsAcross - 1); };
    return part(y / aspect) * kCellsAcross + part(x);
}

SceneLabels sceneLabels(const Scene& scene, const AtlasNames& names) {
    SceneLabels labels;
    labels.background = scene.background;
    labels.palette = scene.palette;
    labels.layout = scene.layout;
    labels.decoration = scene.decoration;
    labels.titlePlace = scene.titlePlace;
    labels.english = !scene.titleEnglish.empty();
    labels.chinese = !scene.titleChinese.empty();
    if (!scene.lines.empty()) labels.face = scene.lines.front().face;
    labels.textComplexity = textComplexity(scene);
    labels.photograph = isPhotograph(scene.background);
    for (const SubjectOnPage& on : scene.subjects) {
        const SpriteName& sprite = names.sprites[std::size_t(on.sprite)];
        labels.subjects.push_back({sprite.subject, sprite.colour, cellOf(on.x, on.y, scene.aspect)});
    }
    return labels;
}

Json labelsJson(const SceneLabels& labels, const AtlasNames& names) {
    static constexpr std::array kPlaces{"none", "top", "bottom", "middle", "left edge", "right edge"};
    const bool faced = labels.face >= 0 && labels.face < int(names.faces.size());
    Json json{{"background", nameOf(labels.background, labels.palette).english},
              {"family", int(labels.background)},
              {"palette", labels.palette},
              {"layout", nameOf(labels.layout).english},
              {"decoration", nameOf(labels.decoration).english},
              {"title_place", kPlaces[std::size_t(labels.titlePlace)]},
              {"english", labels.english},
              {"chinese", labels.chinese},
              {"typeface", faced ? Json(names.faces[std::size_t(labels.face)].style.english) : Json()},
              {"text_complexity", labels.textComplexity},
              {"photograph", labels.photograph},
              {"subjects", Json::array()}};
    for (const LabelledSubject& subject : labels.subjects) {
        json["subjects"].push_back(
            {{"kind", subject.kind.english}, {"colour", subject.colour.english}, {"cell", subject.cell}});
    }
    return json;
}

}  // namespace lacuna::training

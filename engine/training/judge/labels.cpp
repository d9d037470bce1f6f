// See labels.h.
#include "engine/training/judge/labels.h"

#include <algorithm>

namespace lacuna::training {
namespace {

void addOnce(std::vector<Name>& names, const Name& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

int indexOf(const std::vector<Name>& names, const Name& name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : int(found - names.begin());
}

Json jsonOf(const std::vector<Name>& names) {
    Json list = Json::array();
    for (const Name& name : names) list.push_back({name.english, name.chinese});
    return list;
}

Result<std::vector<Name>> namesFrom(const JsonObject& json, const char* key) {
    constexpr std::size_t kMost = 10000;
    const auto wrong = [&] {
        return fail(ErrorKind::BadFile,
                    std::string("\"") + key +
                        "\" must be a list of [english, chinese] pairs. Train the classifier again.",
                    json.where());
    };
    const auto found = json.json().find(key);
    if (found == json.json().end() || !found->is_array() || found->empty() || found->size() > kMost)
        return wrong();
    std::vector<Name> names;
    for (const Json& pair : *found) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
            return wrong();
        names.push_back({pair[0].get<std::string>(), pair[1].get<std::string>()});
    }
    return names;
}

}  // namespace

LabelSpace LabelSpace::of(const AtlasNames& names) {
    LabelSpace space;
    for (const SpriteName& sprite : names.sprites) {
        addOnce(space.subjects, sprite.subject);
        addOnce(space.colours, sprite.colour);
    }
    return space;
}

Result<LabelSpace> LabelSpace::read(const JsonObject& json) {
    LabelSpace space;
    LACUNA_TRY(space.subjects, namesFrom(json, "subjects"));
    LACUNA_TRY(space.colours, namesFrom(json, "colours"));
    return space;
}

Json LabelSpace::json() const {
    return {{"subjects", jsonOf(subjects)}, {"colours", jsonOf(colours)}};
}

int LabelSpace::subjectOf(const Name& name) const {
    return indexOf(subjects, name);
}

int LabelSpace::colourOf(const Name& name) const {
    return indexOf(colours, name);
}

int SubjectLabel::cell() const {
    const auto part = [](double v) { return std::clamp(int(v * kCellSide), 0, kCellSide - 1); };
    return part(y) * kCellSide + part(x);
}

PosterLabels labelsOf(const Scene& scene, const AtlasNames& names, const LabelSpace& space) {
    PosterLabels labels;
    labels.background = scene.background;
    labels.palette = scene.palette;
    labels.titlePlace = scene.titlePlace;
    labels.english = !scene.titleEnglish.empty();
    labels.chinese = !scene.titleChinese.empty();
    for (const SubjectOnPage& on : scene.subjects) {
        const SpriteName& sprite = names.sprites[std::size_t(on.sprite)];
        const int subject = space.subjectOf(sprite.subject), colour = space.colourOf(sprite.colour);
        const bool known = std::ranges::any_of(
            labels.subjects, [&](const SubjectLabel& other) { return other.subject == subject; });
        if (subject < 0 || colour < 0 || known) continue;
        labels.subjects.push_back({subject, colour, on.x, on.y / scene.aspect});
    }
    return labels;
}

LabelBatch batchOf(std::span<const PosterLabels> labels, const LabelSpace& space, torch::Device device) {
    const auto n = std::int64_t(labels.size()), s = std::int64_t(space.subjects.size());
    LabelBatch batch{torch::zeros({n}, torch::kLong),       torch::zeros({n, s}),
                     torch::full({n, s}, -1, torch::kLong), torch::full({n, s}, -1, torch::kLong),
                     torch::zeros({n}, torch::kLong),       torch::zeros({n, 2})};
    for (std::int64_t i = 0; i < n; ++i) {
        const PosterLabels& one = labels[std::size_t(i)];
        batch.ground[i] = int(one.background) * kPalettes + one.palette;
        batch.titlePlace[i] = int(one.titlePlace);
        batch.scripts[i][0] = float(one.english);
        batch.scripts[i][1] = float(one.chinese);
        for (const SubjectLabel& subject : one.subjects) {
            batch.present[i][subject.subject] = 1;
            batch.colour[i][subject.subject] = subject.colour;
            batch.cell[i][subject.subject] = subject.cell();
        }
    }
    for (auto* tensor :
         {&batch.ground, &batch.present, &batch.colour, &batch.cell, &batch.titlePlace, &batch.scripts})
        *tensor = tensor->to(device);
    return batch;
}

}  // namespace lacuna::training

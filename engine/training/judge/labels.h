// What is on a poster, as numbers that a classifier can be taught and a generated picture can be held to.
#pragma once

#include <torch/torch.h>

#include <span>
#include <string>
#include <vector>

#include "engine/formats/json_file.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

/// A page is divided into kCellSide x kCellSide cells, numbered row by row.
inline constexpr int kCellSide = 3;
inline constexpr int kCells = kCellSide * kCellSide;
inline constexpr int kGrounds = kBackgrounds * kPalettes;  ///< background * kPalettes + palette
inline constexpr int kTitlePlaces = int(TitlePlace::RightEdge) + 1;

/// What a judge can name: the subjects and colours of the atlas it was taught with, each once.
struct LabelSpace {
    std::vector<Name> subjects, colours;
    bool operator==(const LabelSpace&) const = default;

    static LabelSpace of(const AtlasNames& names);
    /// Error: BadFile naming the key.
    static Result<LabelSpace> read(const JsonObject& json);
    Json json() const;
    /// Index of a name; -1 when there is none.
    int subjectOf(const Name& name) const;
    int colourOf(const Name& name) const;
};

/// One subject of a poster.
struct SubjectLabel {
    int subject = 0;
    int colour = 0;
    double x = 0, y = 0;  ///< centre in page widths and page heights, 0..1
    int cell() const;
};

/// A poster's labels: from its scene, or read by a judge.
struct PosterLabels {
    Background background = Background::Sky;
    int palette = 0;
    std::vector<SubjectLabel> subjects;  ///< each subject once
    TitlePlace titlePlace = TitlePlace::None;
    bool english = false, chinese = false;  ///< scripts of the title
};
PosterLabels labelsOf(const Scene& scene, const AtlasNames& names, const LabelSpace& space);

/// A batch of labels as tensors, for losses. N posters, S subjects.
struct LabelBatch {
    torch::Tensor ground;      ///< [N] int64
    torch::Tensor present;     ///< [N, S] float, 0 or 1
    torch::Tensor colour;      ///< [N, S] int64; -1 where the subject is absent
    torch::Tensor cell;        ///< [N, S] int64; -1 where the subject is absent
    torch::Tensor titlePlace;  ///< [N] int64
    torch::Tensor scripts;     ///< [N, 2] float: English, Chinese
};
LabelBatch batchOf(std::span<const PosterLabels> labels, const LabelSpace& space, torch::Device device);

}  // namespace lacuna::training

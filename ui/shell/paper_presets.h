// Sizes that posters come in: trim sizes in millimetres, and screens in pixels.
#pragma once

#include <QtCore/QSizeF>
#include <QtCore/QString>
#include <vector>

#include "engine/image/geometry.h"

namespace lacuna {

struct PaperPreset {
    QString name;
    QString group;  ///< heading in the list
    QSizeF mm;      ///< trim; empty for screens
    Size pixels;    ///< screens only
    bool isScreen() const { return !pixels.empty(); }
};

const std::vector<PaperPreset>& paperPresets();

/// Millimetres at a resolution, rounded to whole pixels.
int pixelsOf(double mm, double dpi);
Size pixelsOf(const QSizeF& mm, double dpi);
double mmOf(int pixels, double dpi);

}  // namespace lacuna

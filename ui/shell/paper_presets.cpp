// See paper_presets.h.
#include "ui/shell/paper_presets.h"

#include <QtCore/QCoreApplication>
#include <cmath>

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PaperPresets)
};

std::vector<PaperPreset> makePresets() {
    const QString iso = Words::tr("ISO"), jis = Words::tr("JIS"), china = Words::tr("China"),
                  inches = Words::tr("Inches"), large = Words::tr("Large"), screen = Words::tr("Screens");
    return {
        {"A4", iso, {210, 297}, {}},
        {"A3", iso, {297, 420}, {}},
        {"A2", iso, {420, 594}, {}},
        {"A1", iso, {594, 841}, {}},
        {"A0", iso, {841, 1189}, {}},
        {"B2", iso, {500, 707}, {}},
        {"JIS B3", jis, {364, 515}, {}},
        {"JIS B2", jis, {515, 728}, {}},
        {"JIS B1", jis, {728, 1030}, {}},
        {Words::tr("Quarto (large)"), china, {420, 570}, {}},  // 大度四开
        {Words::tr("Folio (large)"), china, {570, 840}, {}},   // 大度对开
        {"11 × 17 in", inches, {279.4, 431.8}, {}},
        {"18 × 24 in", inches, {457.2, 609.6}, {}},
        {"24 × 36 in", inches, {609.6, 914.4}, {}},
        {Words::tr("One-sheet 27 × 40 in"), inches, {685.8, 1016}, {}},
        {Words::tr("Roll-up 800 × 2000 mm"), large, {800, 2000}, {}},
        {Words::tr("6-sheet 1200 × 1800 mm"), large, {1200, 1800}, {}},
        {Words::tr("Square 1328 × 1328"), screen, {}, {1328, 1328}},
        {Words::tr("Post 1080 × 1350"), screen, {}, {1080, 1350}},
        {Words::tr("Story 1080 × 1920"), screen, {}, {1080, 1920}},
        {Words::tr("Display 2160 × 3840"), screen, {}, {2160, 3840}},
    };
}

}  // namespace

const std::vector<PaperPreset>& paperPresets() {
    static std::vector<PaperPreset> presets;
    static QString language;
    // Made again when the language has changed: the names are words.
    if (presets.empty() || language != Words::tr("ISO") + Words::tr("Screens")) {
        presets = makePresets();
        language = Words::tr("ISO") + Words::tr("Screens");
    }
    return presets;
}

int pixelsOf(double mm, double dpi) {
    return int(std::lround(mm / 25.4 * dpi));
}

Size pixelsOf(const QSizeF& mm, double dpi) {
    return {pixelsOf(mm.width(), dpi), pixelsOf(mm.height(), dpi)};
}

double mmOf(int pixels, double dpi) {
    return pixels * 25.4 / dpi;
}

}  // namespace lacuna

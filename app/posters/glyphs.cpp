// See glyphs.h. Distances are exact for a drawing of four times the size (Felzenszwalb and Huttenlocher,
// Distance Transforms of Sampled Functions, 2012).
#include "app/posters/glyphs.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QFontMetricsF>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/training/posters/atlas_format.h"

namespace lacuna::posters {
namespace {

constexpr int kScale = 4;
constexpr int kLargePx = kCellPx * kScale;
/// The rest of the cell is the space between Chinese characters, and room below the baseline for Latin
/// letters.
constexpr int kHanPx = 40;
constexpr int kLatinPx = 34;
constexpr double kBaseline = 0.8;  ///< of the cell's height, the same for all
constexpr double kFar = 1e12;

constexpr std::array kFaces{
    Face{"sans-serif", "黑体", "Noto Sans CJK SC", "Noto Sans CJK SC", 0, "SIL Open Font License 1.1"},
    Face{"serif", "宋体", "Noto Serif CJK SC", "Noto Serif CJK SC", 0, "SIL Open Font License 1.1"},
    Face{"brush", "毛笔", "LXGW WenKai", "Lobster Two", 0.022, "SIL Open Font License 1.1"},
    Face{"rounded", "圆体", "Noto Sans CJK SC", "Comfortaa", 0.06, "SIL Open Font License 1.1"},
};

/// Squared distances along one line: lower envelope of parabolas.
void transformLine(std::vector<double>& f, std::vector<double>& out, std::vector<int>& v,
                   std::vector<double>& z, int n) {
    int k = 0;
    v[0] = 0;
    z[0] = -kFar;
    z[1] = kFar;
    for (int q = 1; q < n; ++q) {
        double s = 0;
        for (;;) {
            const int p = v[std::size_t(k)];
            s = ((f[std::size_t(q)] + double(q) * q) - (f[std::size_t(p)] + double(p) * p)) / (2.0 * (q - p));
            if (s > z[std::size_t(k)] || k == 0) break;
            --k;
        }
        if (s <= z[std::size_t(k)]) k = -1;
        ++k;
        v[std::size_t(k)] = q;
        z[std::size_t(k)] = k == 0 ? -kFar : s;
        z[std::size_t(k) + 1] = kFar;
    }
    k = 0;
    for (int q = 0; q < n; ++q) {
        while (z[std::size_t(k) + 1] < q) ++k;
        const int p = v[std::size_t(k)];
        out[std::size_t(q)] = double(q - p) * (q - p) + f[std::size_t(p)];
    }
}

/// Squared distance of every pixel to the nearest one where `grid` is 0; others must be kFar.
void transform(std::vector<double>& grid) {
    const int n = kLargePx;
    std::vector<double> line(std::size_t(n), 0.0), out(line), z(std::size_t(n) + 1);
    std::vector<int> v(std::size_t(n), 0);
    const auto at = [n](int x, int y) { return std::size_t(y) * std::size_t(n) + std::size_t(x); };
    for (int x = 0; x < n; ++x) {
        for (int y = 0; y < n; ++y) line[std::size_t(y)] = grid[at(x, y)];
        transformLine(line, out, v, z, n);
        for (int y = 0; y < n; ++y) grid[at(x, y)] = out[std::size_t(y)];
    }
    for (int y = 0; y < n; ++y) {
        for (int x = 0; x < n; ++x) line[std::size_t(x)] = grid[at(x, y)];
        transformLine(line, out, v, z, n);
        for (int x = 0; x < n; ++x) grid[at(x, y)] = out[std::size_t(x)];
    }
}

std::vector<std::uint8_t> distancesOf(const QImage& large) {
    constexpr std::size_t kCount = std::size_t(kLargePx) * std::size_t(kLargePx);
    std::vector<double> toInk(kCount), toPaper(kCount);
    for (int y = 0; y < kLargePx; ++y) {
        const uchar* row = large.constScanLine(y);
        for (int x = 0; x < kLargePx; ++x) {
            const std::size_t at = std::size_t(y) * kLargePx + std::size_t(x);
            toInk[at] = row[x] >= 128 ? 0 : kFar;
            toPaper[at] = row[x] >= 128 ? kFar : 0;
        }
    }
    transform(toInk);
    transform(toPaper);
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < kCellPx; ++y) {
        for (int x = 0; x < kCellPx; ++x) {
            double sum = 0;  // of the four pixels around the small pixel's middle
            for (const int dy : {1, 2}) {
                for (const int dx : {1, 2}) {
                    const std::size_t at =
                        std::size_t(y * kScale + dy) * kLargePx + std::size_t(x * kScale + dx);
                    const double inside = std::sqrt(std::min(toPaper[at], kFar)),
                                 outside = std::sqrt(std::min(toInk[at], kFar));
                    sum += inside > 0 ? inside - 0.5 : 0.5 - outside;
                }
            }
            const double cellPx = sum / 4 / kScale;
            bytes.push_back(std::uint8_t(
                std::clamp(std::lround(127.5 + cellPx * 127.5 / training::kGlyphSpreadPx), 0l, 255l)));
        }
    }
    return bytes;
}

bool isHan(char32_t c) {
    return c >= 0x2E80;
}

}  // namespace

std::vector<Face> installedFaces() {
    const QStringList families = QFontDatabase::families();
    std::vector<Face> faces;
    for (const Face& face : kFaces) {
        if (!families.contains(QString::fromUtf8(face.han))) continue;
        faces.push_back(face);
        if (!families.contains(QString::fromUtf8(face.latin))) faces.back().latin = face.han;
    }
    return faces;
}

Glyph drawGlyph(const Face& face, char32_t character) {
    const bool han = isHan(character);
    QFont font(QString::fromUtf8(han ? face.han : face.latin));
    font.setPixelSize((han ? kHanPx : kLatinPx) * kScale);
    const bool light = han && face.rounding > 0.03;  // strokes are widened below
    font.setWeight(light ? QFont::Normal : QFont::Bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    const QString text = QString::fromUcs4(&character, 1);
    const double advance = QFontMetricsF(font).horizontalAdvance(text) / kScale;

    QPainterPath outline;
    const double gap = han ? 1 : 0;
    outline.addText((training::kGlyphBearingPx + gap) * kScale, kLargePx * kBaseline, font, text);
    QImage large(kLargePx, kLargePx, QImage::Format_Grayscale8);
    large.fill(Qt::black);
    QPainter painter(&large);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outline, Qt::white);
    if (han && face.rounding > 0) {
        QPen pen(Qt::white, face.rounding * kHanPx * kScale);
        pen.setJoinStyle(Qt::RoundJoin);
        painter.strokePath(outline, pen);
    }
    painter.end();
    return {distancesOf(large), std::clamp(int(std::lround(advance + 2 * gap)), 1, kCellPx)};
}

}  // namespace lacuna::posters

// See infill.h. Pull-push over a pyramid of means (Gortler et al., The Lumigraph, 1996, section 3.4.1).
#include "engine/image/infill.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/image/convert.h"

namespace lacuna {
namespace {

/// Colours times how well they are known, and how well (0..1).
struct Cell {
    float r = 0, g = 0, b = 0, known = 0;
    Cell& operator+=(const Cell& o) {
        r += o.r, g += o.g, b += o.b, known += o.known;
        return *this;
    }
    Cell scaled(float f) const { return {r * f, g * f, b * f, known * f}; }
};

struct Level {
    int width = 0, height = 0;
    std::vector<Cell> cells;
    Level(int w, int h) : width(w), height(h), cells(std::size_t(w) * std::size_t(h)) {}
    Cell& at(int x, int y) { return cells[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
    const Cell& at(int x, int y) const { return cells[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
    /// Bilinear, in this level's pixels (0.5 = centre of the first), edges extended.
    Cell sample(float x, float y) const {
        x = std::clamp(x - 0.5f, 0.0f, float(width - 1)), y = std::clamp(y - 0.5f, 0.0f, float(height - 1));
        const int x0 = int(x), y0 = int(y), x1 = std::min(x0 + 1, width - 1),
                  y1 = std::min(y0 + 1, height - 1);
        const float fx = x - float(x0), fy = y - float(y0);
        Cell sum = at(x0, y0).scaled((1 - fx) * (1 - fy));
        sum += at(x1, y0).scaled(fx * (1 - fy));
        sum += at(x0, y1).scaled((1 - fx) * fy);
        sum += at(x1, y1).scaled(fx * fy);
        return sum;
    }
};

template <class T>
class Infill {
  public:
    Infill(View pixels, ConstView unknown)
        : pixels_(pixels),
          unknown_(unknown),
          channels_(pixels.channels()),
          w_(pixels.width()),
          h_(pixels.height()) {
        push();
    }

    void smooth() {
        if (!pull()) return paintGrey();
        forEachUnknown(
            [&](int x, int y) { return levels_[0].sample((float(x) + 0.5f) / 2, (float(y) + 0.5f) / 2); });
    }

    void edgeExtend() {
        const std::vector<Offset> nearest = nearestKnown();
        if (nearest.empty()) return paintGrey();
        forEachUnknown([&](int x, int y) {
            const Offset to = nearest[std::size_t(y) * std::size_t(w_) + std::size_t(x)];
            const float distance = std::hypot(float(to.dx), float(to.dy));
            return softened(float(x + to.dx) + 0.5f, float(y + to.dy) + 0.5f, distance);
        });
    }

  private:
    struct Offset {
        int dx = 0, dy = 0;
        std::int64_t squared() const { return std::int64_t(dx) * dx + std::int64_t(dy) * dy; }
    };
    static constexpr int kFar = 1 << 20;
    static constexpr float kFull = float(T(~T{0}));

    Cell cell(int x, int y) const {
        const T* p = pixels_.row<T>(y) + std::size_t(x) * std::size_t(channels_);
        float known = 1 - float(unknown_.row<std::uint8_t>(y)[x]) / 255;
        if (channels_ == 4) known *= float(p[3]) / kFull;
        const bool grey = channels_ == 1;
        return {float(p[0]) * known, float(p[grey ? 0 : 1]) * known, float(p[grey ? 0 : 2]) * known, known};
    }

    /// Means of what is known, at half size, quarter size, ... down to one pixel.
    void push() {
        levels_.emplace_back((w_ + 1) / 2, (h_ + 1) / 2);
        for (int y = 0; y < h_; ++y) {
            for (int x = 0; x < w_; ++x) levels_[0].at(x / 2, y / 2) += cell(x, y).scaled(0.25f);
        }
        while (levels_.back().width > 1 || levels_.back().height > 1) {
            const Level& fine = levels_.back();
            Level coarse((fine.width + 1) / 2, (fine.height + 1) / 2);
            for (int y = 0; y < fine.height; ++y) {
                for (int x = 0; x < fine.width; ++x) coarse.at(x / 2, y / 2) += fine.at(x, y).scaled(0.25f);
            }
            levels_.push_back(std::move(coarse));
        }
    }

    /// From coarse to fine: what a level does not know comes from the one below it. False when nothing is
    /// known at all.
    bool pull() {
        if (levels_.back().at(0, 0).known <= 0) return false;
        for (std::size_t i = levels_.size(); i-- > 0;) {
            Level& fine = levels_[i];
            for (int y = 0; y < fine.height; ++y) {
                for (int x = 0; x < fine.width; ++x) {
                    Cell& c = fine.at(x, y);
                    if (c.known > 0) {
                        // A few known pixels of a cell speak for all of it: the weight saturates (Gortler et
                        // al., 3.4.1).
                        const float wanted = std::min(1.0f, c.known * 4);
                        c = c.scaled(wanted / c.known);
                    }
                    if (i + 1 < levels_.size() && c.known < 1) {
                        c += levels_[i + 1]
                                 .sample((float(x) + 0.5f) / 2, (float(y) + 0.5f) / 2)
                                 .scaled(1 - c.known);
                    } else if (c.known > 0 && i + 1 == levels_.size()) {
                        c = c.scaled(1 / c.known);
                    }
                }
            }
        }
        return true;
    }

    /// The known picture near (x, y), the blurrier the farther away it is to be shown.
    Cell softened(float x, float y, float distance) const {
        const float wanted = std::log2(1 + distance / 6);
        const int last = int(levels_.size()) - 1, low = std::min(int(wanted), last),
                  high = std::min(low + 1, last);
        Cell sum = normalised(sampleLevel(low, x, y)).scaled(1 - (wanted - std::floor(wanted)));
        sum += normalised(sampleLevel(high, x, y)).scaled(wanted - std::floor(wanted));
        return sum;
    }
    Cell sampleLevel(int level, float x, float y) const {
        if (level == 0) return cell(int(x), int(y));
        const float scale = std::ldexp(1.0f, -level);
        return levels_[std::size_t(level - 1)].sample(x * scale, y * scale);
    }
    static Cell normalised(Cell c) { return c.known > 0 ? c.scaled(1 / c.known) : c; }

    /// For each pixel the way to the nearest known one: two sweeps over the picture (Danielsson 1980, 8SED).
    std::vector<Offset> nearestKnown() const {
        std::vector<Offset> map(std::size_t(w_) * std::size_t(h_));
        bool any = false;
        for (int y = 0; y < h_; ++y) {
            for (int x = 0; x < w_; ++x) {
                const bool known = cell(x, y).known >= 0.5f;
                any |= known;
                map[std::size_t(y) * std::size_t(w_) + std::size_t(x)] =
                    known ? Offset{} : Offset{kFar, kFar};
            }
        }
        if (!any) return {};
        const auto take = [&](int x, int y, int nx, int ny) {
            if (nx < 0 || ny < 0 || nx >= w_ || ny >= h_) return;
            Offset& mine = map[std::size_t(y) * std::size_t(w_) + std::size_t(x)];
            Offset other = map[std::size_t(ny) * std::size_t(w_) + std::size_t(nx)];
            if (other.dx == kFar) return;
            other.dx += nx - x, other.dy += ny - y;
            if (other.squared() < mine.squared()) mine = other;
        };
        for (int y = 0; y < h_; ++y) {
            for (int x = 0; x < w_; ++x) {
                for (int dx = -1; dx <= 1; ++dx) take(x, y, x + dx, y - 1);
                take(x, y, x - 1, y);
            }
            for (int x = w_ - 1; x >= 0; --x) take(x, y, x + 1, y);
        }
        for (int y = h_ - 1; y >= 0; --y) {
            for (int x = w_ - 1; x >= 0; --x) {
                for (int dx = -1; dx <= 1; ++dx) take(x, y, x + dx, y + 1);
                take(x, y, x + 1, y);
            }
            for (int x = 0; x < w_; ++x) take(x, y, x - 1, y);
        }
        return map;
    }

    template <class Guess>
    void forEachUnknown(Guess guess) {
        // Guesses read the pyramid and pixels that are known at least by half; writing in place moves those
        // but slightly.
        for (int y = 0; y < h_; ++y) {
            const auto* unknown = unknown_.row<std::uint8_t>(y);
            for (int x = 0; x < w_; ++x) {
                if (unknown[x] > 0) write(x, y, normalised(guess(x, y)), float(unknown[x]) / 255);
            }
        }
    }
    void paintGrey() {
        forEachUnknown([](int, int) { return Cell{kFull / 2, kFull / 2, kFull / 2, 1}; });
    }
    void write(int x, int y, const Cell& guess, float amount) {
        T* p = pixels_.row<T>(y) + std::size_t(x) * std::size_t(channels_);
        if (channels_ == 4) {
            if (p[3] == 0) amount = 1;
            p[3] = T(~T{0});
        }
        const float colour[3] = {guess.r, guess.g, guess.b};
        const auto put = [&](int c, float value) {
            p[c] = T(std::clamp(float(p[c]) + amount * (value - float(p[c])), 0.0f, kFull) + 0.5f);
        };
        if (channels_ == 1)
            put(0, (colour[0] + colour[1] + colour[2]) / 3);
        else
            for (int c = 0; c < 3; ++c) put(c, colour[c]);
    }

    View pixels_;
    ConstView unknown_;
    int channels_, w_, h_;
    std::vector<Level> levels_;
};

template <class T>
void infillAs(View pixels, ConstView unknown, InfillMode mode) {
    Infill<T> infill(pixels, unknown);
    if (mode == InfillMode::Smooth)
        infill.smooth();
    else
        infill.edgeExtend();
}

}  // namespace

void infill(View pixels, ConstView unknown, InfillMode mode) {
    LACUNA_CHECK(pixels.size() == unknown.size() && unknown.format() == PixelFormat::Gray8);
    if (pixels.empty()) return;
    if (isDeep(pixels.format()))
        infillAs<std::uint16_t>(pixels, unknown, mode);
    else
        infillAs<std::uint8_t>(pixels, unknown, mode);
}

Bitmap unknownFromAlpha(ConstView pixels) {
    Bitmap result = alphaOf(pixels);
    for (std::byte& b : result.bytes()) b = ~b;
    return result;
}

}  // namespace lacuna

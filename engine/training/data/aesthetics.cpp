// See aesthetics.h.
#include "engine/training/data/aesthetics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/image/convert.h"

namespace lacuna::training::data {
namespace {

struct Moments {
    double sum = 0, squares = 0, count = 0;
    void add(double v) { sum += v, squares += v * v, ++count; }
    double mean() const { return count > 0 ? sum / count : 0; }
    double variance() const { return count > 0 ? std::max(0.0, squares / count - mean() * mean()) : 0; }
};

/// Sharpness and noise: two 3 x 3 kernels over luma.
void measureDetail(const Bitmap& grey, ImageMeasures& result) {
    Moments laplacian, noise;
    for (int y = 1; y + 1 < grey.height(); ++y) {
        const auto *a = grey.row<std::uint8_t>(y - 1), *b = grey.row<std::uint8_t>(y),
                   *c = grey.row<std::uint8_t>(y + 1);
        for (int x = 1; x + 1 < grey.width(); ++x) {
            const int cross = a[x] + c[x] + b[x - 1] + b[x + 1];
            const int corners = a[x - 1] + a[x + 1] + c[x - 1] + c[x + 1];
            laplacian.add(cross - 4 * b[x]);
            noise.add(std::abs(corners - 2 * cross + 4 * b[x]));
        }
    }
    result.laplacianVariance = laplacian.variance();
    result.noiseSigma = std::sqrt(std::numbers::pi / 2) / 6 * noise.mean();
}

void measureLight(const Bitmap& grey, ImageMeasures& result) {
    std::array<std::int64_t, 256> histogram{};
    Moments luma;
    for (const std::byte value : grey.bytes()) ++histogram[std::size_t(value)], luma.add(double(value));
    const auto percentile = [&](double share) {
        std::int64_t below = 0;
        int value = 0;
        while (value < 255 && double(below += histogram[std::size_t(value)]) < share * luma.count) ++value;
        return value;
    };
    result.meanLuma = luma.mean();
    result.lumaRange = percentile(0.99) - percentile(0.01);
}

void measureColour(const Bitmap& rgb, ImageMeasures& result) {
    Moments redGreen, yellowBlue;
    std::array<Moments, 3> channels;
    const auto eachPixel = [&](auto&& visit) {
        for (int y = 0; y < rgb.height(); ++y) {
            const auto* p = rgb.row<std::uint8_t>(y);
            for (int x = 0; x < rgb.width(); ++x, p += 3) visit(x, y, p);
        }
    };
    eachPixel([&](int, int, const std::uint8_t* p) {
        redGreen.add(p[0] - p[1]);
        yellowBlue.add(0.5 * (p[0] + p[1]) - p[2]);
        for (int c = 0; c < 3; ++c) channels[std::size_t(c)].add(p[c]);
    });
    result.colourfulness = std::sqrt(redGreen.variance() + yellowBlue.variance()) +
                           0.3 * std::hypot(redGreen.mean(), yellowBlue.mean());
    double weight = 0, centreX = 0, centreY = 0;
    eachPixel([&](int x, int y, const std::uint8_t* p) {
        double salience = 0;
        for (int c = 0; c < 3; ++c) salience += std::pow(p[c] - channels[std::size_t(c)].mean(), 2);
        weight += salience, centreX += salience * (x + 0.5), centreY += salience * (y + 0.5);
    });
    if (weight <= 0) return;
    centreX /= weight * rgb.width(), centreY /= weight * rgb.height();
    result.offBalance = std::hypot(centreX - 0.5, centreY - 0.5);
    for (const double x : {1 / 3.0, 2 / 3.0}) {
        for (const double y : {1 / 3.0, 2 / 3.0})
            result.offBalance = std::min(result.offBalance, std::hypot(centreX - x, centreY - y));
    }
}

double unit(double value) {
    return std::clamp(value, 0.0, 1.0);
}

}  // namespace

ImageMeasures measureImage(ConstView picture) {
    LACUNA_CHECK(picture.width() >= 3 && picture.height() >= 3);
    const Bitmap rgb = converted(flattened(picture), PixelFormat::Rgb8);
    const Bitmap grey = converted(rgb, PixelFormat::Gray8);
    ImageMeasures result;
    measureDetail(grey, result);
    measureLight(grey, result);
    measureColour(rgb, result);
    return result;
}

AestheticScore aestheticScore(const ImageMeasures& m) {
    AestheticScore score;
    score.sharpness = unit((std::log10(1 + m.laplacianVariance) - 0.5) / 2.5);  // 3 -> 0, 1000 -> 1
    score.cleanness = unit(1 - (m.noiseSigma - 2) / 18);                        // 2 -> 1, 20 -> 0
    score.exposure = unit(1 - std::pow((m.meanLuma - 127.5) / 127.5, 4));       // flat around the middle
    score.contrast = unit(m.lumaRange / 200);
    score.colour = unit(m.colourfulness / 82);  // "highly colourful" in the paper's table 2
    score.balance = unit(1 - m.offBalance / 0.3);
    double logarithm = 0;
    for (const auto& [weight, part] : {std::pair{0.3, score.sharpness},
                                       {0.3, score.cleanness},
                                       {0.1, score.exposure},
                                       {0.1, score.contrast},
                                       {0.1, score.colour},
                                       {0.1, score.balance}})
        logarithm += weight * std::log(std::max(part, 0.01));
    score.value = std::exp(logarithm);
    return score;
}

}  // namespace lacuna::training::data

// See buckets.h.
#include "engine/training/data/buckets.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/image/convert.h"
#include "engine/image/inpaint_plan.h"
#include "engine/image/resample.h"

namespace lacuna::training::data {
namespace {

constexpr std::array<double, 9> kRatios{0.5,     9.0 / 16, 2.0 / 3,  3.0 / 4, 1.0,
                                        4.0 / 3, 3.0 / 2,  16.0 / 9, 2.0};

}  // namespace

Size bucketOf(Size picture, std::int64_t resolution, int grid) {
    const double ratio = double(picture.width) / picture.height;
    const auto nearest =
        std::ranges::min(kRatios, {}, [&](double r) { return std::abs(std::log(r / ratio)); });
    const Size size = sizeForArea(resolution * resolution, nearest, grid);
    return {std::max(size.width, grid), std::max(size.height, grid)};
}

Bitmap fittedTo(ConstView picture, Size bucket) {
    const double scale =
        std::max(double(bucket.width) / picture.width(), double(bucket.height) / picture.height());
    const double width = bucket.width / scale, height = bucket.height / scale;
    const double left = (picture.width() - width) / 2, top = (picture.height() - height) / 2;
    return resized(picture, bucket, Filter::Lanczos, {left, top, left + width, top + height});
}

Bitmap reducedTo(ConstView picture, int longest) {
    const double scale = double(longest) / std::max(picture.width(), picture.height());
    if (scale >= 1) return converted(picture, picture.format());
    return resized(picture, {std::max(1, int(std::lround(picture.width() * scale))),
                             std::max(1, int(std::lround(picture.height() * scale)))});
}

}  // namespace lacuna::training::data

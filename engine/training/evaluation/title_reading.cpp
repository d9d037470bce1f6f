// See title_reading.h.
#include "engine/training/evaluation/title_reading.h"

#include <cmath>

#include "engine/pipeline/pictures.h"
#include "engine/training/posters/painter.h"
#include "engine/training/posters/words.h"

namespace lacuna::training {
namespace {

/// Rows and columns [top, bottom) x [left, right), in page widths, cut to the page; at least one pixel.
torch::Tensor cut(const torch::Tensor& picture, double left, double top, double right, double bottom) {
    const auto width = picture.size(2), height = picture.size(1);
    const auto pixel = [&](double at, std::int64_t side) {
        return std::clamp<std::int64_t>(std::llround(at * double(width)), 0, side);
    };
    const auto x = std::min(pixel(left, width), width - 1), y = std::min(pixel(top, height), height - 1);
    return picture.slice(1, y, std::max(y + 1, pixel(bottom, height)))
        .slice(2, x, std::max(x + 1, pixel(right, width)));
}

}  // namespace

torch::Tensor linePicture(const torch::Tensor& picture, const LineOnPage& line) {
    if (!line.vertical) {
        const double half = line.depth() / 2 + 0.12 * line.em;
        return cut(picture, 0, line.y - half, 1, line.y + half);
    }
    std::vector<torch::Tensor> cells;
    const auto count = std::int64_t(line.text.size());
    std::int64_t side = std::max<std::int64_t>(1, std::llround(line.em * double(picture.size(2))));
    for (std::int64_t i = 0; i < count; ++i) {
        const double middle = line.y + (double(i) - double(count - 1) / 2) * line.em;
        const auto cell = cut(picture, line.x - line.em / 2, middle - line.em / 2, line.x + line.em / 2,
                              middle + line.em / 2);
        // Rounding and the page's edge make cells differ by a pixel or so.
        cells.push_back(at::upsample_bilinear2d(cell.unsqueeze(0), {side, side}, false).squeeze(0));
    }
    return cells.empty() ? picture : torch::cat(cells, 2);
}

Result<ReadTitles> readTitles(TextReader& reader, const torch::Tensor& picture, const Scene& scene) {
    ReadTitles titles;
    for (const LineOnPage& line : scene.lines) {
        const std::string text = utf8(line.text);
        const bool chinese = text == scene.titleChinese;
        if (!chinese && text != scene.titleEnglish) continue;
        const Bitmap bitmap = bytesBitmap(toBytes(linePicture(picture, line)));
        LACUNA_TRY(auto read, reader.read(bitmap, chinese ? Script::Chinese : Script::English,
                                          line.rows > 1 ? TextLayout::Block : TextLayout::Line));
        (chinese ? titles.chinese : titles.english) = std::move(read.text);
    }
    return titles;
}

}  // namespace lacuna::training

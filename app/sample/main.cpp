// Writes the sample poster's files: mid_autumn.ora (its layers), mid_autumn.png (what they look like
// together) and mid_autumn_mask.png (where the first fill is suggested). Run by hand when the painter
// changes; the results are in resources/samples.
#include <QDir>
#include <QGuiApplication>
#include <QPainter>
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "app/sample/mid_autumn_poster.h"
#include "engine/formats/ora.h"

using namespace lacuna;

namespace {

Image toImage(const QImage& source, PixelFormat format) {
    const QImage pixels = source.convertToFormat(format == PixelFormat::Gray8 ? QImage::Format_Grayscale8
                                                                              : QImage::Format_RGBA8888);
    Bitmap bitmap({pixels.width(), pixels.height()}, format);
    for (int y = 0; y < pixels.height(); ++y) {
        std::memcpy(bitmap.row<std::uint8_t>(y), pixels.constScanLine(y), bitmap.bytesPerRow());
    }
    return std::move(bitmap).freeze();
}

/// The part of the page that is not fully transparent, so that a layer is as large as what is on it.
QRect contentOf(const QImage& image) {
    QRect content;
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        const auto painted = [](QRgb pixel) { return qAlpha(pixel) != 0; };
        const auto* end = row + image.width();
        const auto* first = std::find_if(row, end, painted);
        if (first == end) continue;
        const auto* last =
            std::find_if(std::make_reverse_iterator(end), std::make_reverse_iterator(first), painted).base();
        content |= QRect(int(first - row), y, int(last - first), 1);
    }
    return content;
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: lacuna-sample-poster FOLDER\n");
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const SamplePoster sample = paintMidAutumnPoster();

    QImage merged(sample.size, QImage::Format_ARGB32);
    merged.fill(Qt::transparent);
    PosterFile file;
    file.size = {sample.size.width(), sample.size.height()};
    file.dpi = 150;
    QPainter painter(&merged);
    for (const SampleLayer& layer : sample.layers) {
        painter.drawImage(0, 0, layer.image);
        const QRect content = contentOf(layer.image);
        PosterLayer out;
        out.name = layer.name.toStdString();
        out.x = content.x();
        out.y = content.y();
        out.pixels = toImage(layer.image.copy(content), PixelFormat::Rgba8);
        file.layers.insert(file.layers.begin(), std::move(out));  // the file lists layers from the top
    }
    painter.end();
    file.merged = toImage(merged, PixelFormat::Rgba8);

    if (const auto written = writePoster(folder.filePath("mid_autumn.ora").toStdString(), file); !written) {
        std::fprintf(stderr, "%s\n", describe(written.error()).c_str());
        return 1;
    }
    const bool saved =
        merged.convertToFormat(QImage::Format_RGB888).save(folder.filePath("mid_autumn.png")) &&
        sample.mask.save(folder.filePath("mid_autumn_mask.png"));
    if (!saved)
        std::fprintf(stderr, "The pictures could not be written. Is %s a folder with space left?\n", argv[1]);
    return saved ? 0 : 1;
}

// Pictures and damaged files that the tests make themselves.
#pragma once

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <filesystem>
#include <vector>

#include "engine/formats/image_file.h"
#include "tests/engine/image/noise.h"

namespace lacuna::tests {

/// Smooth enough that lossy types come close: a gradient in each channel, alpha too.
inline Image gradient(Size size, PixelFormat format) {
    Bitmap bitmap(size, format);
    const int channels = channelCount(format);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            for (int c = 0; c < channels; ++c) {
                const int value =
                    (c % 2 ? 65535 * y / size.height : 65535 * x / size.width) / (c == 2 ? 2 : 1);
                if (bytesPerChannel(format) == 2)
                    bitmap.row<std::uint16_t>(y)[x * channels + c] = std::uint16_t(value);
                else
                    bitmap.row<std::uint8_t>(y)[x * channels + c] = std::uint8_t(value >> 8);
            }
        }
    }
    return std::move(bitmap).freeze();
}

inline std::vector<std::byte> encoded(const Image& image, ImageFileType type, std::string recipe = {}) {
    ImageWriteOptions options;
    options.type = type;
    options.recipe = std::move(recipe);
    options.dpi = 300;
    return encodeImage(image, options).value();
}

inline std::filesystem::path put(const QTemporaryDir& folder, const char* name,
                                 std::span<const std::byte> bytes) {
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write a test file");
    file.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size()));
    return file.fileName().toStdString();
}

}  // namespace lacuna::tests

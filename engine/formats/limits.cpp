// See limits.h.
#include "engine/formats/limits.h"

#include <new>
#include <string>

namespace lacuna {

Result<void> checkImageSize(std::int64_t width, std::int64_t height, std::string_view file,
                            const ImageLimits& limits) {
    const std::string claim = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width <= 0 || height <= 0) {
        return fail(ErrorKind::BadFile,
                    std::string(file) + " says that it has " + claim + ". Try another copy of the file.",
                    std::string(file));
    }
    if (width > limits.maxSide || height > limits.maxSide) {
        return fail(ErrorKind::Unsupported,
                    std::string(file) + " says that it has " + claim + ", and " +
                        std::to_string(limits.maxSide) +
                        " a side is the most. Reduce it in another program and open it again.",
                    std::string(file));
    }
    if (width * height > limits.maxPixels) {
        return fail(ErrorKind::Unsupported,
                    std::string(file) + " says that it has " + claim + ", and " +
                        std::to_string(limits.maxPixels / 1'000'000) +
                        " million pixels are the most. Reduce it in another program and open it again.",
                    std::string(file));
    }
    return {};
}

Result<Bitmap> allocateBitmap(Size size, PixelFormat format, std::string_view file,
                              const ImageLimits& limits) {
    LACUNA_TRY_VOID(checkImageSize(size.width, size.height, file, limits));
    try {
        return Bitmap(size, format);
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory,
                    std::string(file) + " needs " +
                        std::to_string(size.area() * bytesPerPixel(format) / 1'000'000) +
                        " MB of memory, which are not free. Close other pictures, or reduce this one.",
                    std::string(file));
    }
}

}  // namespace lacuna

// Pixels as plain values. A Bitmap is drawn on and has one owner; std::move(bitmap).freeze() gives an Image,
// which is shared and read-only: the type says who may write, so an Image may cross threads without a lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/image/geometry.h"

namespace lacuna {

/// Channels and depth. Colour is sRGB, alpha is straight (not premultiplied), 16 bits are 0..65535 in native
/// byte order.
enum class PixelFormat : std::uint8_t { Gray8, Rgb8, Rgba8, Gray16, Rgb16, Rgba16 };

int channelCount(PixelFormat format);
int bytesPerChannel(PixelFormat format);
inline int bytesPerPixel(PixelFormat format) {
    return channelCount(format) * bytesPerChannel(format);
}

class Image;

/// Writable pixels, rows without padding, initially zero. Movable, not copyable (see clone()).
class Bitmap {
  public:
    Bitmap() = default;
    /// Both sides must be >= 0 and the byte count must fit in memory; callers check untrusted sizes first
    /// (limits.h of formats).
    Bitmap(Size size, PixelFormat format);
    Bitmap(Bitmap&&) noexcept = default;
    Bitmap& operator=(Bitmap&&) noexcept = default;

    Size size() const { return size_; }
    int width() const { return size_.width; }
    int height() const { return size_.height; }
    PixelFormat format() const { return format_; }
    bool empty() const { return size_.empty(); }
    std::size_t bytesPerRow() const { return std::size_t(size_.width) * std::size_t(bytesPerPixel(format_)); }

    std::span<std::byte> bytes() { return bytes_; }
    std::span<const std::byte> bytes() const { return bytes_; }
    /// Row y as channels of 8 or 16 bits: T is std::uint8_t or std::uint16_t and must match the format.
    template <class T>
    T* row(int y) {
        return reinterpret_cast<T*>(bytes_.data() + std::size_t(y) * bytesPerRow());
    }
    template <class T>
    const T* row(int y) const {
        return reinterpret_cast<const T*>(bytes_.data() + std::size_t(y) * bytesPerRow());
    }

    Bitmap clone() const;
    Image freeze() &&;

  private:
    Size size_;
    PixelFormat format_ = PixelFormat::Rgba8;
    std::vector<std::byte> bytes_;
};

/// Shared, read-only pixels. Copying costs a reference count. A default-made Image is null.
class Image {
  public:
    Image() = default;
    explicit Image(std::shared_ptr<const Bitmap> pixels) : pixels_(std::move(pixels)) {}

    explicit operator bool() const { return pixels_ && !pixels_->empty(); }
    Size size() const { return pixels_ ? pixels_->size() : Size{}; }
    int width() const { return size().width; }
    int height() const { return size().height; }
    PixelFormat format() const { return pixels_ ? pixels_->format() : PixelFormat::Rgba8; }
    std::size_t bytesPerRow() const { return pixels_ ? pixels_->bytesPerRow() : 0; }
    std::span<const std::byte> bytes() const {
        return pixels_ ? pixels_->bytes() : std::span<const std::byte>{};
    }
    template <class T>
    const T* row(int y) const {
        return pixels_->row<T>(y);
    }
    /// A writable copy.
    Bitmap thaw() const { return pixels_ ? pixels_->clone() : Bitmap{}; }

  private:
    std::shared_ptr<const Bitmap> pixels_;
};

/// Same size, format and bytes.
bool operator==(const Image& a, const Image& b);

}  // namespace lacuna

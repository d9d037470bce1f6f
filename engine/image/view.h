// A view is a rectangle of pixels that someone else owns: a Bitmap, an Image, a tile, or a part of one. Every
// operation on pixels takes views, so nothing has to be copied to be worked on. A view is only valid while
// its owner lives and keeps its size.
#pragma once

#include <cstddef>

#include "engine/base/check.h"
#include "engine/image/image.h"

namespace lacuna {

/// Read-only pixels. Bitmap, Image and View convert to it. Rows are `stride` bytes apart.
class ConstView {
  public:
    ConstView() = default;
    ConstView(const std::byte* data, Size size, PixelFormat format, std::size_t stride)
        : data_(data), size_(size), format_(format), stride_(stride) {}
    ConstView(const Bitmap& bitmap)  // NOLINT: meant to convert
        : ConstView(bitmap.bytes().data(), bitmap.size(), bitmap.format(), bitmap.bytesPerRow()) {}
    ConstView(const Image& image)  // NOLINT: meant to convert
        : ConstView(image.bytes().data(), image.size(), image.format(), image.bytesPerRow()) {}

    bool empty() const { return size_.empty(); }
    Size size() const { return size_; }
    int width() const { return size_.width; }
    int height() const { return size_.height; }
    PixelFormat format() const { return format_; }
    int channels() const { return channelCount(format_); }
    std::size_t stride() const { return stride_; }
    const std::byte* data() const { return data_; }
    /// Row y as channels; T is std::uint8_t or std::uint16_t and must match the format.
    template <class T>
    const T* row(int y) const {
        return reinterpret_cast<const T*>(data_ + std::size_t(y) * stride_);
    }
    /// The part inside `area`, which must lie inside this view.
    ConstView part(const Rect& area) const {
        LACUNA_CHECK(boundsOf(size_).contains(area));
        return {
            data_ + std::size_t(area.y) * stride_ + std::size_t(area.x) * std::size_t(bytesPerPixel(format_)),
            area.size(), format_, stride_};
    }

  private:
    const std::byte* data_ = nullptr;
    Size size_;
    PixelFormat format_ = PixelFormat::Rgba8;
    std::size_t stride_ = 0;
};

/// Writable pixels. A Bitmap converts to it.
class View {
  public:
    View() = default;
    View(std::byte* data, Size size, PixelFormat format, std::size_t stride)
        : data_(data), size_(size), format_(format), stride_(stride) {}
    View(Bitmap& bitmap)  // NOLINT: meant to convert
        : View(bitmap.bytes().data(), bitmap.size(), bitmap.format(), bitmap.bytesPerRow()) {}

    operator ConstView() const { return {data_, size_, format_, stride_}; }  // NOLINT: meant to convert
    bool empty() const { return size_.empty(); }
    Size size() const { return size_; }
    int width() const { return size_.width; }
    int height() const { return size_.height; }
    PixelFormat format() const { return format_; }
    int channels() const { return channelCount(format_); }
    std::size_t stride() const { return stride_; }
    std::byte* data() const { return data_; }
    template <class T>
    T* row(int y) const {
        return reinterpret_cast<T*>(data_ + std::size_t(y) * stride_);
    }
    View part(const Rect& area) const {
        LACUNA_CHECK(boundsOf(size_).contains(area));
        return {
            data_ + std::size_t(area.y) * stride_ + std::size_t(area.x) * std::size_t(bytesPerPixel(format_)),
            area.size(), format_, stride_};
    }

  private:
    std::byte* data_ = nullptr;
    Size size_;
    PixelFormat format_ = PixelFormat::Rgba8;
    std::size_t stride_ = 0;
};

}  // namespace lacuna

// Pages under work and windows on them: a thing is painted inside a window around it, on one page or on many
// at once.
#pragma once

#include <torch/torch.h>

#include <vector>

namespace lacuna::training {

/// Where a window's middle lies, in pixels of its page.
struct WindowPlace {
    std::int64_t page = 0;
    double x = 0, y = 0;
};

/// Windows of one size, at most one a page. Coordinates are pixels, x to the right.
struct Windows {
    std::vector<std::int64_t> pages, left, top;
    std::int64_t width = 0, height = 0;
    torch::Tensor x, y;  ///< [n, 1, width], [n, height, 1]: pixel centres from each window's place
};

/// The maximum, and the mean with zeros outside, over squares around every pixel. @param radius pixels
torch::Tensor widen(const torch::Tensor& image, std::int64_t radius);
torch::Tensor soften(const torch::Tensor& image, std::int64_t radius);

class Canvas {
  public:
    Canvas(std::int64_t count, std::int64_t height, std::int64_t width, torch::Device device);

    std::int64_t height() const { return height_; }
    std::int64_t width() const { return width_; }
    torch::Device device() const { return device_; }

    /// Windows of about `width` x `height` pixels, smaller where the page is, moved to lie on the page.
    Windows windows(const std::vector<WindowPlace>& places, double width, double height) const;
    /// [n, 3, height, width]; a view of a single page, so not to be written on.
    torch::Tensor read(const Windows& windows) const;
    void write(const Windows& windows, const torch::Tensor& pixels);
    /// Colour premultiplied by its coverage [n, 1, height, width] over what is there.
    void blend(const Windows& windows, const torch::Tensor& colour, const torch::Tensor& coverage) {
        write(windows, read(windows) * (1 - coverage) + colour);
    }
    /// Numbers, one for each window, as [n, 1, 1].
    torch::Tensor column(const std::vector<float>& values) const;
    /// Colours, one for each window, as [n, 3, 1, 1].
    torch::Tensor colours(const std::vector<float>& channels) const;

    torch::Tensor pages;  ///< [count, 3, height, width], 0..1

  private:
    torch::Tensor indices(const std::vector<std::int64_t>& from, std::int64_t length) const;

    std::int64_t height_, width_;
    torch::Device device_;
};

}  // namespace lacuna::training

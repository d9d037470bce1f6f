// See vae_tiling.h.
#include "engine/models/qwen_image/vae_tiling.h"

#include <vector>

namespace lacuna::qwen_image {
namespace {

/// y / extent for y in [0, extent), shaped to multiply along dimension 2 (rows) or 3 (columns).
torch::Tensor ramp(std::int64_t extent, int dimension, const torch::Tensor& like) {
    const auto values = torch::arange(extent, like.options()) / double(extent);
    return dimension == 2 ? values.view({1, 1, extent, 1}) : values.view({1, 1, 1, extent});
}

/// Fades the beginning of `tile` along a dimension from the end of the tile before it. In place: the next
/// neighbour blends with what is already blended, as in the reference.
void blend(const torch::Tensor& before, torch::Tensor& tile, std::int64_t extent, int dimension) {
    extent = std::min({before.size(dimension), tile.size(dimension), extent});
    if (extent <= 0) return;
    const auto weight = ramp(extent, dimension, tile);
    auto head = tile.narrow(dimension, 0, extent);
    const auto tail = before.narrow(dimension, before.size(dimension) - extent, extent);
    head.copy_(tail * (1 - weight) + head * weight);
}

struct Grid {
    std::int64_t tile, stride;       ///< of the input
    std::int64_t blendExtent, kept;  ///< of the output: pixels faded, pixels kept of each tile
    std::int64_t height, width;      ///< of the output
};

torch::Tensor runTiles(const torch::Tensor& input, const Grid& grid, const OnTile& onTile,
                       const std::function<torch::Tensor(const torch::Tensor&)>& network) {
    const auto height = input.size(2), width = input.size(3);
    const auto down = (height + grid.stride - 1) / grid.stride,
               across = (width + grid.stride - 1) / grid.stride;
    torch::Tensor result;
    std::vector<torch::Tensor> above(static_cast<std::size_t>(across));
    for (std::int64_t i = 0; i < down; ++i) {
        std::vector<torch::Tensor> row;
        for (std::int64_t j = 0; j < across; ++j) {
            if (onTile) onTile(int(i * across + j), int(down * across));
            const auto y = i * grid.stride, x = j * grid.stride;
            auto tile = network(input.narrow(2, y, std::min(grid.tile, height - y))
                                    .narrow(3, x, std::min(grid.tile, width - x)));
            if (i > 0) blend(above[std::size_t(j)], tile, grid.blendExtent, 2);
            if (j > 0) blend(row.back(), tile, grid.blendExtent, 3);
            if (!result.defined())
                result = at::empty({tile.size(0), tile.size(1), grid.height, grid.width}, tile.options());
            const auto top = i * grid.kept, left = j * grid.kept;
            const auto rows = std::min({grid.kept, tile.size(2), grid.height - top});
            const auto columns = std::min({grid.kept, tile.size(3), grid.width - left});
            result.narrow(2, top, rows)
                .narrow(3, left, columns)
                .copy_(tile.narrow(2, 0, rows).narrow(3, 0, columns));
            row.push_back(std::move(tile));
        }
        above = std::move(row);
    }
    return result;
}

}  // namespace

bool needsTiles(std::int64_t height, std::int64_t width, const VaeTiling& tiling) {
    return height > tiling.tile || width > tiling.tile;
}

Moments encodeTiled(Vae& vae, const torch::Tensor& pixels, const VaeTiling& tiling, const OnTile& onTile) {
    const auto factor = vae->config().spatialFactor();
    const Grid grid{tiling.tile,
                    tiling.stride,
                    (tiling.tile - tiling.stride) / factor,
                    tiling.stride / factor,
                    pixels.size(2) / factor,
                    pixels.size(3) / factor};
    const auto both =
        runTiles(pixels, grid, onTile, [&](const torch::Tensor& tile) { return vae->encodeMoments(tile); });
    return Moments::of(both);
}

torch::Tensor decodeTiled(Vae& vae, const torch::Tensor& raw, const VaeTiling& tiling, const OnTile& onTile) {
    const auto factor = vae->config().spatialFactor();
    const Grid grid{tiling.tile / factor, tiling.stride / factor, tiling.tile - tiling.stride,
                    tiling.stride,        raw.size(2) * factor,   raw.size(3) * factor};
    return runTiles(raw, grid, onTile, [&](const torch::Tensor& tile) { return vae->decode(tile); });
}

}  // namespace lacuna::qwen_image

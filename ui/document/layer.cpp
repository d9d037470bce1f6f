// See layer.h.
#include "ui/document/layer.h"

#include <atomic>

namespace lacuna {

LayerId newLayerId() {
    static std::atomic<std::uint64_t> last{0};
    return {++last};
}

Layer makeLayer(std::string name, Depth depth) {
    Layer layer;
    layer.id = newLayerId();
    layer.name = std::move(name);
    layer.pixels = TileStore(rgbaOf(depth));
    return layer;
}

}  // namespace lacuna

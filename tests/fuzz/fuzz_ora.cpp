// Any bytes as a project file: refused, or a document whose masks fit its layers and whose sizes are within
// the limits.
#include <OpenImageIO/imageio.h>

#include "engine/base/check.h"
#include "engine/formats/ora.h"
#include "engine/formats/ora_stack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lacuna;
    [[maybe_unused]] static const bool singleThreaded = OIIO::attribute("threads", 1);
    if (size == 0) return 0;
    PosterLimits limits;
    limits.maxPixelBytes = 16u << 20;
    limits.maxSide = 4096;
    limits.maxLayers = 32;
    if (data[0] != 'P') {  // no zip: the list of layers alone
        const auto stack = parseStack({reinterpret_cast<const char*>(data), size}, limits, "stack.xml");
        if (stack) {
            const auto again = parseStack(writeStack(*stack), limits, "stack.xml");
            LACUNA_CHECK(again && again->layers.size() == stack->layers.size());
        }
        return 0;
    }
    const auto poster =
        readPosterFromMemory({reinterpret_cast<const std::byte*>(data), size}, "fuzz.ora", limits);
    if (!poster) return 0;
    LACUNA_CHECK(poster->layers.size() <= 32 && poster->size.width <= 4096 && poster->size.height <= 4096);
    for (const PosterLayer& layer : poster->layers) {
        LACUNA_CHECK(layer.opacity >= 0 && layer.opacity <= 1);
        LACUNA_CHECK(!layer.mask || layer.mask.size() == layer.pixels.size());
    }
    return 0;
}

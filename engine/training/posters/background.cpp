// See background.h.
#include "engine/training/posters/background.h"

#include "engine/training/posters/ground_page.h"

namespace lacuna::training {

torch::Tensor paintBackground(std::span<const Scene* const> scenes, std::int64_t height, std::int64_t width,
                              torch::Device device) {
    TORCH_CHECK(!scenes.empty(), "paintBackground: no scenes");
    static constexpr std::array kFamilies{&paintSky,       &paintNight,  &paintSkyline, &paintMountains,
                                          &paintWaves,     &paintPaper,  &paintStripes, &paintBokeh,
                                          &paintGeometric, &paintGarden, &paintLake,    &paintInterior};
    static_assert(kFamilies.size() == kBackgrounds);
    GroundPage page(scenes, height, width, device);
    return kFamilies[std::size_t(scenes.front()->background)](page);
}

}  // namespace lacuna::training

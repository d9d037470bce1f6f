// See keys.h.
#include "engine/models/qwen_image/keys.h"

namespace lacuna::qwen_image {

std::string transformerKey(std::string_view stored) {
    for (const std::string_view prefix : {"model.diffusion_model.", "diffusion_model.", "transformer."}) {
        if (stored.starts_with(prefix)) {
            stored.remove_prefix(prefix.size());
            break;
        }
    }
    return stored == "__index_timestep_zero__" ? std::string() : std::string(stored);
}

}  // namespace lacuna::qwen_image

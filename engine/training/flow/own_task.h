// The task that a picture serves beside text to image: a hole to fill, or a rough version of itself to
// refine. Works on any picture; what it knows of a poster's scene only chooses where holes are.
#pragma once

#include <torch/torch.h>

#include <string>

#include "engine/messages/request.h"
#include "engine/training/posters/random.h"
#include "engine/training/posters/scene.h"

namespace lacuna::training {

struct OwnTask {
    Task task = Task::Inpaint;
    torch::Tensor source;     ///< [3, H, W] uint8: what the task is given
    torch::Tensor hidden;     ///< [1, H/8, W/8], 1 = the source does not show the cell
    torch::Tensor unchanged;  ///< [1, H/8, W/8], 1 = the task must leave the cell as it is
    torch::Tensor features;   ///< [tokens, kMpeFeatures]
    std::string prefix;       ///< the operation in words, before the prompt
};

/// @param picture [3, H, W] uint8, sides multiples of 16. @param scene of the poster, may be empty.
OwnTask holeTask(const torch::Tensor& picture, const Scene& scene, Random& random);
OwnTask roughTask(const torch::Tensor& picture, Random& random);

/// [.., 3, H, W] in [-1, 1] to uint8 and back.
torch::Tensor bytesOf(const torch::Tensor& pixels);
torch::Tensor pixelsOf(const torch::Tensor& bytes);

}  // namespace lacuna::training

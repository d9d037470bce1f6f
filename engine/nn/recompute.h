// A stretch of a network that keeps nothing for its backward pass: it is computed again there. With one
// stretch a block, training needs the activations of a single block however deep the model is.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace lacuna::nn {

using Stretch = std::function<std::vector<torch::Tensor>(const std::vector<torch::Tensor>& inputs)>;

/// What `stretch(inputs)` gives, with gradients for the inputs and for every parameter used inside (Chen et
/// al., "Training Deep Nets with Sublinear Memory Cost", arXiv 1604.06174, section 4). `stretch` is run
/// twice, under the same autocast; it must give the same numbers both times, and must own what it needs until
/// then.
std::vector<torch::Tensor> recomputed(Stretch stretch, std::vector<torch::Tensor> inputs);

}  // namespace lacuna::nn

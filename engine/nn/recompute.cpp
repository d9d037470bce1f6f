// See recompute.h.
#include "engine/nn/recompute.h"

#include <ATen/autocast_mode.h>

namespace lacuna::nn {
namespace {

/// Autocast of one device type as it was in the forward pass; backward runs outside the guard that set it.
class SameAutocast {
  public:
    SameAutocast(c10::DeviceType device, bool on, at::ScalarType type)
        : device_(device),
          onBefore_(at::autocast::is_autocast_enabled(device)),
          typeBefore_(at::autocast::get_autocast_dtype(device)) {
        at::autocast::set_autocast_enabled(device_, on);
        at::autocast::set_autocast_dtype(device_, type);
        at::autocast::increment_nesting();
    }
    ~SameAutocast() {
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(device_, onBefore_);
        at::autocast::set_autocast_dtype(device_, typeBefore_);
    }
    SameAutocast(const SameAutocast&) = delete;
    SameAutocast& operator=(const SameAutocast&) = delete;

  private:
    c10::DeviceType device_;
    bool onBefore_;
    at::ScalarType typeBefore_;
};

struct Kept : torch::CustomClassHolder {
    Stretch stretch;
    c10::DeviceType device = c10::DeviceType::CPU;
    bool autocast = false;
    at::ScalarType autocastType = at::kFloat;
};

struct Recompute : torch::autograd::Function<Recompute> {
    static torch::autograd::variable_list forward(torch::autograd::AutogradContext* context,
                                                  at::TensorList inputs,
                                                  const c10::intrusive_ptr<Kept>& kept) {
        context->save_for_backward(inputs.vec());
        context->saved_data["kept"] = c10::IValue::make_capsule(kept);
        context->set_materialize_grads(false);
        return kept->stretch(inputs.vec());
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto capsule = context->saved_data["kept"].toCapsule();
        const auto& kept = static_cast<const Kept&>(*capsule);
        std::vector<torch::Tensor> inputs;
        for (const auto& saved : context->get_saved_variables())
            inputs.push_back(saved.detach().set_requires_grad(true));
        std::vector<torch::Tensor> outputs, given;
        {
            const torch::AutoGradMode record(true);
            const SameAutocast autocast(kept.device, kept.autocast, kept.autocastType);
            const auto all = kept.stretch(inputs);
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (!gradients[i].defined() || !all[i].requires_grad()) continue;
                outputs.push_back(all[i]);
                given.push_back(gradients[i]);
            }
        }
        if (!outputs.empty()) torch::autograd::backward(outputs, given);
        torch::autograd::variable_list result;
        for (const auto& input : inputs) result.push_back(input.grad());
        result.emplace_back();  // of `kept`
        return result;
    }
};

}  // namespace

std::vector<torch::Tensor> recomputed(Stretch stretch, std::vector<torch::Tensor> inputs) {
    auto kept = c10::make_intrusive<Kept>();
    kept->stretch = std::move(stretch);
    kept->device = inputs.front().device().type();
    kept->autocast = at::autocast::is_autocast_enabled(kept->device);
    kept->autocastType = at::autocast::get_autocast_dtype(kept->device);
    // Autograd calls backward only where an input asks for it; frozen layers before may not.
    if (!inputs.front().requires_grad()) inputs.front() = inputs.front().detach().set_requires_grad(true);
    return Recompute::apply(at::TensorList(inputs), kept);  // a list: of other types autograd sees no tensors
}

}  // namespace lacuna::nn

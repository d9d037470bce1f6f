// See module.h.
#include "engine/nn/module.h"

#include <cmath>

#include "engine/base/check.h"

namespace lacuna::nn {
namespace {

torch::Tensor draw(Init init, const torch::Tensor& shape, torch::Generator& generator) {
    const auto sizes = shape.sizes();
    const auto options = torch::TensorOptions(torch::kFloat);
    switch (init) {
        case Init::Linear:
        case Init::Normal:
            // Fan in: all dimensions but the first, which for a matrix is its width and for a kernel its
            // volume.
            return torch::randn(sizes, generator, options) / std::sqrt(double(shape.numel() / sizes.front()));
        case Init::Zeros:
            return torch::zeros(sizes, options);
        case Init::Ones:
            break;
    }
    return torch::ones(sizes, options);
}

void collect(torch::nn::Module& module, const std::string& prefix, std::vector<NamedSlot>& out) {
    if (auto* ours = dynamic_cast<Module*>(&module)) {
        for (const auto& slot : ours->slots()) out.push_back({prefix + slot.name, ours, slot});
    }
    for (const auto& child : module.named_children())
        collect(*child.value(), prefix + child.key() + ".", out);
}

}  // namespace

void Module::declare(const std::string& name, torch::Tensor& member, torch::IntArrayRef shape, Init init) {
    member = register_parameter(name, torch::empty(shape, torch::TensorOptions(torch::kMeta)), false);
    slots_.push_back({name, &member, init});
}

void Module::assign(const Slot& slot, torch::Tensor value, bool requiresGrad) {
    value.set_requires_grad(requiresGrad);
    parameters_[slot.name] = value;
    *slot.tensor = std::move(value);
}

void Module::attachPtr(const std::string& path, std::shared_ptr<torch::nn::Module> child) {
    const auto dot = path.find('.');
    if (dot == std::string::npos) {
        register_module(path, std::move(child));
        return;
    }
    const std::string first = path.substr(0, dot);
    const auto children = named_children();
    const auto* existing = children.find(first);
    auto group = existing ? std::dynamic_pointer_cast<Module>(*existing)
                          : register_module(first, std::make_shared<Module>());
    LACUNA_CHECK(group);
    group->attachPtr(path.substr(dot + 1), std::move(child));
}

std::vector<NamedSlot> namedSlots(torch::nn::Module& root) {
    std::vector<NamedSlot> slots;
    collect(root, "", slots);
    return slots;
}

void initialize(torch::nn::Module& root, torch::Generator generator, torch::ScalarType type,
                torch::Device device) {
    for (const auto& [key, owner, slot] : namedSlots(root)) {
        owner->assign(slot, draw(slot.init, *slot.tensor, generator).to(device, type), true);
    }
}

std::int64_t parameterCount(torch::nn::Module& root) {
    std::int64_t count = 0;
    for (const auto& parameter : root.parameters()) count += parameter.numel();
    return count;
}

}  // namespace lacuna::nn

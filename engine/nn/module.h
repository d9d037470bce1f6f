// A module whose parameters start as shapes. Building a 20-billion-parameter model must cost nothing:
// parameters are meta tensors until a loader puts mapped weights in their place, or initialize() fills real
// ones for training.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lacuna::nn {

/// How a fresh parameter is drawn by initialize().
enum class Init : std::uint8_t {
    Linear,  ///< normal with standard deviation 1 / sqrt(fan in)
    Normal,  ///< normal with standard deviation 1 / sqrt(width): embeddings
    Zeros,
    Ones,
};

class Module : public torch::nn::Module {
  public:
    /// A parameter of this module (not of its children): its registered name, its value, and how it would be
    /// drawn.
    struct Slot {
        std::string name;
        torch::Tensor* tensor;
        Init init;
    };
    const std::vector<Slot>& slots() const { return slots_; }
    /// Puts `value` in a slot's place: the member and the registered parameter are the same tensor
    /// afterwards.
    void assign(const Slot& slot, torch::Tensor value, bool requiresGrad);

  protected:
    /// Registers `member` under `name` as a meta tensor of `shape`.
    void declare(const std::string& name, torch::Tensor& member, torch::IntArrayRef shape, Init init);
    /// Registers `child` at the end of a dotted path, making the modules between: attach("net.0.proj",
    /// Linear(8, 8)) gives the keys net.0.proj.weight and net.0.proj.bias. @return child, for the member's
    /// initialiser.
    template <class Holder>
    Holder attach(const std::string& path, Holder child) {
        attachPtr(path, child.ptr());
        return child;
    }

  private:
    void attachPtr(const std::string& path, std::shared_ptr<torch::nn::Module> child);

    std::vector<Slot> slots_;
};

/// A slot with the full key of its parameter, e.g. "transformer_blocks.0.attn.to_q.weight".
struct NamedSlot {
    std::string key;
    Module* owner;
    Module::Slot slot;
};
/// Every parameter of our own modules under `root`, in registration order.
std::vector<NamedSlot> namedSlots(torch::nn::Module& root);

/// Fills every parameter under `root` with fresh trainable values of `type` on `device` (requires_grad on).
/// @param generator a CPU generator: the same seed gives the same weights on every device.
void initialize(torch::nn::Module& root, torch::Generator generator, torch::ScalarType type = torch::kFloat,
                torch::Device device = torch::kCPU);

/// Sum of the parameters' element counts.
std::int64_t parameterCount(torch::nn::Module& root);

}  // namespace lacuna::nn

// See optimizer.h.
#include "engine/training/optimizer.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lacuna::training {
namespace {

/// Attention's and MLPs' matrices; not tables, not what reads inputs, conditions or outputs.
bool isHiddenMatrix(const std::string& name, const torch::Tensor& parameter) {
    if (parameter.dim() != 2 || name.find("_mod.") != std::string::npos) return false;
    return name.find("transformer_blocks.") != std::string::npos ||
           name.find(".layers.") != std::string::npos;
}

}  // namespace

torch::Tensor orthogonalised(const torch::Tensor& matrices) {
    const bool tall = matrices.size(-2) > matrices.size(-1);
    auto x = (tall ? matrices.mT() : matrices).to(torch::kBFloat16);
    x = x / (torch::linalg_vector_norm(x, 2, {-2, -1}, /*keepdim=*/true) + 1e-7);
    for (int iteration = 0; iteration < 5; ++iteration) {
        const auto square = torch::matmul(x, x.mT());
        const auto polynomial = -4.7750 * square + 2.0315 * torch::matmul(square, square);
        x = 3.4445 * x + torch::matmul(polynomial, x);
    }
    return (tall ? x.mT() : x).to(torch::kFloat);
}

double learningRateAt(const OptimizerOptions& o, std::int64_t step, std::optional<double> progress) {
    const double warm = std::min(1.0, double(step + 1) / double(std::max<std::int64_t>(1, o.warmupSteps)));
    const double span = std::max(1.0, double(o.steps - o.warmupSteps));
    const double done = std::clamp(progress.value_or(double(step - o.warmupSteps) / span), 0.0, 1.0);
    const double cosine =
        o.minLearningRate + 0.5 * (o.learningRate - o.minLearningRate) * (1 + std::cos(M_PI * done));
    return step < o.warmupSteps ? o.learningRate * warm : cosine;
}

Optimizer::Optimizer(NamedTensors parameters, const OptimizerOptions& options)
    : parameters_(std::move(parameters)), options_(options) {
    torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : parameters_) {
        first_[name] = torch::zeros_like(parameter);
        second_[name] = torch::zeros_like(parameter);
        average_[name] = parameter.detach().clone();
    }
}

double Optimizer::step(double divisor, std::optional<double> progress) {
    torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> gradients;
    for (auto& [name, parameter] : parameters_) {
        if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    }
    const double norm =
        gradients.empty() ? 0.0 : torch::stack(at::_foreach_norm(gradients)).norm().item<double>() / divisor;
    const auto forget = [&] {
        for (auto& [name, parameter] : parameters_) parameter.mutable_grad() = torch::Tensor();
    };
    if (!std::isfinite(norm)) {
        forget();
        ++steps_;
        return norm;
    }
    const double rate = learningRateAt(options_, steps_, progress);
    ++steps_;
    if (!gradients.empty())
        at::_foreach_mul_(gradients, (norm > options_.clipNorm ? options_.clipNorm / norm : 1.0) / divisor);
    Group plain, vectors;
    std::map<std::vector<std::int64_t>, Group> matrices;
    for (auto& [name, parameter] : parameters_) {
        if (!parameter.grad().defined()) continue;
        Group& group = options_.muon && isHiddenMatrix(name, parameter) ? matrices[parameter.sizes().vec()]
                       : parameter.dim() > 1                            ? plain
                                                                        : vectors;
        group.parameters.push_back(parameter);
        group.gradients.push_back(parameter.grad());
        group.first.push_back(first_[name]);
        group.second.push_back(second_[name]);
    }
    adamw(plain, rate, options_.weightDecay);
    adamw(vectors, rate, 0);
    for (auto& [shape, group] : matrices) muon(group, rate);

    std::vector<torch::Tensor> averages, weights;
    for (auto& [name, parameter] : parameters_) {
        averages.push_back(average_[name]);
        weights.push_back(parameter);
    }
    const double keep = std::min(options_.ema, double(1 + steps_) / double(10 + steps_));
    at::_foreach_lerp_(averages, weights, 1 - keep);
    forget();
    return norm;
}

void Optimizer::adamw(Group& g, double rate, double decay) {
    if (g.parameters.empty()) return;
    const double correction1 = 1 - std::pow(options_.beta1, double(steps_)),
                 correction2 = 1 - std::pow(options_.beta2, double(steps_));
    at::_foreach_mul_(g.first, options_.beta1);
    at::_foreach_add_(g.first, g.gradients, 1 - options_.beta1);
    at::_foreach_mul_(g.second, options_.beta2);
    at::_foreach_addcmul_(g.second, g.gradients, g.gradients, 1 - options_.beta2);
    if (decay > 0) at::_foreach_mul_(g.parameters, 1 - rate * decay);
    auto roots = at::_foreach_div(g.second, correction2);
    at::_foreach_sqrt_(roots);
    at::_foreach_add_(roots, options_.epsilon);
    at::_foreach_addcdiv_(g.parameters, g.first, roots, -rate / correction1);
}

void Optimizer::muon(Group& g, double rate) {
    at::_foreach_mul_(g.first, options_.momentum);
    at::_foreach_add_(g.first, g.gradients, 1 - options_.momentum);
    auto ahead = at::_foreach_mul(g.gradients, 1 - options_.momentum);  // Nesterov's
    at::_foreach_add_(ahead, g.first, options_.momentum);
    const auto& shape = g.parameters.front();
    const double length = 0.2 * std::sqrt(double(std::max(shape.size(0), shape.size(1))));
    at::_foreach_mul_(g.parameters, 1 - rate * options_.weightDecay);
    at::_foreach_add_(g.parameters, orthogonalised(torch::stack(ahead)).unbind(0), -rate * length);
}

NamedTensors Optimizer::state() const {
    NamedTensors all{{"steps", torch::tensor(steps_)}};
    for (const auto& [name, tensor] : parameters_) all["w." + name] = tensor;
    for (const auto& [name, tensor] : first_) all["m." + name] = tensor;
    for (const auto& [name, tensor] : second_) all["v." + name] = tensor;
    for (const auto& [name, tensor] : average_) all["e." + name] = tensor;
    return all;
}

Result<void> Optimizer::restore(const NamedTensors& state, const std::string& where) {
    torch::NoGradGuard noGrad;
    const auto fill = [&](const char* prefix, NamedTensors& target) -> Result<void> {
        for (auto& [name, tensor] : target) {
            const auto found = state.find(prefix + name);
            if (found == state.end() || found->second.sizes() != tensor.sizes()) {
                return fail(ErrorKind::BadFile,
                            "The saved run has no matching \"" + name +
                                "\". Start a new run, or restore the configuration that it was made with.",
                            where);
            }
            tensor.copy_(found->second);
        }
        return {};
    };
    LACUNA_TRY_VOID(fill("w.", parameters_));
    LACUNA_TRY_VOID(fill("m.", first_));
    LACUNA_TRY_VOID(fill("v.", second_));
    LACUNA_TRY_VOID(fill("e.", average_));
    const auto steps = state.find("steps");
    if (steps == state.end())
        return fail(ErrorKind::BadFile, "The saved run does not say how far it was.", where);
    steps_ = steps->second.item<std::int64_t>();
    return {};
}

}  // namespace lacuna::training

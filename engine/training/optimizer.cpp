// See optimizer.h.
#include "engine/training/optimizer.h"

#include <cmath>

namespace lacuna::training {
namespace {

/// Attention's and MLPs' matrices; not tables, not what reads inputs, conditions or outputs.
bool isHiddenMatrix(const std::string& name, const torch::Tensor& parameter) {
    if (parameter.dim() != 2 || name.find("_mod.") != std::string::npos) return false;
    return name.find("transformer_blocks.") != std::string::npos ||
           name.find(".layers.") != std::string::npos;
}

}  // namespace

torch::Tensor orthogonalised(const torch::Tensor& matrix) {
    const bool tall = matrix.size(0) > matrix.size(1);
    auto x = (tall ? matrix.t() : matrix).to(torch::kBFloat16);
    x = x / (x.norm() + 1e-7);
    for (int iteration = 0; iteration < 5; ++iteration) {
        const auto square = torch::mm(x, x.t());
        const auto polynomial = -4.7750 * square + 2.0315 * torch::mm(square, square);
        x = 3.4445 * x + torch::mm(polynomial, x);
    }
    return (tall ? x.t() : x).to(torch::kFloat);
}

double learningRateAt(const OptimizerOptions& o, std::int64_t step) {
    if (step < o.warmupSteps) return o.learningRate * double(step + 1) / double(o.warmupSteps);
    const double span = std::max(1.0, double(o.steps - o.warmupSteps));
    const double progress = std::min(1.0, double(step - o.warmupSteps) / span);
    return o.minLearningRate + 0.5 * (o.learningRate - o.minLearningRate) * (1 + std::cos(M_PI * progress));
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

double Optimizer::step(double divisor) {
    torch::NoGradGuard noGrad;
    torch::Tensor squares;
    for (auto& [name, parameter] : parameters_) {
        if (!parameter.grad().defined()) continue;
        const auto square = parameter.grad().pow(2).sum();
        squares = squares.defined() ? squares + square : square;
    }
    const double norm = squares.defined() ? std::sqrt(squares.item<double>()) / divisor : 0.0;
    const auto forget = [&] {
        for (auto& [name, parameter] : parameters_) parameter.mutable_grad() = torch::Tensor();
    };
    if (!std::isfinite(norm)) {
        forget();
        ++steps_;
        return norm;
    }
    const double rate = learningRateAt(options_, steps_);
    ++steps_;
    const double scale = (norm > options_.clipNorm ? options_.clipNorm / norm : 1.0) / divisor;
    const double keep = std::min(options_.ema, double(1 + steps_) / double(10 + steps_));
    for (auto& [name, parameter] : parameters_) {
        if (parameter.grad().defined()) {
            const auto gradient = parameter.grad() * scale;
            if (options_.muon && isHiddenMatrix(name, parameter)) {
                muon(name, parameter, gradient, rate);
            } else {
                adamw(name, parameter, gradient, rate);
            }
        }
        average_[name].lerp_(parameter, 1 - keep);
    }
    forget();
    return norm;
}

void Optimizer::adamw(const std::string& name, torch::Tensor& parameter, const torch::Tensor& gradient,
                      double rate) {
    const double correction1 = 1 - std::pow(options_.beta1, double(steps_)),
                 correction2 = 1 - std::pow(options_.beta2, double(steps_));
    auto& m = first_[name];
    auto& v = second_[name];
    m.mul_(options_.beta1).add_(gradient, 1 - options_.beta1);
    v.mul_(options_.beta2).addcmul_(gradient, gradient, 1 - options_.beta2);
    if (parameter.dim() > 1) parameter.mul_(1 - rate * options_.weightDecay);
    parameter.addcdiv_(m, (v / correction2).sqrt_().add_(options_.epsilon), -rate / correction1);
}

void Optimizer::muon(const std::string& name, torch::Tensor& parameter, const torch::Tensor& gradient,
                     double rate) {
    auto& m = first_[name];
    m.mul_(options_.momentum).add_(gradient, 1 - options_.momentum);
    const auto direction =
        orthogonalised(gradient * (1 - options_.momentum) + m * options_.momentum);  // Nesterov's
    const double length = 0.2 * std::sqrt(double(std::max(parameter.size(0), parameter.size(1))));
    parameter.mul_(1 - rate * options_.weightDecay).add_(direction, -rate * length);
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

// How far two results are apart, and how far they may be: the judgement that every parity case ends with.
#pragma once

#include <torch/torch.h>

#include <string>

#include "engine/base/result.h"

namespace lacuna::parity {

/// What a worst error is measured in.
enum class Measure : std::uint8_t {
    Different,  ///< number of values that are not equal
    Absolute,   ///< largest |got - expected|
    Relative,   ///< largest |got - expected| over the largest |expected|
};

struct Comparison {
    Measure measure = Measure::Absolute;
    double worst = 0;
    double tolerance = 0;
    /// A result that is not a number is never close to anything.
    bool holds() const { return worst <= tolerance; }
    /// The one nearer to failing, or failing worse.
    static Comparison worse(const Comparison& a, const Comparison& b);
};

/// Errors: BadFile when the shapes differ. NaN or infinity in `got` gives an infinite error.
Result<Comparison> compare(Measure measure, double tolerance, const torch::Tensor& got,
                           const torch::Tensor& expected);

/// "worst 3.1e-06 of 1e-04 (relative)".
std::string describe(const Comparison& comparison);

}  // namespace lacuna::parity

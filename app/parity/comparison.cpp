// See comparison.h.
#include "app/parity/comparison.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <sstream>

namespace lacuna::parity {
namespace {

const char* wordOf(Measure measure) {
    switch (measure) {
        case Measure::Different:
            return "values differ";
        case Measure::Absolute:
            return "absolute";
        case Measure::Relative:
            break;
    }
    return "relative";
}

}  // namespace

Comparison Comparison::worse(const Comparison& a, const Comparison& b) {
    const auto share = [](const Comparison& c) {
        if (c.holds() && c.worst == 0) return 0.0;
        return c.tolerance > 0 ? c.worst / c.tolerance : std::numeric_limits<double>::infinity();
    };
    return share(b) > share(a) ? b : a;
}

Result<Comparison> compare(Measure measure, double tolerance, const torch::Tensor& got,
                           const torch::Tensor& expected) {
    if (got.sizes() != expected.sizes()) {
        std::ostringstream text;
        text << "The result has the shape " << got.sizes() << " and the expected one " << expected.sizes()
             << ". Check that the folder's files belong together.";
        return fail(ErrorKind::BadFile, text.str());
    }
    const auto a = got.to(torch::kCPU, torch::kDouble), b = expected.to(torch::kCPU, torch::kDouble);
    Comparison result{measure, 0, tolerance};
    if (a.numel() == 0) return result;
    if (!torch::isfinite(a).all().item<bool>() || !torch::isfinite(b).all().item<bool>()) {
        result.worst = std::numeric_limits<double>::infinity();
        return result;
    }
    const auto difference = (a - b).abs();
    switch (measure) {
        case Measure::Different:
            result.worst = double((difference > 0).sum().item<std::int64_t>());
            break;
        case Measure::Absolute:
            result.worst = difference.max().item<double>();
            break;
        case Measure::Relative: {
            const double largest = difference.max().item<double>();
            result.worst = largest == 0 ? 0 : largest / b.abs().max().item<double>();
            break;
        }
    }
    return result;
}

std::string describe(const Comparison& comparison) {
    char text[96];
    if (comparison.measure == Measure::Different) {
        std::snprintf(text, sizeof text, "%.0f %s", comparison.worst, wordOf(comparison.measure));
    } else {
        std::snprintf(text, sizeof text, "worst %.1e of %.0e (%s)", comparison.worst, comparison.tolerance,
                      wordOf(comparison.measure));
    }
    return text;
}

}  // namespace lacuna::parity

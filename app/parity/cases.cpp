// See cases.h.
#include "app/parity/cases.h"

#include <algorithm>

namespace lacuna::parity {

Tolerances Tolerances::of(torch::ScalarType type) {
    if (type == torch::kFloat) return {};
    return {.scheduler = 1e-6, .network = 1e-1, .pipeline = 1.0, .pixels = 1e-5};
}

bool holds(Fixture& fixture, std::vector<Case>& cases, const std::string& file, const std::string& name) {
    if (!fixture.has(file + ".safetensors")) return false;
    const auto names = fixture.names(file);
    if (names) return std::find(names->begin(), names->end(), name) != names->end();
    const bool told =
        std::any_of(cases.begin(), cases.end(), [&](const Case& one) { return one.name == file; });
    if (!told) {
        cases.push_back({file, [error = names.error()](Fixture&) -> Result<Comparison> {
                             return tl::unexpected(error);
                         }});
    }
    return false;
}

std::vector<Case> casesOf(Fixture& fixture) {
    std::vector<Case> cases;
    addTextCases(fixture, cases);
    addNetworkCases(fixture, cases);
    addPipelineCases(fixture, cases);
    return cases;
}

Result<Comparison> runCase(const Case& one, Fixture& fixture) {
    try {
        const c10::InferenceMode inference;
        return one.run(fixture);
    } catch (const c10::Error& error) {
        return fail(ErrorKind::Internal, error.what_without_backtrace(), one.name);
    } catch (const std::exception& error) {
        return fail(ErrorKind::Internal, error.what(), one.name);
    }
}

}  // namespace lacuna::parity

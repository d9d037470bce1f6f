// Every comparison that a folder of golden numbers allows, as a list: the program prints it, the tests run
// it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/parity/comparison.h"
#include "app/parity/fixture.h"

namespace lacuna::parity {

struct Case {
    std::string name;  ///< "transformer/out_masked", "pipeline/i2i/steps"
    std::function<Result<Comparison>(Fixture&)> run;
};

/// The tolerances of a compute type. float32's are the promise; bfloat16's say what its 8 bits of mantissa
/// leave of tiny random models, which amplify every rounding.
struct Tolerances {
    double scheduler = 1e-6;  ///< absolute
    double network = 1e-4;    ///< relative: transformer, VAE, text encoder, vision tower
    double pipeline = 1e-3;   ///< absolute: every step's latents and the picture in [0, 1]
    double pixels = 1e-5;     ///< absolute: the image processor, always float32
    static Tolerances of(torch::ScalarType type);
};

/// Cases whose files the folder holds. A file that is there and cannot be read is a case that fails.
std::vector<Case> casesOf(Fixture& fixture);

/// Runs one case under InferenceMode; exceptions of libtorch become Errors.
Result<Comparison> runCase(const Case& one, Fixture& fixture);

// The parts of the list, a file each.
void addTextCases(Fixture& fixture, std::vector<Case>& cases);      ///< tokenizer, prompts, vision tower
void addNetworkCases(Fixture& fixture, std::vector<Case>& cases);   ///< transformer, VAE, scheduler
void addPipelineCases(Fixture& fixture, std::vector<Case>& cases);  ///< whole runs

/// Whether `<file>.safetensors` is there and holds `name`; a damaged file adds a case that fails with the
/// reason.
bool holds(Fixture& fixture, std::vector<Case>& cases, const std::string& file, const std::string& name);

}  // namespace lacuna::parity

#include "tests/engine/pipeline/reference.h"

#include "engine/base/check.h"
#include "engine/formats/checkpoint.h"
#include "engine/models/weights.h"

namespace lacuna::tests {
namespace fs = std::filesystem;

fs::path referencePath(const std::string& name) {
    return fs::path(LACUNA_TESTS_DIR) / "reference" / name;
}

torch::Tensor golden(const std::string& file, const std::string& name) {
    const auto checkpoint = Checkpoint::open(referencePath(file + ".safetensors"));
    LACUNA_CHECK(checkpoint);
    const auto tensor = tensorOf(*checkpoint, name);
    LACUNA_CHECK(tensor);
    return tensor->clone();
}

double worst(const torch::Tensor& actual, const torch::Tensor& expected) {
    LACUNA_CHECK(actual.numel() == expected.numel());
    return (actual.reshape({-1}).to(at::kDouble) - expected.reshape({-1}).to(at::kDouble))
        .abs()
        .max()
        .item<double>();
}

double worstRelative(const torch::Tensor& actual, const torch::Tensor& expected) {
    return worst(actual, expected) / expected.abs().max().item<double>();
}

fs::path wholeEditModel(const std::string& name, const fs::path& scratch) {
    const fs::path folder = scratch / name;
    fs::create_directories(folder);
    for (const char* part : {"model_index.json", "transformer", "processor"}) {
        fs::create_symlink(referencePath(name) / part, folder / part);
    }
    for (const char* part : {"vae", "text_encoder", "tokenizer", "scheduler"}) {
        fs::create_symlink(referencePath("tiny-t2i") / part, folder / part);
    }
    return folder;
}

}  // namespace lacuna::tests

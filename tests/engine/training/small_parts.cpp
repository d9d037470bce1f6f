// See small_parts.h.
#include "tests/engine/training/small_parts.h"

#include "engine/nn/module.h"
#include "engine/training/vocabulary.h"
#include "tests/engine/training/small_atlas.h"

namespace lacuna::tests {

const Tokenizer& smallTokenizer() {
    static const TemporaryFolder folder;
    static const auto opened = [] {
        if (!training::trainVocabulary(folder.path(), smallAtlas().names, {900, 200, 1}))
            qFatal("no vocabulary");
        return *Tokenizer::open(folder.path());
    }();
    return *opened;
}

qwen_image::Vae smallVae() {
    qwen_image::VaeConfig config;
    config.baseDim = 4;
    config.dimMult = {1, 1, 1, 1};
    config.numResBlocks = 1;
    config.latentsMean.assign(16, 0);
    config.latentsStd.assign(16, 1);
    qwen_image::Vae vae(config);
    auto generator = at::detail::createCPUGenerator(1);
    nn::initialize(*vae, generator, torch::kFloat, torch::kCPU);
    vae->prepare(torch::kFloat);
    return vae;
}

}  // namespace lacuna::tests

// Adapters start as nothing, are written as diffusers reads them, and change the model as much when they are
// loaded as while they are trained.
#include <fstream>

#include "engine/models/lora.h"
#include "engine/models/qwen_image/keys.h"
#include "engine/models/weights.h"
#include "engine/training/finetune/adapters.h"
#include "engine/training/finetune/config.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

namespace {

const std::filesystem::path kReference = LACUNA_TESTS_DIR "/reference";

qwen_image::Transformer transformer() {
    const auto folder = kReference / "tiny-t2i/transformer";
    qwen_image::Transformer model(qwen_image::readTransformerConfig(folder / "config.json").value());
    LoadOptions options;
    options.rename = qwen_image::transformerKey;
    const auto loaded = loadWeights(*model, Checkpoint::open(folder).value(), options);
    if (!loaded) qWarning("%s", describe(loaded.error()).c_str());
    return model;
}

torch::Tensor out(qwen_image::Transformer& model) {
    const torch::NoGradGuard noGrad;
    qwen_image::TransformerInput in;
    in.latents = torch::linspace(-1, 1, 24 * 64).view({1, 24, 64});
    in.text = torch::linspace(1, -1, 7 * 32).view({1, 7, 32});
    in.timestep = torch::tensor({0.6f});
    in.grids = {{1, 4, 6}};
    return model->forward(in);
}

/// B that is not zero, values that bfloat16 holds exactly.
void fill(const NamedTensors& adapters) {
    const torch::NoGradGuard noGrad;
    for (auto [name, tensor] : adapters) {
        const auto wave =
            torch::sin(torch::arange(tensor.numel(), torch::kFloat) * 0.37f).view(tensor.sizes());
        tensor.copy_((wave * 0.25f).to(torch::kBFloat16));
    }
}

std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

class TestAdapters : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void freshAdaptersChangeNothing() {
        auto model = transformer();
        const auto before = out(model);
        const auto adapters = addAdapters(model, {allTargets(), 4, 4, 1}).value();
        QCOMPARE(adapters.size(), std::size_t(3 * 12 * 2));  // 3 blocks, 12 kinds of layers, two matrices
        QVERIFY(torch::equal(out(model), before));
        const auto& down = adapters.at("transformer_blocks.0.attn.to_q.lora_A.weight");
        QCOMPARE(down.sizes().vec(), (std::vector<std::int64_t>{4, 64}));
        QVERIFY(std::abs(down.std().item<double>() - 0.25) < 0.05);  // 1 / rank
        for (const auto& parameter : model->parameters()) QVERIFY(!parameter.requires_grad());
    }

    void aTargetThatFitsNoLayerIsNamed() {
        auto model = transformer();
        const auto result = addAdapters(model, {{"to_q", "to_everything"}, 4, 4, 1});
        QVERIFY(!result);
        QVERIFY2(result.error().what.find("to_everything") != std::string::npos, result.error().what.c_str());
    }

    // The committed file is what tests/reference/make_lora.py loads into diffusers; test_lora.cpp compares
    // the outcome.
    void theFileIsTheOneThatDiffusersWasTriedWith() {
        auto model = transformer();
        const AdapterOptions options{attentionTargets(), 4, 8, 1};
        const auto adapters = addAdapters(model, options).value();
        fill(adapters);
        const tests::TemporaryFolder folder;
        QVERIFY(writeAdapters(folder / "a.safetensors", adapters, options, torch::kBFloat16).has_value());
        QVERIFY(bytesOf(folder / "a.safetensors") == bytesOf(kReference / "lora_lacuna.safetensors"));
    }

    void trainedBesideEqualsAddedToTheWeights() {
        auto beside = transformer();
        const AdapterOptions options{allTargets(), 4, 2, 1};
        const auto adapters = addAdapters(beside, options).value();
        fill(adapters);
        const tests::TemporaryFolder folder;
        QVERIFY(writeAdapters(folder / "a.safetensors", adapters, options, torch::kFloat).has_value());
        auto added = transformer();
        const auto lora = Lora::open(folder / "a.safetensors", *added);
        QVERIFY2(lora.has_value(), lora ? "" : describe(lora.error()).c_str());
        const torch::NoGradGuard noGrad;
        for (const auto& [key, owner, slot] : nn::namedSlots(*added)) {
            if (const auto delta = lora->delta(key, 1); delta.defined())
                owner->assign(slot, *slot.tensor + delta, false);
        }
        const auto a = out(beside), b = out(added);
        QVERIFY((a - b).abs().max().item<double>() < 1e-4 * b.abs().max().item<double>());
    }

    void modulationAdaptersAreSeenBetweenSamples() {
        auto model = transformer();
        const auto adapters = addAdapters(model, {{"img_mod.1"}, 2, 2, 1}).value();
        const auto before = out(model);
        fill(adapters);
        QVERIFY((out(model) - before).abs().max().item<double>() > 1e-3);  // not the remembered modulation
    }
};
LACUNA_TEST(TestAdapters)
#include "test_adapters.moc"

// What golden numbers do not show of the MMDiT: padding, cancelling, conditioning, gradients, other widths of
// input, large counts.
#include <torch/torch.h>

#include "engine/models/qwen_image/keys.h"
#include "engine/models/qwen_image/transformer.h"
#include "engine/nn/cancel.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::qwen_image;

namespace {

TransformerConfig tiny() {
    TransformerConfig config;
    config.numLayers = 2;
    config.numAttentionHeads = 2;
    config.attentionHeadDim = 16;
    config.axesDimsRope = {4, 6, 6};
    config.jointAttentionDim = 12;
    return config;
}

TransformerInput inputFor(const TransformerConfig& config, const Grid& grid, std::int64_t textTokens = 5) {
    torch::manual_seed(3);
    TransformerInput input;
    input.latents = torch::randn({1, grid.tokens(), config.inChannels});
    input.text = torch::randn({1, textTokens, config.jointAttentionDim});
    input.timestep = torch::tensor({0.6f});
    input.grids = {grid};
    return input;
}

double distance(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

}  // namespace

class TestTransformer : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void publishedModelHasThePublishedNumberOfParameters() {
        Transformer model{TransformerConfig{}};
        QCOMPARE(nn::parameterCount(*model), std::int64_t{20'430'401'088});
    }

    void paddedTextChangesNothing() {
        const auto config = tiny();
        auto model = makeRandomTransformer(config, torch::kFloat, 1);
        const c10::InferenceMode inference;
        auto input = inputFor(config, {1, 3, 5});  // an odd grid
        const auto alone = model->forward(input);
        input.text = torch::constant_pad_nd(input.text, {0, 0, 0, 4});
        input.textMask = torch::tensor({{1, 1, 1, 1, 1, 0, 0, 0, 0}});
        QVERIFY(distance(model->forward(input), alone) < 1e-5);
        input.textMask = torch::Tensor();
        QVERIFY(distance(model->forward(input), alone) > 1e-4);  // unmasked padding is seen
    }

    void sourceChannelsWidenTheInputOnly() {
        auto config = tiny();
        config.inChannels = 132;
        auto model = makeRandomTransformer(config, torch::kFloat, 1);
        const c10::InferenceMode inference;
        const auto out = model->forward(inputFor(config, {1, 2, 2}));
        QCOMPARE(out.sizes().vec(), (std::vector<std::int64_t>{1, 4, 64}));
    }

    void conditioningReachesTheResultAndZerosDoNot() {
        const auto config = tiny();
        auto model = makeRandomTransformer(config, torch::kFloat, 1);
        const c10::InferenceMode inference;
        auto input = inputFor(config, {1, 2, 4});
        const auto plain = model->forward(input);
        input.conditioning = {torch::zeros({1, 8, config.width()}), torch::zeros({1, config.width()})};
        QVERIFY(distance(model->forward(input), plain) == 0);
        input.conditioning.tokenBias =
            torch::randn({1, 8, config.width()});  // not a constant: norms remove it
        QVERIFY(distance(model->forward(input), plain) > 1e-4);
        input.conditioning = {{}, torch::full({1, config.width()}, 0.5)};
        QVERIFY(distance(model->forward(input), plain) > 1e-4);  // also: another temb is another step
    }

    void gradientsReachEveryParameter() {
        const auto config = tiny();
        Transformer model(config);
        nn::initialize(*model, at::detail::createCPUGenerator(4));
        model->forward(inputFor(config, {1, 2, 3})).square().mean().backward();
        for (const auto& parameter : model->named_parameters()) {
            // The last block's text half is never read: its output is dropped.
            const bool unread =
                parameter.key().find("transformer_blocks.1.txt_mlp") != std::string::npos ||
                parameter.key().find("transformer_blocks.1.attn.to_add_out") != std::string::npos;
            if (unread) continue;
            QVERIFY2(parameter.value().grad().defined(), parameter.key().c_str());
        }
    }

    void trainingAndInferenceAgree() {
        const auto config = tiny();
        Transformer model(config);
        nn::initialize(*model, at::detail::createCPUGenerator(4));
        const auto input = inputFor(config, {1, 4, 4});
        const auto trained = model->forward(input).detach();
        const c10::InferenceMode inference;
        QVERIFY(distance(model->forward(input), trained) < 1e-5);
        QVERIFY(distance(model->forward(input), trained) <
                1e-5);  // the second time from the remembered modulation
    }

    void changedWeightsAreSeenAtTheSameTimestep() {
        const auto config = tiny();
        Transformer model(config);
        nn::initialize(*model, at::detail::createCPUGenerator(4));
        const auto input = inputFor(config, {1, 4, 4});
        const torch::NoGradGuard noGrad;
        const auto before = model->forward(input);
        for (auto& parameter : model->named_parameters()) {
            if (parameter.key().find("img_mod") != std::string::npos) parameter.value().mul_(1.5);
        }
        const auto after = model->forward(input);
        const double moved = distance(after, before);
        QVERIFY2(moved > 1e-4, std::to_string(moved).c_str());
    }

    void isCancelledBeforeTheNextBlock() {
        const auto config = tiny();
        auto model = makeRandomTransformer(config, torch::kFloat, 1);
        const c10::InferenceMode inference;
        std::stop_source source;
        int blocks = 0;
        const ForwardOptions options{source.get_token(), [&](std::int64_t) {
                                         ++blocks;
                                         source.request_stop();
                                     }};
        QVERIFY_EXCEPTION_THROWN(model->forward(inputFor(config, {1, 2, 2}), options), nn::Cancelled);
        QCOMPARE(blocks, 1);
    }

    void refusesInputsThatDoNotFit() {
        const auto config = tiny();
        auto model = makeRandomTransformer(config, torch::kFloat, 1);
        auto input = inputFor(config, {1, 2, 2});
        input.grids = {{1, 2, 3}};
        QVERIFY_EXCEPTION_THROWN(model->forward(input), c10::Error);
    }

    void packingIsUndoneByUnpacking() {
        const auto latents = torch::arange(2 * 3 * 4 * 6, torch::kFloat).view({2, 3, 4, 6});
        const auto packed = packLatents(latents);
        QCOMPARE(packed.sizes().vec(), (std::vector<std::int64_t>{2, 6, 12}));
        // Token 0, feature 4c + 2dy + dx: channel 1, second row, first column.
        QCOMPARE(packed[0][0][4 + 2].item<float>(), latents[0][1][1][0].item<float>());
        QVERIFY(torch::equal(unpackLatents(packed, 2, 3), latents));
    }

    void positionsAreCentredAndTextGoesOnBeyondThem() {
        const auto tables = makeRopeTables({{1, 3, 5}, {1, 8, 2}}, 2, {4, 6, 6}, false);
        const auto angle = [](const nn::RotaryTable& table, std::int64_t token, std::int64_t pair) {
            return std::atan2(table.sin[token][pair].item<double>(), table.cos[token][pair].item<double>());
        };
        const auto close = [](double a, double b) { return std::abs(a - b) < 1e-5; };
        QVERIFY(close(angle(tables.image, 0, 2), -2));  // 3 rows: -2, -1, 0
        QVERIFY(close(angle(tables.image, 0, 5), -3));  // 5 columns: -3 .. 1
        QVERIFY(close(angle(tables.image, 15, 0), 1));  // the reference's frame
        QVERIFY(
            close(angle(tables.text, 0, 0), 4 - 2 * M_PI));  // max(3 / 2, 5 / 2, 8 / 2, 2 / 2) = 4, beyond pi
    }

    void checkpointPrefixesAreRemoved() {
        QCOMPARE(transformerKey("model.diffusion_model.img_in.weight"), std::string("img_in.weight"));
        QCOMPARE(transformerKey("transformer_blocks.0.img_mod.1.bias"),
                 std::string("transformer_blocks.0.img_mod.1.bias"));
        QCOMPARE(transformerKey("model.diffusion_model.__index_timestep_zero__"), std::string());
    }
};
LACUNA_TEST(TestTransformer)
#include "test_transformer.moc"

// The one-frame VAE against the published 3-D one, and against itself under autograd.
#include "engine/models/qwen_image/vae_norm.h"
#include "engine/models/qwen_image/vae_tiling.h"
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/nn/cancel.h"
#include "tests/engine/pipeline/reference.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

qwen_image::Vae tiny(at::ScalarType type = at::kFloat, bool trainable = false) {
    LoadOptions options;
    options.computeType = type;
    options.trainable = trainable;
    auto vae = qwen_image::loadVae(referencePath("tiny-t2i/vae"), options);
    LACUNA_CHECK(vae);
    return *vae;
}

torch::Tensor frame(const torch::Tensor& video) {
    return video.select(2, 0);
}

/// The definition, in plain operators.
torch::Tensor normByHand(const torch::Tensor& x, const torch::Tensor& gamma, bool silu) {
    const auto y =
        x / x.norm(2, 1, true).clamp_min(1e-12) * std::sqrt(double(x.size(1))) * gamma.view({1, -1, 1, 1});
    return silu ? y * torch::sigmoid(y) : y;
}

}  // namespace

class TestVae : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void encodesLikeThePublishedOne() {
        const torch::NoGradGuard noGradients;
        const auto moments = tiny()->encode(frame(golden("vae_io", "pixels")));
        QVERIFY(worstRelative(moments.mean, golden("vae_io", "mean")) < 1e-4);
        QVERIFY(worstRelative(moments.logvar, golden("vae_io", "logvar")) < 1e-4);
    }
    void decodesLikeThePublishedOne() {
        const torch::NoGradGuard noGradients;
        const auto decoded = tiny()->decode(frame(golden("vae_io", "z"))).clamp(-1, 1);
        QVERIFY(worstRelative(decoded, golden("vae_io", "decoded")) < 1e-4);
    }
    void decodesInTilesLikeThePublishedOne() {
        const torch::NoGradGuard noGradients;
        auto vae = tiny();
        const auto z = frame(golden("vae_io", "z_tiled"));
        int last = -1, count = 0;
        const auto tiled =
            qwen_image::decodeTiled(vae, z, {}, [&](int tile, int tiles) { last = tile, count = tiles; });
        QVERIFY(worstRelative(tiled, golden("vae_io", "decoded_tiled")) < 1e-4);
        QCOMPARE(count, 4);  // 48 x 40 latents at stride 24
        QCOMPARE(last, 3);
    }
    void tilesEncodeAsTheirPartsDoWhereNothingIsBlended() {
        // Tiles of 256 pixels at stride 192; the first 8 of each tile's 24 kept latents fade from its
        // neighbour.
        const torch::NoGradGuard noGradients;
        auto vae = tiny();
        const auto pixels = torch::rand({1, 3, 256, 448}) * 2 - 1;
        const auto tiled = qwen_image::encodeTiled(vae, pixels).mean;
        QCOMPARE(tiled.sizes(), (at::IntArrayRef{1, 16, 32, 56}));
        const auto part = [](const torch::Tensor& t, std::int64_t from, std::int64_t to) {
            return t.slice(2, 0, 24).slice(3, from, to);
        };
        const auto left = vae->encode(pixels.slice(3, 0, 256)).mean;
        const auto right = vae->encode(pixels.slice(3, 192, 448)).mean;
        QVERIFY(worst(part(tiled, 0, 24), part(left, 0, 24)) < 1e-4);
        QVERIFY(worst(part(tiled, 32, 48), part(right, 8, 24)) < 1e-4);
        const auto weight = (torch::arange(8) / 8.0).view({1, 1, 1, 8});
        const auto faded = part(left, 24, 32) * (1 - weight) + part(right, 0, 8) * weight;
        QVERIFY(worst(part(tiled, 24, 32), faded) < 1e-4);
    }
    void halfPrecisionStaysClose() {
        const torch::NoGradGuard noGradients;
        const auto decoded =
            tiny(at::kBFloat16)->decode(frame(golden("vae_io", "z"))).to(at::kFloat).clamp(-1, 1);
        const auto expected = golden("vae_io", "decoded").reshape_as(decoded);
        QVERIFY((decoded - expected).norm().item<double>() / expected.norm().item<double>() < 3e-2);
    }
    void theFusedNormEqualsItsDefinition() {
        const torch::NoGradGuard noGradients;
        for (const std::int64_t channels : {1, 7, 16, 24, 96, 384}) {
            for (const bool silu : {false, true}) {
                const auto x = 3 * torch::randn({2, channels, 5, 9}), gamma = torch::randn({channels});
                const auto expected = normByHand(x, gamma, silu);
                const auto actual = qwen_image::channelNorm(x.clone(), gamma, silu);
                QVERIFY(torch::allclose(actual, expected, 1e-5, 1e-5));
                const auto overwritten = qwen_image::channelNorm(
                    x.contiguous(at::MemoryFormat::ChannelsLast).clone(), gamma, silu, true);
                QVERIFY(torch::allclose(overwritten, expected, 1e-5, 1e-5));
            }
        }
    }
    void theFusedNormLeavesItsInputAlone() {
        const torch::NoGradGuard noGradients;
        const auto x = torch::randn({1, 16, 4, 4}).contiguous(at::MemoryFormat::ChannelsLast);
        const auto before = x.clone();
        qwen_image::channelNorm(x, torch::ones({16}), true);
        QVERIFY(torch::equal(x, before));
    }
    void zerosStayZeros() {
        const torch::NoGradGuard noGradients;
        const auto y = qwen_image::channelNorm(torch::zeros({1, 16, 2, 2}), torch::ones({16}), true);
        QVERIFY((y == 0).all().item<bool>());
    }
    void trainingComputesWhatInferenceComputes() {
        auto trained = tiny(at::kFloat, true);
        const auto z = frame(golden("vae_io", "z"));
        const auto decoded = trained->decode(z);
        QVERIFY(decoded.requires_grad());
        QVERIFY(worstRelative(decoded.detach().clamp(-1, 1), golden("vae_io", "decoded")) < 1e-4);
        decoded.square().mean().backward();
        int without = 0;
        for (const auto& parameter : trained->named_parameters()) {
            const bool inDecoder =
                parameter.key().starts_with("decoder") || parameter.key().starts_with("post_quant");
            without += inDecoder && !parameter.value().grad().defined();
        }
        QCOMPARE(without, 0);
    }
    void aCancelledDecodeLeavesAtOnce() {
        const torch::NoGradGuard noGradients;
        auto vae = tiny();
        std::stop_source stop;
        stop.request_stop();
        const nn::CancelScope scope(stop.get_token());
        QVERIFY_THROWS_EXCEPTION(nn::Cancelled, vae->decode(frame(golden("vae_io", "z"))));
    }
};
LACUNA_TEST(TestVae)
#include "test_vae.moc"

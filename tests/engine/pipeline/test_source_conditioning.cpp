// Models that see the source as channels and are told each token's role: the draft model's way, with random
// weights of its shape.
#include "engine/models/qwen_image/vae_weights.h"
#include "engine/nn/module.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"
#include "tests/engine/pipeline/reference.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

constexpr Size kSize{96, 64};

Networks randomNetworks(bool withMpe) {
    qwen_image::TransformerConfig config;
    config.inChannels = 132;
    config.numLayers = 2;
    config.attentionHeadDim = 32;
    config.numAttentionHeads = 2;
    config.jointAttentionDim = 32;
    config.axesDimsRope = {8, 12, 12};
    Networks networks;
    networks.transformer = qwen_image::makeRandomTransformer(config, at::kFloat, 3);
    auto vae = qwen_image::loadVae(referencePath("tiny-t2i/vae"));
    LACUNA_CHECK(vae);
    networks.vae = *vae;
    networks.sourceConditioning = true;
    if (withMpe)
        networks.mpe = qwen_image::MultimodalPositionalEncoding(qwen_image::MpeConfig{config.width(), 16, 5});
    return networks;
}

CoreRun makeRun(Task task) {
    CoreRun run;
    run.task = task;
    run.size = kSize;
    run.steps = 3;
    run.generator = makeGenerator(5);
    run.guidance.positive.states = torch::randn({1, 5, 32}, makeGenerator(6));
    return run;
}

InpaintSource leftHalf() {
    InpaintSource source;
    source.pixels = torch::rand({1, 3, kSize.height, kSize.width}, makeGenerator(7)) * 2 - 1;
    source.mask = torch::zeros({1, 1, kSize.height, kSize.width});
    source.mask.narrow(3, 0, kSize.width / 2).fill_(1);
    source.cells = coveringCells(source.mask);
    return source;
}

}  // namespace

class TestSourceConditioning : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void channelsAreSourceThenMask() {
        const torch::NoGradGuard noGradients;
        const auto networks = randomNetworks(false);
        const auto source = torch::ones({1, 16, 8, 12});
        auto mask = torch::zeros({1, 1, 8, 12});
        mask.narrow(3, 0, 6).fill_(1);
        const auto channels = sourceChannels(networks, kSize, source, mask);
        QCOMPARE(channels.sizes(), (at::IntArrayRef{1, 24, 68}));
        // The first token lies in the hole: neutral source, mask 1. The last is kept.
        QVERIFY((channels[0][0].slice(0, 0, 64) == 0).all().item<bool>());
        QVERIFY((channels[0][0].slice(0, 64) == 1).all().item<bool>());
        QVERIFY((channels[0][23].slice(0, 0, 64) == 1).all().item<bool>());
        QVERIFY((channels[0][23].slice(0, 64) == 0).all().item<bool>());
    }
    void textToImageSeesANeutralSource() {
        const torch::NoGradGuard noGradients;
        auto networks = randomNetworks(false);
        const auto result = textToImage(networks, makeRun(Task::TextToImage));
        QVERIFY(result);
        QCOMPARE(result->latents.sizes(), (at::IntArrayRef{1, 24, 64}));
        QVERIFY(torch::isfinite(result->latents).all().item<bool>());
    }
    void whatIsKeptComesBackExactly() {
        const torch::NoGradGuard noGradients;
        auto networks = randomNetworks(true);
        const auto source = leftHalf();
        const auto result = inpaint(networks, makeRun(Task::Inpaint), source);
        QVERIFY(result);
        const auto clean = encodePicture(networks, source.pixels, makeGenerator(5), {}, at::kFloat);
        const auto got = qwen_image::unpackLatents(result->latents, 4, 6),
                   kept = qwen_image::unpackLatents(clean, 4, 6);
        QVERIFY(torch::equal(got.narrow(3, 6, 6), kept.narrow(3, 6, 6)));
        QVERIFY(!torch::allclose(got.narrow(3, 0, 6), kept.narrow(3, 0, 6)));
    }
    void theHoleDoesNotReachTheModel() {
        const torch::NoGradGuard noGradients;
        auto networks = randomNetworks(false);
        auto source = leftHalf();
        // Everything is repainted from pure noise, so only what the model is shown of the source could
        // differ.
        source.cells.fill_(1);
        source.mask.fill_(1);
        const auto first = inpaint(networks, makeRun(Task::Inpaint), source);
        source.pixels = -source.pixels;
        const auto second = inpaint(networks, makeRun(Task::Inpaint), source);
        QVERIFY(first && second);
        QVERIFY(torch::equal(first->latents, second->latents));
    }
    void softCellsJoinOnlyWhenTheNoiseHasFallenToThem() {
        const torch::NoGradGuard noGradients;
        auto networks = randomNetworks(false);
        auto source = leftHalf();
        source.cells.fill_(0.5);
        auto run = makeRun(Task::Inpaint);
        run.steps = 6;
        const auto schedule = makeSchedule(networks.scheduler, run.steps, 24);
        const auto clean = encodePicture(networks, source.pixels, makeGenerator(5), {}, at::kFloat);
        auto generator = makeGenerator(5);
        encodePicture(networks, source.pixels, generator, {}, at::kFloat);
        const auto noise = qwen_image::packLatents(drawNoise(generator, 16, kSize.height, kSize.width));
        int held = 0, joined = 0;
        run.onStep = [&](const StepState& state) {
            const float sigma = schedule->sigmas[std::size_t(state.step)];
            const auto reference = sigma * noise + (1 - sigma) * clean;
            (torch::allclose(state.latents, reference, 1e-4, 1e-5) ? held : joined) += 1;
            const bool shouldHold = sigma > 0.5f;
            LACUNA_CHECK(shouldHold == (held + joined == held));
            return Next::Continue;
        };
        QVERIFY(inpaint(networks, run, source));
        QVERIFY(held > 0 && joined > 0);
    }
    void stoppingGivesTheCleanEstimate() {
        const torch::NoGradGuard noGradients;
        auto networks = randomNetworks(false);
        auto run = makeRun(Task::TextToImage);
        torch::Tensor estimate;
        run.onStep = [&](const StepState& state) {
            estimate = state.estimate.clone();
            return state.step == 2 ? Next::StopHere : Next::Continue;
        };
        const auto result = textToImage(networks, run);
        QVERIFY(result && result->partial);
        QVERIFY(torch::equal(result->latents, estimate));
    }
};
LACUNA_TEST(TestSourceConditioning)
#include "test_source_conditioning.moc"

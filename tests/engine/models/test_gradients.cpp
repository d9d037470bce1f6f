// Every network's gradients against the published implementation's (tests/reference/make_gradients.py): the
// same weights, batch and loss must give the same gradient of every parameter, to 1e-4 of its norm.
#include <array>
#include <cmath>

#include "app/parity/fixture.h"
#include "engine/models/qwen_image/keys.h"
#include "engine/models/qwen_image/vae_weights.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using qwen_image::Grid;

namespace {

constexpr double kTolerance = 1e-4;
constexpr std::array kWaves{1.6180339887, 0.7320508076, 2.2360679775};  // of the recipe

/// The norm, and the sums over g_i sin(w i + 0.5).
torch::Tensor sums(const torch::Tensor& gradient) {
    const auto all = gradient.to(torch::kDouble).contiguous().reshape({-1});
    const auto touched = all.nonzero().squeeze(1);  // few, of a vocabulary's table
    const auto flat = all.index_select(0, touched), index = touched.to(torch::kDouble);
    std::vector<torch::Tensor> parts{flat.norm()};
    for (const double wave : kWaves) parts.push_back((flat * torch::sin(wave * index + 0.5)).sum());
    return torch::stack(parts);
}

}  // namespace

class TestGradients : public QObject {
    Q_OBJECT

  public:
    TestGradients() {
        const std::filesystem::path folder = LACUNA_TESTS_DIR "/reference";
        auto fixture = parity::Fixture::open(folder, {torch::kFloat, folder / "tiny-t2i/tokenizer"});
        if (fixture) fixture_ = std::make_unique<parity::Fixture>(*std::move(fixture));
    }

  private Q_SLOTS:
    void initTestCase() { QVERIFY(fixture_ != nullptr); }

    void transformer() {
        auto model = fixture_->transformer("tiny-t2i").value();
        checkTransformer("transformer", *model, {{1, 4, 6}});
    }

    void transformerThatEditsWithZeroCondT() {
        auto model = fixture_->transformer("tiny-edit-plus").value();
        checkTransformer("transformer_edit", *model, {{1, 4, 6}, {1, 4, 6}, {1, 5, 3}});
    }

    void vaeEncoder() {
        auto vae = fixture_->vae().value();
        record(*vae);
        const auto pixels = leaf("vae_encoder", "pixels");
        check("vae_encoder", vae->encodeMoments(pixels.squeeze(2)).unsqueeze(2), *vae, qwen_image::vaeKey);
        checkWhole("vae_encoder/whole/in.pixels", pixels.grad());
    }

    void vaeDecoder() {
        auto vae = fixture_->vae().value();
        record(*vae);
        const auto z = leaf("vae_decoder", "z");
        check("vae_decoder", vae->decode(z.squeeze(2)).unsqueeze(2), *vae, qwen_image::vaeKey);
        checkWhole("vae_decoder/whole/in.z", z.grad());
    }

    void textEncoder() {
        auto encoder = fixture_->textEncoder().value();
        record(*encoder);
        const auto ids = fixture_->tensor("gradients", "text_encoder/in/ids").value();
        auto& language = encoder->language_model;
        const auto positions = qwen2_5_vl::textPositions(torch::ones_like(ids, torch::kBool));
        check("text_encoder", language->forward(language->embed(ids, torch::kFloat), positions), *encoder,
              textKey);
    }

    void visionTower() {
        auto encoder = fixture_->textEncoder().value();
        record(*encoder);
        const auto patches = fixture_->tensor("vision_io", "pixel_values_0").value().to(torch::kFloat);
        const auto grid = fixture_->tensor("gradients", "vision/in/grid").value();
        const auto states = encoder->visual->forward(patches, grid[0][1].item<std::int64_t>(),
                                                     grid[0][2].item<std::int64_t>());
        check("vision", states, *encoder, textKey);
    }

  private:
    static std::string textKey(std::string_view stored) { return qwen2_5_vl::textEncoderKey(stored, true); }

    /// Forgets old gradients and asks for new ones.
    static void record(torch::nn::Module& model) {
        for (auto& parameter : model.parameters()) {
            parameter.set_requires_grad(true);
            parameter.mutable_grad() = torch::Tensor();
        }
    }

    torch::Tensor leaf(const std::string& network, const std::string& name) {
        return fixture_->tensor("gradients", network + "/in/" + name).value().clone().set_requires_grad(true);
    }

    void checkTransformer(const std::string& name, qwen_image::TransformerImpl& model,
                          std::vector<Grid> grids) {
        record(model);
        qwen_image::TransformerInput input;
        input.latents = leaf(name, "latents");
        input.text = leaf(name, "text");
        input.textMask = fixture_->tensor("gradients", name + "/in/mask").value();
        input.timestep = fixture_->tensor("gradients", name + "/in/timestep").value();
        input.grids = std::move(grids);
        check(name, model.forward(input), model, qwen_image::transformerKey);
        checkWhole(name + "/whole/in.latents", input.latents.grad());
        checkWhole(name + "/whole/in.text", input.text.grad());
    }

    void checkWhole(const std::string& name, const torch::Tensor& got) {
        const auto expected = fixture_->tensor("gradients", name).value();
        QVERIFY2(got.defined(), name.c_str());
        QCOMPARE(got.sizes().vec(), expected.sizes().vec());
        const double error = ((got - expected).norm() / expected.norm()).item<double>();
        QVERIFY2(error < kTolerance, qPrintable(QString("%1: %2").arg(name.c_str()).arg(error)));
    }

    /// Mean square distance to the recipe's target, backward, then every gradient of the network.
    void check(const std::string& network, const torch::Tensor& out, torch::nn::Module& model,
               const std::function<std::string(std::string_view)>& rename) {
        const auto target = fixture_->tensor("gradients", network + "/target").value();
        QCOMPARE(out.sizes().vec(), target.sizes().vec());
        const auto loss = (out - target).pow(2).mean();
        const double expectedLoss = fixture_->tensor("gradients", network + "/loss").value().item<double>();
        QVERIFY(std::abs(loss.item<double>() - expectedLoss) < kTolerance * expectedLoss);
        loss.backward();

        const auto parameters = model.named_parameters();
        std::set<std::string> compared;
        const std::string prefix = network + "/sums/", wholePrefix = network + "/whole/";
        const auto names = fixture_->names("gradients").value();
        for (const auto& name : names) {
            const bool whole = name.starts_with(wholePrefix) && !name.starts_with(wholePrefix + "in.");
            if (!name.starts_with(prefix) && !whole) continue;
            const auto key = rename(name.substr(whole ? wholePrefix.size() : prefix.size()));
            const auto* parameter = parameters.find(key);
            QVERIFY2(parameter && parameter->grad().defined(), (name + " has no gradient here").c_str());
            if (whole) {
                checkWhole(name, parameter->grad());
                continue;
            }
            const auto expected = fixture_->tensor("gradients", name).value();
            const auto got = sums(parameter->grad());
            const double scale = std::max(expected[0].item<double>(), 1e-7);
            const double error = (got - expected).abs().max().item<double>() / scale;
            QVERIFY2(error < kTolerance, qPrintable(QString("%1: %2 of a norm of %3")
                                                        .arg(name.c_str())
                                                        .arg(error)
                                                        .arg(expected[0].item<double>())));
            compared.insert(key);
        }
        // Nothing has a gradient that the published network does not have.
        for (const auto& parameter : parameters) {
            const bool moved =
                parameter.value().grad().defined() && parameter.value().grad().abs().max().item<double>() > 0;
            QVERIFY2(!moved || compared.contains(parameter.key()), parameter.key().c_str());
        }
        QVERIFY(compared.size() > 20);
    }

    std::unique_ptr<parity::Fixture> fixture_;
};
LACUNA_TEST(TestGradients)
#include "test_gradients.moc"

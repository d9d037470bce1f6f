// The preview's matrix: fitted to a VAE, remembered, and cheap.
#include <QtCore/QTemporaryDir>

#include "engine/models/qwen_image/vae_weights.h"
#include "engine/nn/module.h"
#include "engine/sampling/latent_projection.h"
#include "engine/sampling/noise.h"
#include "engine/sampling/projection_cache.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

constexpr const char* kVaeFolder = LACUNA_TESTS_DIR "/reference/tiny-t2i/vae";

LatentProjection any() {
    LatentProjection projection;
    projection.weight = torch::randn({16, 3});
    projection.bias = torch::rand({3});
    return projection;
}

}  // namespace

class TestProjection : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void showsAPictureThatTheFitHasNotSeen() {
        const torch::NoGradGuard noGradients;
        // A VAE that was trained: one of random weights has no region that pictures' latents lie in.
        auto vae = qwen_image::loadVae(LACUNA_RESOURCES_DIR "/models/draft/vae");
        QVERIFY2(vae, vae ? "" : describe(vae.error()).c_str());
        const auto projection = fitProjection(*vae);
        QCOMPARE(projection.weight.sizes(), (at::IntArrayRef{16, 3}));
        // On a picture that the fit has not seen: the decoded poster, pooled, against the projection of its
        // latents.
        const auto file = Checkpoint::open(LACUNA_TESTS_DIR "/reference/vae_io.safetensors");
        QVERIFY(file);
        const auto pixels = tensorOf(*file, "pixels");
        QVERIFY(pixels);
        const auto latents = (*vae)->normalise((*vae)->encode(pixels->select(2, 0)).mean);
        const auto decoded = (*vae)->decode((*vae)->denormalise(latents)).clamp(-1, 1) * 0.5 + 0.5;
        const auto truth = at::avg_pool2d(decoded, {8, 8});
        const auto shown =
            project(projection, latents).permute({2, 0, 1}).to(at::kFloat).div(255).unsqueeze(0);
        const double error = (shown - truth).square().mean().item<double>();
        const double flat = (truth - truth.mean({2, 3}, true)).square().mean().item<double>();
        QVERIFY2(error < 0.5 * flat, qPrintable(QString("%1 against %2").arg(error).arg(flat)));
    }
    void aFlatLatentGivesAFlatPreview() {
        auto projection = any();
        projection.bias.fill_(0.5);
        const auto picture = project(projection, torch::zeros({1, 16, 4, 6}));
        QCOMPARE(picture.sizes(), (at::IntArrayRef{4, 6, 3}));
        QVERIFY((picture == 128).all().item<bool>());
    }
    void theSecondFitIsRead() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const auto first = any();
        cachedProjection(path, 7, 16, [&] { return first; });
        bool fitted = false;
        const auto second = cachedProjection(path, 7, 16, [&] { return fitted = true, any(); });
        QVERIFY(!fitted);
        QVERIFY(torch::allclose(second.weight, first.weight));
        cachedProjection(path, 8, 16, [&] { return fitted = true, any(); });
        QVERIFY(fitted);
    }
    void aDamagedCacheIsFittedAgain() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        cachedProjection(path, 7, 16, any);
        QFile file(folder.filePath("0000000000000007.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"weight\": [1, 2");
        file.close();
        bool fitted = false;
        cachedProjection(path, 7, 16, [&] { return fitted = true, any(); });
        QVERIFY(fitted);
    }
    void differentWeightsHaveDifferentHashes() {
        const auto vae = Checkpoint::open(kVaeFolder);
        const auto other = Checkpoint::open(LACUNA_TESTS_DIR "/reference/tiny-t2i/text_encoder");
        QVERIFY(vae && other);
        QCOMPARE(hashOf(*vae), hashOf(*vae));
        QVERIFY(hashOf(*vae) != hashOf(*other));
    }
};
LACUNA_TEST(TestProjection)
#include "test_projection.moc"

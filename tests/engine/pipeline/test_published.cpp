// Whole pipelines against the published implementation: every step's latents and the final picture, in
// float32.
#include <QtCore/QTemporaryDir>

#include "engine/pipeline/edit_plus.h"
#include "engine/pipeline/image_to_image.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/pictures.h"
#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"
#include "tests/engine/pipeline/reference.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

// The recipe of each case is tests/reference/make_fixtures.py, "pipelines" (seed 0, 96 x 64 pixels).
namespace {

constexpr Size kSize{96, 64};
constexpr double kTolerance = 1e-3;
constexpr std::uint64_t kSeed = 11;
const std::string kPrompt0 = "设计一张科技风中秋节海报，主标题‘月满中秋’";
const std::string kPrompt1 = "A poster of a moon over the city, titled \"Mid-Autumn Festival 2024\"";

Image picture(const std::string& name) {
    const QImage file =
        QImage(QString::fromStdString(referencePath(name).string())).convertToFormat(QImage::Format_RGB888);
    LACUNA_CHECK(!file.isNull());
    Bitmap bitmap({file.width(), file.height()}, PixelFormat::Rgb8);
    for (int y = 0; y < file.height(); ++y) {
        std::copy_n(file.constScanLine(y), bitmap.bytesPerRow(), bitmap.row<std::uint8_t>(y));
    }
    return std::move(bitmap).freeze();
}

/// The worst step and the picture, for messages.
struct Difference {
    double steps = 0, image = 0;
    bool within() const { return steps <= kTolerance && image <= kTolerance; }
    QByteArray text() const { return QString("steps %1, image %2").arg(steps).arg(image).toUtf8(); }
};

}  // namespace

class TestPublished : public QObject {
    Q_OBJECT
  private:
    ModelStore store_{StoreOptions{}};
    ReferencePrompts prompts_;
    QTemporaryDir scratch_;
    std::vector<torch::Tensor> seen_;

    Networks& networks() {
        auto loaded = store_.networks();
        if (!loaded) throw std::runtime_error(describe(loaded.error()));
        return **loaded;
    }
    CoreRun makeRun(int steps, double guidance, const PromptSource& prompt, const char* negative) {
        seen_.clear();
        CoreRun run;
        run.size = kSize;
        run.steps = steps;
        run.generator = makeGenerator(kSeed);
        run.guidance.positive = prompts_.read(prompt);
        run.guidance.scale = guidance;
        if (negative) {
            PromptSource other = prompt;
            other.text = negative;
            run.guidance.negative = prompts_.read(other);
        }
        run.onStep = [this](const StepState& state) {
            seen_.push_back(state.latents.clone());
            return Next::Continue;
        };
        return run;
    }
    CoreRun makeRun(int steps, double guidance, const std::string& prompt, const char* negative) {
        return makeRun(steps, guidance, PromptSource{PromptTemplate::TextToImage, prompt, {}}, negative);
    }
    Difference compare(const std::string& file, const std::string& name,
                       const Result<DenoiseResult>& result) {
        LACUNA_CHECK(result);
        const auto steps = golden(file, name + "_steps");  // [N, 1, S, 64]
        LACUNA_CHECK(steps.size(0) == std::int64_t(seen_.size()));
        Difference difference;
        for (std::size_t i = 0; i < seen_.size(); ++i) {
            difference.steps = std::max(difference.steps, worst(seen_[i], steps[std::int64_t(i)]));
        }
        const auto image = decodePicture(networks(), result->latents, kSize) * 0.5 + 0.5;
        difference.image = worst(image.squeeze(0).permute({1, 2, 0}), golden(file, name + "_image"));
        return difference;
    }
    void openEdit(const std::string& name) {
        const auto folder = wholeEditModel(name, scratch_.path().toStdString());
        const auto opened = store_.open(folder);
        QVERIFY2(opened, opened ? "" : describe(opened.error()).c_str());
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto opened = store_.open(referencePath("tiny-t2i"));
        QVERIFY2(opened, opened ? "" : describe(opened.error()).c_str());
    }
    void textToImageWithGuidance() {
        const torch::NoGradGuard noGradients;
        auto run = makeRun(4, 4.0, kPrompt0, "blurry");
        run.noise = golden("pipeline_t2i", "noise_unpacked").squeeze(1);
        const auto difference = compare("pipeline_t2i", "t2i", textToImage(networks(), run));
        QVERIFY2(difference.within(), difference.text());
    }
    void textToImageWithoutGuidance() {
        const torch::NoGradGuard noGradients;
        auto run = makeRun(4, 1.0, kPrompt1, nullptr);
        run.noise = golden("pipeline_t2i", "noise_unpacked").squeeze(1);
        const auto difference = compare("pipeline_t2i", "t2i_nocfg", textToImage(networks(), run));
        QVERIFY2(difference.within(), difference.text());
    }
    void textToImageFromASeed() {
        const torch::NoGradGuard noGradients;
        const auto run = makeRun(2, 1.0, kPrompt1, nullptr);
        const auto difference = compare("pipeline_seeded", "t2i_seeded", textToImage(networks(), run));
        QVERIFY2(difference.within(), difference.text());
    }
    void imageToImageFromASeed() {
        const torch::NoGradGuard noGradients;
        auto run = makeRun(5, 3.0, kPrompt1, "blurry");
        run.strength = 0.6;
        const auto pixels = pictureTensor(picture("image.png"));
        const auto difference = compare("pipeline_seeded", "i2i", imageToImage(networks(), run, pixels));
        QVERIFY2(difference.within(), difference.text());
    }
    void inpaintFromASeed() {
        const torch::NoGradGuard noGradients;
        const auto run = makeRun(4, 3.0, kPrompt1, " ");
        const auto mask = (pictureTensor(picture("mask.png")).narrow(1, 0, 1) + 1) / 2;
        const InpaintSource source{pictureTensor(picture("image.png")), mask, nearestCells(mask)};
        const auto difference = compare("pipeline_seeded", "inpaint", inpaint(networks(), run, source));
        QVERIFY2(difference.within(), difference.text());
    }
    void inpaintWithPartOfTheSchedule() {
        const torch::NoGradGuard noGradients;
        auto run = makeRun(5, 1.0, kPrompt1, nullptr);
        run.strength = 0.7;
        const auto mask = (pictureTensor(picture("mask.png")).narrow(1, 0, 1) + 1) / 2;
        const InpaintSource source{pictureTensor(picture("image.png")), mask, nearestCells(mask)};
        const auto difference =
            compare("pipeline_seeded", "inpaint_partial", inpaint(networks(), run, source));
        QVERIFY2(difference.within(), difference.text());
    }
    void editOnePicture() {
        const torch::NoGradGuard noGradients;
        openEdit("tiny-edit");
        const auto reference = editReference(picture("image.png"));
        const PromptSource prompt{PromptTemplate::Edit, "make it night", {reference.forText}};
        const auto run = makeRun(2, 4.0, prompt, " ");
        const auto difference =
            compare("pipeline_edit", "edit", edit(networks(), run, {&reference.forModel, 1}));
        QVERIFY2(difference.within(), difference.text());
    }
    void editWithSeveralPictures() {
        const torch::NoGradGuard noGradients;
        openEdit("tiny-edit-plus");
        const auto first = editPlusReference(picture("image.png")),
                   second = editPlusReference(picture("image2.png"));
        const PromptSource prompt{PromptTemplate::EditPlus,
                                  "put the moon of picture 2 over the city of picture 1",
                                  {first.forText, second.forText}};
        const auto run = makeRun(2, 4.0, prompt, " ");
        const std::vector<torch::Tensor> references{first.forModel, second.forModel};
        const auto difference = compare("pipeline_edit", "edit_plus", edit(networks(), run, references));
        QVERIFY2(difference.within(), difference.text());
    }
};
LACUNA_TEST(TestPublished)
#include "test_published.moc"

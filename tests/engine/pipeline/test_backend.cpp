// Requests through the module, as the editor sends them: events in order, kept pixels kept, cancel and stop.
#include <QtCore/QTemporaryDir>
#include <nlohmann/json.hpp>

#include "engine/image/composite.h"
#include "engine/image/mask_ops.h"
#include "tests/engine/pipeline/backend_runs.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

constexpr Size kSize{96, 64};
constexpr Rect kHole{32, 16, 40, 24};

#define REQUIRE(run) QVERIFY2((run).result, (run).result ? "" : describe((run).result.error()).c_str())

Candidate only(const BackendRun& run) {
    const auto ready = run.all<CandidateReady>();
    return ready.empty() ? Candidate{} : ready.front().candidate;
}

GenerateRequest inpaintRequest() {
    auto request = smallRequest(Task::Inpaint);
    request.source = poster(kSize);
    request.mask = maskOf(kSize, kHole);
    request.bands = {4, 6, 4};
    request.placement = {100, 200, kSize.width, kSize.height};
    request.documentRevision = 42;
    return request;
}

/// The page after the candidate was put in.
Image composited(const Image& page, const Candidate& candidate) {
    Bitmap result = page.thaw();
    composite(result, candidate.pixels, candidate.mask);
    return std::move(result).freeze();
}

}  // namespace

class TestBackend : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void saysWhatItIs() { QVERIFY(backend().about().find("libtorch 2.") == 0); }
    void eventsComeInOrder() {
        auto request = smallRequest(Task::TextToImage);
        request.prompt = "eventsComeInOrder";
        backend().release();
        const auto run = runRequest(request);
        REQUIRE(run);
        QVERIFY(!run.all<LoadingModel>().empty());
        double fraction = 0;
        std::vector<int> steps;
        bool encoded = false, decoded = false, ready = false;
        for (const auto& event : run.events) {
            QCOMPARE(requestOf(event).value, std::uint64_t{7});
            if (std::holds_alternative<EncodingPrompt>(event)) encoded = steps.empty();
            if (const auto* e = std::get_if<LoadingModel>(&event)) {
                QVERIFY(e->fraction >= 0 && e->fraction <= 1);
                fraction = e->fraction;
            }
            if (const auto* e = std::get_if<StepPreview>(&event)) {
                QVERIFY(encoded && !decoded);
                QCOMPARE(e->image.size(), (Size{12, 8}));
                steps.push_back(e->step);
            }
            if (std::holds_alternative<Decoding>(event)) decoded = true;
            if (std::holds_alternative<CandidateReady>(event)) ready = decoded;
        }
        QVERIFY(fraction > 0.99);
        QCOMPARE(steps, (std::vector<int>{0, 1, 2}));
        QVERIFY(ready);
        QCOMPARE(only(run).pixels.size(), kSize);
        QVERIFY(!only(run).mask);
    }
    void aSeedMeansOnePicture() {
        auto request = smallRequest(Task::TextToImage);
        const auto first = runRequest(request), again = runRequest(request);
        REQUIRE(first);
        QVERIFY(only(first).pixels == only(again).pixels);
        request.sampling.seed = 2;
        QVERIFY(!(only(runRequest(request)).pixels == only(first).pixels));
    }
    void aKnownPromptIsNotReadAgain() {
        const auto request = smallRequest(Task::TextToImage);
        REQUIRE(runRequest(request));
        QVERIFY(runRequest(request).all<EncodingPrompt>().empty());
    }
    void variantsHaveSeedsOfTheirOwn() {
        auto request = smallRequest(Task::TextToImage);
        request.variants = 2;
        request.previews = false;
        const auto run = runRequest(request);
        REQUIRE(run);
        const auto ready = run.all<CandidateReady>();
        QCOMPARE(ready.size(), std::size_t{2});
        QCOMPARE(ready[1].candidate.recipe.sampling.seed, std::uint64_t{2});
        request.variants = 1;
        request.sampling.seed = 2;
        QVERIFY(only(runRequest(request)).pixels == ready[1].candidate.pixels);
        for (const auto& preview : run.all<StepPreview>()) QVERIFY(!preview.image);
    }
    void keptPixelsStayIdentical() {
        const auto request = inpaintRequest();
        const auto run = runRequest(request);
        REQUIRE(run);
        const auto candidate = only(run);
        QCOMPARE(candidate.placement, request.placement);
        QCOMPARE(candidate.documentRevision, std::uint64_t{42});
        QCOMPARE(candidate.pixels.size(), kSize);
        const Image page = composited(request.source, candidate);
        const Rect reach = kHole.grown(reachPx(request.bands));
        int changed = 0;
        for (int y = 0; y < kSize.height; ++y) {
            for (int x = 0; x < kSize.width; ++x) {
                const auto* before = request.source.row<std::uint8_t>(y) + 4 * x;
                const bool same = std::equal(before, before + 4, page.row<std::uint8_t>(y) + 4 * x);
                if (!reach.contains(x, y)) QVERIFY2(same, qPrintable(QString("%1, %2").arg(x).arg(y)));
                changed += !same;
            }
        }
        QVERIFY(changed > kHole.width * kHole.height / 2);
    }
    void theFirstPreviewIsTheInfill() {
        const auto request = inpaintRequest();
        const auto run = runRequest(request);
        REQUIRE(run);
        const auto first = run.all<StepPreview>().front();
        QCOMPARE(first.step, 0);
        // Far from the hole it shows the source itself: the top left cell is nearly black-blue there.
        const auto* pixel = first.image.row<std::uint8_t>(0);
        QVERIFY(pixel[0] < 20 && pixel[2] > 150);
    }
    void resultsHaveTheCropsSizeAndDepth() {
        auto request = inpaintRequest();
        const Size size{150, 100};
        request.source = poster(size, PixelFormat::Rgba16);
        request.mask = maskOf(size, {50, 25, 60, 40});
        request.placement = {0, 0, size.width, size.height};
        const auto candidate = only(runRequest(request));
        QCOMPARE(candidate.pixels.size(), size);
        QCOMPARE(candidate.pixels.format(), PixelFormat::Rgb16);
        QCOMPARE(candidate.mask.size(), size);
        QCOMPARE(candidate.mask.row<std::uint8_t>(0)[0], std::uint8_t{0});
    }
    void imageToImageRepaintsEverything() {
        auto request = smallRequest(Task::ImageToImage);
        request.source = poster(kSize);
        request.sampling.strength = 0.5;
        const auto run = runRequest(request);
        REQUIRE(run);
        QVERIFY(!only(run).mask);
        QCOMPARE(run.all<StepPreview>().size(), std::size_t{2});  // the start, and one of two steps
    }
    void outpaintFillsWhatIsTransparent() {
        auto request = smallRequest(Task::Outpaint);
        Bitmap canvas = poster(kSize).thaw();
        for (int y = 0; y < kSize.height; ++y)
            std::fill_n(canvas.row<std::uint8_t>(y) + 4 * 64, 4 * 32, std::uint8_t{0});
        request.source = std::move(canvas).freeze();
        request.outpaint = {0, 0, 32, 0};
        const auto run = runRequest(request);
        REQUIRE(run);
        const auto mask = only(run).mask;
        QVERIFY(mask);
        QCOMPARE(maskBounds(mask), (Rect{64, 0, 32, 64}));
    }
    void editingLooksAtThePicture() {
        const QTemporaryDir scratch;
        const std::filesystem::path folder = scratch.path().toStdString();
        const auto reference = tinyModel().parent_path();
        for (const char* part : {"model_index.json", "transformer", "processor"}) {
            std::filesystem::create_symlink(reference / "tiny-edit" / part, folder / part);
        }
        for (const char* part : {"vae", "text_encoder", "tokenizer", "scheduler"}) {
            std::filesystem::create_symlink(tinyModel() / part, folder / part);
        }
        auto request = smallRequest(Task::Edit);
        request.model = folder;
        request.sampling.steps = 1;
        request.references = {poster(kSize)};
        const auto first = runRequest(request);
        REQUIRE(first);
        request.references = {maskOf(kSize, kHole)};
        const auto second = runRequest(request);
        REQUIRE(second);
        QVERIFY(!(only(first).pixels == only(second).pixels));
    }
    void aCancelledRunEndsWithoutACandidate() {
        auto request = smallRequest(Task::TextToImage);
        request.sampling.steps = 50;
        std::stop_source stop;
        int steps = 0;
        const auto run = runRequest(request, {stop.get_token(), nullptr}, [&](const Event& event) {
            const auto* preview = std::get_if<StepPreview>(&event);
            if (preview && ++steps == 3) stop.request_stop();
        });
        QVERIFY(!run.result);
        QCOMPARE(run.result.error().kind, ErrorKind::Cancelled);
        QCOMPARE(steps, 3);
        QVERIFY(run.all<CandidateReady>().empty());
    }
    void aRunCancelledBeforeItStartsLoadsNothing() {
        backend().release();
        std::stop_source stop;
        stop.request_stop();
        const auto run = runRequest(smallRequest(Task::TextToImage), {stop.get_token(), nullptr});
        QCOMPARE(run.result.error().kind, ErrorKind::Cancelled);
        QVERIFY(run.all<EncodingPrompt>().empty());
    }
    void stopHereKeepsTheEstimate() {
        auto request = smallRequest(Task::TextToImage);
        request.sampling.steps = 8;
        request.variants = 3;
        std::atomic<bool> finishNow = false;
        const auto run = runRequest(request, {{}, &finishNow}, [&](const Event& event) {
            const auto* preview = std::get_if<StepPreview>(&event);
            if (preview && preview->step == 2) finishNow = true;
        });
        REQUIRE(run);
        QCOMPARE(run.all<CandidateReady>().size(), std::size_t{1});
        QVERIFY(only(run).partial);
        QCOMPARE(run.all<StepPreview>().back().step, 2);
    }
    void theBenchmarkMeasures() {
        const auto figures = backend().benchmark(
            R"({"layers": 1, "width": 128, "size": [64, 64], "steps": 2, "vae_base_dim": 8, "gemm_tokens": 16,
                "text_tokens": 8})",
            {});
        QVERIFY2(figures, figures ? "" : describe(figures.error()).c_str());
        const auto json = nlohmann::json::parse(*figures);
        for (const char* key : {"step_s", "preview_s", "vae_encode_s", "vae_decode_s"}) {
            QVERIFY2(json[key]["median"].get<double>() > 0, key);
        }
        QVERIFY(json["gemm_gflops_before"]["f32"].get<double>() > 0);
        QVERIFY(json["step_share_of_ceiling"].get<double>() > 0);
        QVERIFY(json["peak_private_bytes_above_idle"].get<double>() >= 0);
        QVERIFY(json.contains("foreign_cpu_share") && json.contains("cancel_s"));
    }
    void theBenchmarkRefusesNonsense() {
        for (const char* options : {"", "{}", R"({"layers": -1})", R"({"layers": 1, "model": "x"})",
                                    R"({"layers": 1, "width": 100})", R"({"layers": 1, "dtype": "int3"})"}) {
            QVERIFY2(!backend().benchmark(options, {}), options);
        }
    }
};
LACUNA_TEST(TestBackend)
#include "test_backend.moc"

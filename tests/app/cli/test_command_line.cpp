// Whole runs of the command line, in this process, with an engine that paints plain red where it may.
#include "app/cli/command_line.h"

#include <QtCore/QTemporaryDir>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "engine/formats/image_file.h"
#include "engine/image/blend_bands.h"
#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "engine/image/outpaint_plan.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

std::vector<GenerateRequest> requests;  // of the current test

class RedBackend : public Backend {
  public:
    Result<void> run(const GenerateRequest& request, const RunControl& control,
                     const EventSink& sink) override {
        requests.push_back(request);
        if (request.prompt == "break") return fail(ErrorKind::OutOfMemory, "Too large. Try less.");
        if (request.prompt == "wait") {
            std::raise(SIGINT);
            while (!control.cancelled()) std::this_thread::yield();
            return fail(ErrorKind::Cancelled, "cancelled");
        }
        for (int i = 0; i < request.variants; ++i) {
            Bitmap small({8, 8}, PixelFormat::Rgb8);
            sink(StepPreview{request.id, i, request.variants, 1, 1, std::move(small).freeze(), 0.5, 1.5});
            Bitmap red(request.placement.size(), PixelFormat::Rgb8);
            fill(red, boundsOf(red.size()), {65535, 0, 0, 65535});
            Candidate candidate;
            candidate.pixels = std::move(red).freeze();
            if (request.mask)
                candidate.mask =
                    compositeMask(denoiseMask(request.mask, request.bands), request.bands).freeze();
            candidate.placement = request.placement;
            candidate.recipe.task = request.task;
            candidate.recipe.prompt = request.prompt;
            candidate.recipe.sampling = request.sampling;
            candidate.recipe.sampling.seed += std::uint64_t(i);
            candidate.recipe.modelSize = request.modelSize;
            sink(CandidateReady{request.id, i, request.variants, std::move(candidate)});
        }
        return {};
    }
    void release() override {}
    std::string about() override { return "red"; }
    Result<std::string> benchmark(const std::string& options, const RunControl&) override {
        return "{\"asked\":" + options + "}";
    }
};

struct Outcome {
    int code;
    std::string out, err;
};
Outcome run(std::vector<std::string> words) {
    requests.clear();
    std::ostringstream out, err;
    const int code = runCommandLine(
        words, {[]() -> Result<std::unique_ptr<Backend>> { return std::make_unique<RedBackend>(); }, out, err,
                false});
    return {code, out.str(), err.str()};
}

const std::string kModel = LACUNA_TESTS_DIR "/reference/tiny-t2i";

}  // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string in(const char* name) const {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }

  private Q_SLOTS:
    void initTestCase() {
        QVERIFY(writeImage(in("page.png"), tests::noise({600, 500}, PixelFormat::Rgb8).freeze()).has_value());
        QVERIFY(
            writeImage(in("deep.tif"), tests::noise({600, 500}, PixelFormat::Rgba16).freeze()).has_value());
        Bitmap mask({600, 500}, PixelFormat::Gray8);
        fillRectangle(mask, 250, 200, 330, 260);
        QVERIFY(writeImage(in("mask.png"), std::move(mask).freeze()).has_value());
        QVERIFY(writeImage(in("empty.png"), Bitmap({600, 500}, PixelFormat::Gray8).freeze()).has_value());
        QVERIFY(writeImage(in("small.png"), Bitmap({60, 50}, PixelFormat::Gray8).freeze()).has_value());
    }
    void aFillChangesNothingOutsideItsReach() {
        for (const char* page : {"page.png", "deep.tif"}) {
            const Outcome o = run({"fill", "--model", kModel, "--image", in(page), "--mask", in("mask.png"),
                                   "--prompt", "一轮明月", "--output", in("out.tif"), "--seed", "5"});
            QVERIFY2(o.code == 0, o.err.c_str());
            QCOMPARE(o.out, in("out.tif") + "\n");
            const Image before = readImage(in(page))->pixels, after = readImage(in("out.tif"))->pixels;
            QCOMPARE(after.size(), before.size());
            QCOMPARE(after.format(), before.format());
            const Rect reach = Rect{250, 200, 80, 60}.grown(reachPx(requests.at(0).bands));
            const auto bytes = std::size_t(bytesPerPixel(before.format()));
            int changed = 0;
            for (int y = 0; y < 500; ++y) {
                for (int x = 0; x < 600; ++x) {
                    const auto *a = before.row<std::byte>(y) + std::size_t(x) * bytes,
                               *b = after.row<std::byte>(y) + std::size_t(x) * bytes;
                    const bool same = std::equal(a, a + bytes, b);
                    if (!reach.contains(x, y)) QVERIFY(same);
                    changed += !same;
                }
            }
            QVERIFY(changed > 80 * 60);
            QCOMPARE(requests.at(0).sampling.seed, std::uint64_t{5});
            QCOMPARE(requests.at(0).prompt, std::string("一轮明月"));
            QVERIFY(requests.at(0).task == Task::Inpaint);
            QVERIFY(readImage(in("out.tif"))->recipe.find("lacuna_recipe") != std::string::npos);
        }
    }
    void variantsGetFilesAndSeeds() {
        const Outcome o = run({"generate", "--model", kModel, "--prompt", "x", "--size", "300x200",
                               "--variants", "2", "--seed", "9", "--output", in("v.png"), "--json"});
        QVERIFY2(o.code == 0, o.err.c_str());
        QCOMPARE(readImageHeader(in("v-1.png"))->size, (Size{300, 200}));
        QVERIFY(readImageHeader(in("v-2.png")).has_value());
        QVERIFY(o.out.find("\"seed\":9") != std::string::npos &&
                o.out.find("\"seed\":10") != std::string::npos);
        QCOMPARE(std::ranges::count(o.out, '\n'), 1);
    }
    void anExpandedPageKeepsTheOldOne() {
        const Outcome o = run({"expand", "--model", kModel, "--image", in("page.png"), "--expand",
                               "left=100,top=50", "--overlap", "30", "--output", in("wide.png")});
        QVERIFY2(o.code == 0, o.err.c_str());
        const Image before = readImage(in("page.png"))->pixels, after = readImage(in("wide.png"))->pixels;
        QCOMPARE(after.size(), (Size{700, 550}));
        for (int y = 30; y < 500; ++y) {
            for (int i = 3 * 30; i < 3 * 600; ++i)
                QCOMPARE(after.row<std::uint8_t>(y + 50)[i + 300], before.row<std::uint8_t>(y)[i]);
        }
        QCOMPARE(int(after.row<std::uint8_t>(0)[0]), 255);  // painted
        QVERIFY(requests.at(0).task == Task::Outpaint);
    }
    void largeExpansionsTakeSeveralPasses() {
        const Outcome o = run({"expand", "--model", kModel, "--image", in("page.png"), "--expand",
                               "right=700", "--output", in("wide.png")});
        QVERIFY2(o.code == 0, o.err.c_str());
        QCOMPARE(readImageHeader(in("wide.png"))->size, (Size{1300, 500}));
        QVERIFY(requests.size() > 1);
    }
    void refiningSeesTheWholePage() {
        const Outcome o =
            run({"refine", "--model", kModel, "--image", in("page.png"), "--output", in("r.png")});
        QVERIFY2(o.code == 0, o.err.c_str());
        QCOMPARE(requests.at(0).sampling.strength, 0.6);
        QVERIFY(requests.at(0).placement.contains(Rect{0, 0, 600, 500}));
        QCOMPARE(readImageHeader(in("r.png"))->size, (Size{600, 500}));
    }
    void previewsAreWritten() {
        const Outcome o = run({"generate", "--model", kModel, "--prompt", "x", "--output", in("g.png"),
                               "--preview-dir", in("previews")});
        QVERIFY2(o.code == 0, o.err.c_str());
        QVERIFY(readImage(in("previews") + "/preview-1-01-0001.png").has_value());
        QVERIFY2(o.err.find("step 1/1, 2 s left") != std::string::npos, o.err.c_str());
    }
    void exitCodesSayWhatWentWrong() {
        const std::string page = in("page.png"), mask = in("mask.png"), out = in("never.png");
        const auto fill = [&](std::string image, std::string maskFile, std::string output,
                              std::string model = kModel) {
            return run({"fill", "--model", model, "--image", image, "--mask", maskFile, "--output", output});
        };
        QCOMPARE(run({"paint"}).code, 2);
        QCOMPARE(fill(page, in("empty.png"), out).code, 2);
        QCOMPARE(fill(page, in("small.png"), out).code, 2);
        QCOMPARE(fill("/no/such.png", mask, out).code, 3);
        QCOMPARE(fill(page, mask, in("never.bmp")).code, 3);
        QCOMPARE(fill(page, mask, out, "/no/such/model").code, 4);
        QCOMPARE(fill(page, mask, out, "Unknown-Model").code, 4);
        QCOMPARE(fill(page, mask, "/no/such/folder/a.png").code, 6);
        QCOMPARE(run({"generate", "--model", kModel, "--prompt", "break", "--output", out}).code, 5);
        QCOMPARE(run({"generate", "--model", kModel, "--fast", "--prompt", "x", "--output", out}).code, 3);
        QCOMPARE(run({"edit", "--model", kModel, "--prompt", "x", "--image", page, "--output", out}).code, 3);
        QVERIFY(!std::filesystem::exists(out));
    }
    void sizesThatDoNotMatchAreBothNamed() {
        const Outcome o = run({"fill", "--model", kModel, "--image", in("page.png"), "--mask",
                               in("small.png"), "--output", in("never.png")});
        QVERIFY(o.err.find("60 x 50") != std::string::npos && o.err.find("600 x 500") != std::string::npos);
    }
    void ctrlCCancels() {
        const Outcome o =
            run({"generate", "--model", kModel, "--prompt", "wait", "--output", in("never.png")});
        QCOMPARE(o.code, 130);
        QVERIFY(!std::filesystem::exists(in("never.png")));
    }
    void errorsAreJsonToo() {
        const Outcome o = run({"fill", "--json"});
        QCOMPARE(o.code, 2);
        QVERIFY2(o.out.find("\"kind\":\"bad request\"") != std::string::npos, o.out.c_str());
    }
    void benchAsksTheBackend() {
        const Outcome o = run({"bench", "--layers", "3", "--width", "256", "--json"});
        QCOMPARE(o.out, std::string("{\"asked\":{\"layers\":3,\"width\":256}}\n"));
    }
    void modelsAreFoundInFolders() {
        qputenv("LACUNA_MODELS", LACUNA_TESTS_DIR "/reference");
        const Outcome o = run({"models"});
        qunsetenv("LACUNA_MODELS");
        QVERIFY2(o.out.find("tiny-t2i") != std::string::npos, o.out.c_str());
    }
    void subcommandsAreToldFromFiles() {
        const auto is = [](std::vector<const char*> words) {
            return isCommandLine(int(words.size()), const_cast<char**>(words.data()));
        };
        QVERIFY(is({"lacuna", "fill"}));
        QVERIFY(is({"lacuna", "--help"}));
        QVERIFY(!is({"lacuna"}));
        QVERIFY(!is({"lacuna", "poster.ora"}));
    }
};
LACUNA_TEST(TestCommandLine)
#include "test_command_line.moc"

// From a snapshot to a request: the crop, the mask and the numbers are what the person asked for.
#include <algorithm>

#include "engine/image/mask_ops.h"
#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/generation/build_request.h"
#include "ui/generation/expand_passes.h"

using namespace lacuna;

namespace {

Snapshot snapshotOf(const Document& document) {
    return document.snapshot();
}

PromptSettings settings(double strength = 1) {
    PromptSettings s;
    s.prompt = "a moon";
    s.seed = 7;
    s.steps = 5;
    s.guidance = 2.5;
    s.strength = strength;
    s.variants = 3;
    return s;
}

}  // namespace

class TestBuildRequest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void fillSeesTheMaskAndItsSurroundings() {
        Document document(tests::testPicture());
        document.fillMaskRect(QRectF(200, 180, 120, 100));
        const auto built = buildRequest(snapshotOf(document), settings(), tests::testModel(), {});
        QVERIFY(built);
        const GenerateRequest& request = built->request;
        QCOMPARE(request.task, Task::Inpaint);
        QVERIFY(request.placement.contains(Rect{200, 180, 120, 100}));
        QCOMPARE(request.source.size(), request.placement.size());
        QCOMPARE(request.mask.size(), request.placement.size());
        QCOMPARE(maskBounds(request.mask).translated(request.placement.x, request.placement.y),
                 (Rect{200, 180, 120, 100}));
        QCOMPARE(request.modelSize.width % 16, 0);
        QCOMPARE(request.modelSize.height % 16, 0);
        QCOMPARE(request.sampling.seed, 7u);
        QCOMPARE(request.sampling.steps, 5);
        QCOMPARE(request.sampling.guidance, 2.5);
        QCOMPARE(request.sampling.strength, 1.0);
        QCOMPARE(request.variants, 3);
        QCOMPARE(request.documentRevision, document.revision());
    }

    void theFirstPreviewKnowsNothingOfWhatIsMasked() {
        Bitmap photo({640, 512}, PixelFormat::Rgb8);
        for (int y = 180; y < 280; ++y)
            std::fill_n(photo.row<std::uint8_t>(y) + 3 * 200, 3 * 120, std::uint8_t(255));
        Document document(pictureFromImage(std::move(photo).freeze(), "Photo"));
        document.fillMaskRect(QRectF(190, 170, 140, 120));
        const auto built = buildRequest(snapshotOf(document), settings(), tests::testModel(), {});
        QVERIFY(built && built->firstPreview);
        for (int y = 0; y < built->firstPreview.height(); ++y) {
            const auto* row = built->firstPreview.row<std::uint8_t>(y);
            QVERIFY(*std::max_element(row, row + 3 * built->firstPreview.width()) < 30);
        }
    }

    void onlyRefineTakesTheStrength() {
        Document document(tests::testPicture());
        const auto refine = buildRequest(snapshotOf(document), settings(0.4), tests::testModel(), {});
        QVERIFY(refine);
        QCOMPARE(refine->request.task, Task::ImageToImage);
        QCOMPARE(refine->request.sampling.strength, 0.4);
        document.fillMaskRect(QRectF(10, 10, 200, 200));
        PromptSettings insisting = settings(0.4);
        insisting.action = ActionKind::Fill;
        const auto fill = buildRequest(snapshotOf(document), insisting, tests::testModel(), {});
        QVERIFY(fill);
        QCOMPARE(fill->request.sampling.strength, 1.0);
    }

    void expandPlacesTheCropInTheOldPage() {
        Document document(tests::testPicture());
        const auto built = buildRequest(snapshotOf(document), settings(), tests::testModel(), {96, 0, 0, 0});
        QVERIFY(built);
        QCOMPARE(built->request.task, Task::Outpaint);
        QVERIFY(built->request.placement.x <= -96);
        QCOMPARE(built->extendPage, (Margins{96, 0, 0, 0}));
        // The first column of the new area is unknown, the old page's middle is kept.
        const Rect& place = built->request.placement;
        const auto* row = built->request.mask.row<std::uint8_t>(256 - place.y);
        QCOMPARE(int(row[-96 - place.x]), 255);
        QCOMPARE(int(row[320 - place.x]), 0);
    }

    void aLargeExpansionTakesSeveralPasses() {
        Document document(tests::testPicture({512, 512}));
        const auto built = buildRequest(snapshotOf(document), settings(), tests::testModel(), {0, 0, 700, 0});
        QVERIFY(built);
        QVERIFY(built->plan.passes.size() >= 2);
        QCOMPARE(sumOf(built->plan.passes), (Margins{0, 0, 700, 0}));
        QCOMPARE(built->request.variants, 1);
    }

    void joinedPassesCoverAllThatIsNew() {
        Document document(tests::testPicture({512, 512}));
        Snapshot page = snapshotOf(document);
        const auto built = buildRequest(page, settings(), tests::testModel(), {400, 0, 300, 0});
        QVERIFY(built);
        std::vector<Candidate> candidates;
        for (const OutpaintPass& pass : built->plan.passes) {
            const auto request = buildPass(page, pass, settings(), tests::testModel());
            QVERIFY(request);
            Candidate candidate;
            Bitmap pixels(request->request.placement.size(), PixelFormat::Rgb8);
            candidate.pixels = std::move(pixels).freeze();
            candidate.mask = request->request.mask;
            candidate.placement = request->request.placement;
            candidates.push_back(candidate);
            Rect after = boundsOf(pass.pageAfter).translated(-pass.margins.left, -pass.margins.top);
            after = after.translated(-candidate.placement.x, -candidate.placement.y);
            QVERIFY2(after.contains(maskBounds(request->previewMask)), "a preview beyond the page");
            QVERIFY(!isBlank(request->previewMask));
            page = afterPass(page, pass, candidate);
        }
        QCOMPARE(page.size, (Size{1212, 512}));
        const Candidate joined = joinedPasses(page, built->plan.passes, candidates);
        QCOMPARE(joined.pixels.size(), joined.placement.size());
        for (const int x : {-400, -1, 512, 811}) {
            QVERIFY2(joined.placement.contains(x, 250), QByteArray::number(x));
            QCOMPARE(int(joined.mask.row<std::uint8_t>(250 - joined.placement.y)[x - joined.placement.x]),
                     255);
        }
        QCOMPARE(int(joined.mask.row<std::uint8_t>(250 - joined.placement.y)[256 - joined.placement.x]), 0);
    }

    void anEditLooksAtThePage() {
        Document document(tests::testPicture());
        const auto built = buildRequest(snapshotOf(document), settings(), tests::testModel({Task::Edit}), {});
        QVERIFY(built);
        QCOMPARE(built->request.references.size(), std::size_t(1));
        QCOMPARE(channelCount(built->request.references[0].format()), 3);
    }

    void aWishedSizeCoversThePage() {
        const Rect cover = coverOf({600, 400}, {512, 512});
        QVERIFY(cover.contains(Rect{0, 0, 600, 400}));
        QCOMPARE(cover, (Rect{0, -100, 600, 600}));
    }

    void theFastModeBringsItsLoraAndSchedule() {
        Document document(tests::testPicture());
        document.fillMaskRect(QRectF(200, 180, 120, 100));
        ModelInfo model = tests::testModel();
        PromptSettings wanted = settings();
        wanted.loras = {{"style.safetensors", 0.5}};
        wanted.fast = true;
        const auto usual = buildRequest(snapshotOf(document), wanted, model, {});
        QVERIFY(usual);
        QCOMPARE(usual->request.loras, wanted.loras);  // the model has no fast mode
        model.fast = FastMode{{.schedule = Schedule::Lightning}, {"fast.safetensors", 1}};
        const auto fast = buildRequest(snapshotOf(document), wanted, model, {});
        QVERIFY(fast);
        QCOMPARE(fast->request.loras.size(), std::size_t(2));
        QCOMPARE(fast->request.loras.front().file, std::filesystem::path("fast.safetensors"));
        QVERIFY(fast->request.sampling.schedule == Schedule::Lightning);
        QCOMPARE(fast->request.sampling.steps, wanted.steps);
    }
    void saysWhichLayerIsHidden() {
        Document document(tests::testPicture());
        document.setLayerVisible(document.activeLayer(), false);
        const auto built = buildRequest(snapshotOf(document), settings(0.5), tests::testModel(), {});
        QVERIFY(!built);
        QCOMPARE(built.error().kind, ErrorKind::BadRequest);
        QVERIFY(QString::fromStdString(built.error().what).contains("Photo"));
    }

    void refusesWhatTheModelCannotDo() {
        Document document(tests::testPicture());
        document.fillMaskRect(QRectF(10, 10, 50, 50));
        const auto built =
            buildRequest(snapshotOf(document), settings(), tests::testModel({Task::TextToImage}), {});
        QVERIFY(!built);
        QCOMPARE(built.error().kind, ErrorKind::Unsupported);
    }
};
LACUNA_TEST(TestBuildRequest)
#include "test_build_request.moc"

// An accepted candidate is a masked layer that remembers how it was made; the picture outside its mask stays
// byte for byte.
#include "engine/image/convert.h"
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

/// A result for a part of the page, shown inside a soft disc.
Candidate candidateAt(const Rect& placement, unsigned seed) {
    Candidate candidate;
    candidate.pixels = noise(placement.size(), PixelFormat::Rgb8, seed);
    Bitmap mask(placement.size(), PixelFormat::Gray8);
    paintDab(mask, 0, 0, {placement.width / 2.0, placement.height / 2.0, placement.width / 3.0, 0.7, 1},
             DabMode::Paint);
    candidate.mask = std::move(mask).freeze();
    candidate.placement = placement;
    candidate.recipe.prompt = "a paper moon over the harbour";
    candidate.recipe.sampling.seed = seed;
    return candidate;
}

const Rect kPlace{150, 130, 320, 320};

}  // namespace

class TestGenerativeLayer : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void acceptedCandidateLeavesPixelsOutsideItsMaskIdentical() {
        Document document(richPicture());
        const Image before = page(document);
        const Candidate candidate = candidateAt(kPlace, 5);
        QVERIFY(document.acceptCandidate(candidate));
        const Image after = page(document);
        int inside = 0;
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                const bool masked =
                    kPlace.contains(x, y) && candidate.mask.row<std::uint8_t>(y - kPlace.y)[x - kPlace.x] > 0;
                const bool same =
                    std::memcmp(before.row<std::byte>(y) + 4 * x, after.row<std::byte>(y) + 4 * x, 4) == 0;
                if (!masked) QVERIFY2(same, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
                inside += masked && !same;
            }
        }
        QVERIFY2(inside > 20000, "inside the mask the result must show");
    }
    void whereTheMaskIsFullTheResultShowsExactly() {
        Document document(richPicture());
        const Candidate candidate = candidateAt(kPlace, 5);
        QVERIFY(document.acceptCandidate(candidate));
        const Image middle = renderRegion(document.picture(), {kPlace.x + 160, kPlace.y + 160, 1, 1});
        for (int c = 0; c < 3; ++c) {
            QCOMPARE(middle.row<std::uint8_t>(0)[c], candidate.pixels.row<std::uint8_t>(160)[160 * 3 + c]);
        }
    }
    void theLayerRemembersPromptSeedAndMask() {
        Document document(richPicture());
        const LayerId id = document.acceptCandidate(candidateAt(kPlace, 42)).value();
        QCOMPARE(document.activeLayer(), id);
        const LayerPtr layer = document.layer(id);
        QCOMPARE(layer->name, std::string("a paper moon over the harbour"));
        QCOMPARE(layer->recipe()->sampling.seed, std::uint64_t(42));
        QVERIFY(layer->mask.has_value());
    }
    void acceptingIsOneUndoStepAlsoWithAGrowingPage() {
        Document document(richPicture());
        document.fillMaskRect({0, 0, 100, 100});
        const Image before = page(document);
        const int steps = document.undoStack()->count();
        AcceptOptions options;
        options.extendPage = {0, 200, 0, 0};
        options.clearMask = true;
        // In the old page's coordinates the new picture reaches above its upper edge.
        QVERIFY(document.acceptCandidate(candidateAt({100, -200, 320, 320}, 3), options));
        QCOMPARE(document.size(), (Size{700, 800}));
        QVERIFY(!document.hasMask());
        QCOMPARE(document.layer(document.activeLayer())->y, 0);
        QCOMPARE(document.undoStack()->count(), steps + 1);
        document.undoStack()->undo();
        QVERIFY(page(document) == before);
        QVERIFY(document.hasMask());
    }
    void keptVariantsCanBeShownAndTheFirstBroughtBack() {
        Document document(richPicture());
        AcceptOptions options;
        options.alsoKeep = {candidateAt(kPlace, 2), candidateAt({160, 140, 100, 90}, 3)};
        const LayerId id = document.acceptCandidate(candidateAt(kPlace, 1), options).value();
        const Image first = page(document);
        QVERIFY(document.moveLayer(id, 7, -9));
        const Image moved = page(document);
        QVERIFY(document.showCandidate(id, 2));
        const LayerPtr shown = document.layer(id);
        QCOMPARE(shown->recipe()->sampling.seed, std::uint64_t(3));
        QCOMPARE(shown->x, 167);
        QCOMPARE(shown->y, 131);
        QVERIFY(document.showCandidate(id, 0));
        QVERIFY(page(document) == moved);
        QVERIFY(document.moveLayer(id, -7, 9));
        QVERIFY(page(document) == first);
        QVERIFY(!document.showCandidate(id, 3));
    }
    void acceptingIntoALayerKeepsItsOlderVariants() {
        Document document(richPicture());
        const LayerId id = document.acceptCandidate(candidateAt(kPlace, 1)).value();
        AcceptOptions options;
        options.into = id;
        QCOMPARE(document.acceptCandidate(candidateAt(kPlace, 2), options).value(), id);
        QCOMPARE(document.layers().size(), std::size_t(5));
        QCOMPARE(document.layer(id)->generation->candidates.size(), std::size_t(2));
        QCOMPARE(document.layer(id)->recipe()->sampling.seed, std::uint64_t(2));
        options.into = document.layers()[0]->id;
        QVERIFY2(!document.acceptCandidate(candidateAt(kPlace, 2), options),
                 "a painted layer must not be replaced");
    }
    void candidatesThatDoNotFitAreRefused() {
        Document document(richPicture());
        Candidate candidate = candidateAt(kPlace, 1);
        candidate.placement.width += 1;
        QCOMPARE(document.acceptCandidate(candidate).error().kind, ErrorKind::BadRequest);
        candidate = candidateAt(kPlace, 1);
        candidate.mask = grey({10, 10}, 255);
        QVERIFY(!document.acceptCandidate(candidate));
        candidate.pixels = {};
        QVERIFY(!document.acceptCandidate(candidate));
        QCOMPARE(document.undoStack()->count(), 0);
    }
};
LACUNA_TEST(TestGenerativeLayer)
#include "test_generative_layer.moc"

// What the person sees and keeps while the engine works: previews touch nothing, rejecting leaves no trace,
// accepting is one step.
#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/document/render.h"

using namespace lacuna;
using tests::Studio;

namespace {

Image pageOf(const Document& document) {
    return renderPage(document.picture(), PixelFormat::Rgba8);
}

int greyAt(const Image& page, int x, int y) {
    return page.row<std::uint8_t>(y)[4 * x];
}

}  // namespace

class TestGenerationController : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void previewNeverTouchesTheDocument() {
        Studio studio;
        studio.maskSomething();
        const Image before = pageOf(studio.document);
        const auto revision = studio.document.revision();
        const int steps = studio.document.undoStack()->count();
        QSignalSpy shown(&studio.controller, &GenerationController::previewShown);
        studio.controller.generate();
        for (int step = 0; step <= 4; ++step) studio.engine.step(step, 8);
        QVERIFY(shown.count() >= 5);
        QCOMPARE(pageOf(studio.document), before);
        QCOMPARE(studio.document.revision(), revision);
        QCOMPARE(studio.document.undoStack()->count(), steps);
    }

    void rejectingLeavesTheDocumentAsItWas() {
        Studio studio;
        studio.maskSomething();
        const Image before = pageOf(studio.document);
        const auto revision = studio.document.revision();
        studio.controller.generate();
        studio.engine.candidate();
        studio.engine.finish();
        QCOMPARE(studio.controller.state().phase, Phase::Review);
        QSignalSpy cleared(&studio.controller, &GenerationController::overlayCleared);
        studio.controller.discard();
        QCOMPARE(studio.controller.variants().count(), 0);
        QVERIFY(cleared.count() >= 1);
        QCOMPARE(pageOf(studio.document), before);
        QCOMPARE(studio.document.revision(), revision);
        QCOMPARE(studio.document.layers().size(), std::size_t(1));
    }

    void discardingCanBeUndone() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        studio.engine.candidate();
        studio.engine.finish();
        studio.controller.discard();
        QCOMPARE(studio.controller.variants().count(), 0);
        studio.document.undoStack()->undo();
        QCOMPARE(studio.controller.variants().count(), 1);
        QCOMPARE(studio.controller.reviewedRow(), 0);
    }

    void acceptAddsOneUndoStep() {
        Studio studio;
        studio.maskSomething();
        studio.write("a moon");
        const Image before = pageOf(studio.document);
        const int steps = studio.document.undoStack()->count();
        studio.controller.generate();
        studio.engine.candidate();
        studio.engine.finish();
        studio.controller.accept();
        QCOMPARE(studio.document.undoStack()->count(), steps + 1);
        QCOMPARE(studio.document.layers().size(), std::size_t(2));
        QCOMPARE(greyAt(pageOf(studio.document), 260, 230), 200);
        QCOMPARE(greyAt(pageOf(studio.document), 10, 10), 120);
        const Recipe* recipe = studio.document.layers().back()->recipe();
        QVERIFY(recipe);
        QCOMPARE(recipe->prompt, std::string("a moon"));
        QCOMPARE(recipe->sampling.seed, studio.engine.last().sampling.seed);
        QCOMPARE(studio.controller.variants().count(), 0);
        studio.document.undoStack()->undo();
        QCOMPARE(pageOf(studio.document), before);
        QVERIFY(studio.document.hasMask());
    }

    void siblingsStayInsideTheAcceptedLayer() {
        Studio studio;
        studio.maskSomething();
        studio.set([](PromptSettings& s) { s.variants = 3; });
        studio.controller.generate();
        for (int variant = 0; variant < 3; ++variant)
            studio.engine.candidate(variant, std::uint8_t(50 * variant + 20));
        studio.engine.finish();
        studio.controller.review(1);
        studio.controller.accept();
        QCOMPARE(studio.document.layers().back()->generation->candidates.size(), std::size_t(3));
        QCOMPARE(greyAt(pageOf(studio.document), 260, 230), 70);
    }

    void acceptAndKeepComparingJoinsTheSameLayer() {
        Studio studio;
        studio.maskSomething();
        studio.makeTwoCandidates();
        studio.controller.review(0);
        studio.controller.accept(true);
        QCOMPARE(studio.controller.variants().count(), 2);
        QCOMPARE(studio.document.layers().size(), std::size_t(2));
        studio.controller.review(1);
        studio.controller.accept(true);
        QCOMPARE(studio.document.layers().size(), std::size_t(2));
        QCOMPARE(greyAt(pageOf(studio.document), 260, 230), 220);
    }

    void acceptingWhatIsALayerAlreadyMakesNoSecondOne() {
        Studio studio;
        studio.maskSomething();
        studio.makeTwoCandidates();
        for (const int row : {0, 1}) {
            studio.controller.review(row);
            studio.controller.accept(true);
        }
        studio.controller.review(0);
        studio.controller.accept();
        QCOMPARE(studio.document.layers().size(), std::size_t(2));
        QCOMPARE(greyAt(pageOf(studio.document), 260, 230), 20);
        QCOMPARE(studio.controller.variants().count(), 0);
    }

    void cancelNeverBlocks() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        studio.engine.step(1, 8);
        studio.controller.cancel();  // the engine has not answered, and need not for the window to go on
        QCOMPARE(studio.controller.state().phase, Phase::Cancelling);
        QCOMPARE(studio.engine.cancelled.size(), std::size_t(1));
        studio.document.fillMaskRect(QRectF(0, 0, 20, 20));
        studio.controller.generate();
        QCOMPARE(studio.engine.requests.size(), std::size_t(2));
        studio.engine.end(studio.engine.cancelled[0]);
        QCOMPARE(studio.controller.state().phase, Phase::Queued);
    }

    void aPartialResultOfACancelledRunIsKept() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        studio.engine.step(5, 8);
        studio.controller.cancel();
        studio.engine.candidate(0, 99, true);
        studio.engine.end(studio.engine.lastId());
        QCOMPARE(studio.controller.variants().count(), 1);
        QVERIFY(studio.controller.variants().at(0).candidate.partial);
    }

    void stopHereAsksForWhatIsThere() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        QVERIFY(!studio.controller.state().canStopHere());
        studio.engine.step(3, 8);
        QVERIFY(studio.controller.state().canStopHere());
        studio.controller.stopHere();
        QCOMPARE(studio.engine.finishedEarly.size(), std::size_t(1));
    }

    void editingUnderTheCropMakesTheResultStaleNotLost() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        studio.engine.candidate();
        studio.engine.finish();
        QVERIFY(!studio.controller.state().stale);
        const LayerId photo = studio.document.activeLayer();
        studio.document.setLayerOpacity(photo, 0.5);
        studio.controller.refresh();
        QVERIFY(studio.controller.state().stale);
        studio.document.undoStack()->undo();
        studio.controller.refresh();
        QVERIFY(!studio.controller.state().stale);
        studio.document.setLayerOpacity(photo, 0.5);
        studio.controller.accept();
        QCOMPARE(studio.document.layers().size(), std::size_t(2));
    }

    void theNewestIsShownUnlessThePersonChose() {
        Studio studio;
        studio.maskSomething();
        studio.set([](PromptSettings& s) { s.variants = 3; });
        studio.controller.generate();
        studio.engine.candidate(0);
        QCOMPARE(studio.controller.reviewedRow(), 0);
        studio.engine.candidate(1);
        QCOMPARE(studio.controller.reviewedRow(), 1);
        studio.controller.review(0);
        studio.engine.candidate(2);
        QCOMPARE(studio.controller.reviewedRow(), 0);
    }

    void aFailureIsOneErrorAndTheButtonStillWorks() {
        Studio studio;
        studio.maskSomething();
        QSignalSpy failed(&studio.controller, &GenerationController::failed);
        studio.controller.generate();
        studio.engine.say(
            Failed{studio.engine.lastId(), {ErrorKind::OutOfMemory, "Too large. Try a smaller size.", ""}});
        QCOMPARE(failed.count(), 1);
        QCOMPARE(studio.controller.state().phase, Phase::Failed);
        QVERIFY(studio.controller.state().canStart());
        QCOMPARE(studio.controller.variants().count(), 0);
        studio.controller.generate();
        QVERIFY(!studio.controller.state().error);
    }

    void withoutAModelTheButtonSaysSo() {
        Studio studio;
        studio.controller.setModels({});
        QCOMPARE(studio.controller.state().blocked.reason, BlockReason::NoModel);
        studio.controller.generate();
        QVERIFY(studio.engine.requests.empty());
    }

    void aWholePageNeedsWords() {
        Studio studio;
        QCOMPARE(studio.controller.state().blocked.reason, BlockReason::NoPrompt);
        studio.write("a poster");
        QVERIFY(studio.controller.state().canStart());
        studio.write("");
        studio.maskSomething();
        QVERIFY2(studio.controller.state().canStart(), "Fill needs none: whatever fits");
    }

    void generateMakesAPageWhereNoneIs() {
        Studio studio(false);
        studio.write("a poster");
        studio.controller.generate();
        QCOMPARE(studio.document.size(), (Size{512, 512}));
        QCOMPARE(studio.engine.last().task, Task::TextToImage);
        QCOMPARE(studio.engine.last().placement, (Rect{0, 0, 512, 512}));
    }

    void aLockedSeedStaysAndAnOpenOneIsThrown() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        const auto first = studio.engine.last().sampling.seed;
        studio.controller.generate();
        QVERIFY(studio.engine.last().sampling.seed != first);
        studio.set([](PromptSettings& s) {
            s.seedLocked = true;
            s.seed = 42;
        });
        studio.controller.generate();
        QCOMPARE(studio.engine.last().sampling.seed, 42u);
    }

    void acceptingAnExpansionExtendsThePageOnce() {
        Studio studio;
        studio.controller.setExpansion({0, 0, 128, 0});
        QCOMPARE(studio.controller.action(), ActionKind::Expand);
        studio.makeTwoCandidates();
        studio.controller.review(0);
        studio.controller.accept(true);
        QCOMPARE(studio.document.size(), (Size{768, 512}));
        studio.controller.review(1);
        studio.controller.accept(true);
        QCOMPARE(studio.document.size(), (Size{768, 512}));
        QCOMPARE(greyAt(pageOf(studio.document), 760, 250), 220);
        QVERIFY(studio.controller.expansion().empty());
    }

    void aLargeExpansionRunsPassAfterPass() {
        Studio studio;
        studio.controller.setExpansion({0, 0, 900, 0});
        studio.controller.generate();
        const int passes = studio.controller.state().run.passes;
        QVERIFY(passes >= 2);
        QSignalSpy shown(&studio.controller, &GenerationController::passesShown);
        for (int pass = 0; pass < passes; ++pass) {
            QCOMPARE(int(studio.engine.requests.size()), pass + 1);
            QCOMPARE(studio.controller.variants().readyCount(), 0);
            studio.engine.candidate(0, std::uint8_t(40 + 40 * pass));
            studio.engine.finish();
            // What is done stays to be seen while the next pass forms; the last one is a candidate.
            QCOMPARE(int(shown.size()), std::min(pass + 1, passes - 1));
            if (pass + 1 < passes) {
                const auto place = shown.back().at(1).value<Rect>();
                QVERIFY(place.right() > 640 && place.right() < 1540);
                QCOMPARE(shown.back().at(0).value<Image>().size(), place.size());
            }
        }
        QCOMPARE(studio.controller.variants().readyCount(), 1);
        QVERIFY(!studio.controller.state().busy());
        studio.controller.accept();
        QCOMPARE(studio.document.size(), (Size{1540, 512}));
        QCOMPARE(greyAt(pageOf(studio.document), 1530, 250), 40 + 40 * (passes - 1));
        QCOMPARE(greyAt(pageOf(studio.document), 100, 250), 120);
    }

    void anotherPictureForgetsTheOldOnesCandidates() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate();
        studio.engine.candidate();
        studio.document.reset(tests::testPicture({300, 200}));
        QCOMPARE(studio.controller.variants().count(), 0);
        QCOMPARE(studio.controller.reviewedRow(), -1);
        studio.engine.candidate(1);  // what still comes of the old run is dropped
        QCOMPARE(studio.controller.variants().count(), 0);
    }

    void theFrameShowsWhatTheModelWillSee() {
        Studio studio;
        QSignalSpy frames(&studio.controller, &GenerationController::contextFrameChanged);
        studio.maskSomething();
        QCOMPARE(frames.count(), 1);
        const auto frame = frames.last().first().value<std::optional<Rect>>();
        QVERIFY(frame && frame->contains(Rect{200, 180, 120, 100}));
        studio.controller.generate();
        QCOMPARE(studio.engine.last().placement, *frame);
        studio.document.clearMask();
        studio.controller.refresh();
        QVERIFY(!frames.last().first().value<std::optional<Rect>>());
    }

    void frontGoesToTheFrontOfTheQueue() {
        Studio studio;
        studio.maskSomething();
        studio.controller.generate(true);
        QVERIFY(studio.engine.fronts.back());
        studio.controller.generate();
        QCOMPARE(studio.controller.state().queued, 1);
    }
};
LACUNA_TEST(TestGenerationController)
#include "test_generation_controller.moc"

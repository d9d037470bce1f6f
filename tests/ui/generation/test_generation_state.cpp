// The states of a run, stepped event by event.
#include "tests/support/test_registry.h"
#include "ui/generation/generation_state.h"

using namespace lacuna;

class TestGenerationState : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aRunGoesThroughItsPhases() {
        const RequestId id{1};
        RunProgress run;
        QCOMPARE(run.phase, Phase::Preparing);
        run = advanced(run, Queued{id, 2});
        QCOMPARE(run.phase, Phase::Queued);
        QCOMPARE(run.ahead, 2);
        run = advanced(run, LoadingModel{id, 0.5});
        QCOMPARE(run.phase, Phase::Loading);
        run = advanced(run, EncodingPrompt{id});
        QCOMPARE(run.phase, Phase::Encoding);
        StepPreview step;
        step.step = 7;
        step.steps = 20;
        run = advanced(run, step);
        QCOMPARE(run.phase, Phase::Denoising);
        run = advanced(run, Decoding{id, 0, 1, 2, 4});
        QCOMPARE(run.phase, Phase::Decoding);
        QVERIFY(!run.ended);
        run = advanced(run, Finished{id});
        QVERIFY(run.ended);
    }

    void aCancelledRunDoesNotComeBackToLife() {
        RunProgress run;
        run.phase = Phase::Cancelling;
        run = advanced(run, LoadingModel{{1}, 0.9});
        QCOMPARE(run.phase, Phase::Cancelling);
        run = advanced(run, Cancelled{{1}});
        run = advanced(run, EncodingPrompt{{1}});
        QVERIFY(run.ended);
        QCOMPARE(run.phase, Phase::Cancelling);
    }

    void progressSaysStepAndTime() {
        GenerationState state;
        state.phase = Phase::Denoising;
        state.run.step = 7;
        state.run.steps = 20;
        state.run.secondsLeft = 8.4;
        QCOMPARE(progressText(state), QString("Step 7/20 · 9 s left"));
        QCOMPARE(state.fraction(), 0.35);
        state.run.variant = 1;
        state.run.variants = 2;
        QCOMPARE(progressText(state), QString("Variant 2/2 · Step 7/20 · 9 s left"));
        QCOMPARE(state.fraction(), (1 + 0.35) / 2);
    }

    void durationsAreShort() {
        QCOMPARE(durationText(0.2), QString("1 s"));
        QCOMPARE(durationText(59.5), QString("1 min"));
        QCOMPARE(durationText(80), QString("1 min 20 s"));
        QCOMPARE(durationText(1270), QString("21 min"));
        QCOMPARE(durationText(3 * 3600 + 70), QString("3 h 1 min"));
    }
};
LACUNA_TEST(TestGenerationState)
#include "test_generation_state.moc"

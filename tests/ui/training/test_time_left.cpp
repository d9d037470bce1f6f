// How long a run will take, from when its steps and samples came.
#include "tests/support/test_registry.h"
#include "ui/training/time_left.h"

using namespace lacuna;

class TestTimeLeft : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void withoutATimedStepNothingIsKnown() {
        TimeLeft left({10, 0, 0, 0});
        QVERIFY(left.seconds(5) < 0);
        left.step(1, 5);  // what it took includes loading
        QVERIFY(left.seconds(6) < 0);
    }

    void stepsAreWhatIsLeft() {
        TimeLeft left({10, 0, 0, 0});
        left.step(1, 100);
        left.step(2, 102);
        QCOMPARE(left.seconds(102), 16.0);  // 8 steps of 2 s
        QCOMPARE(left.seconds(103), 15.0);  // in the middle of one
        QCOMPARE(left.seconds(200), 14.0);  // one that is late does not make it rise
        left.step(10, 118);
        QCOMPARE(left.seconds(118), 0.0);
    }

    void stepsThatAreToldTogetherCountAsMany() {
        TimeLeft left({11, 0, 0, 0});
        left.step(1, 0);
        left.step(6, 10);
        QCOMPARE(left.seconds(10), 10.0);
    }

    void theRateFollowsANewPace() {
        TimeLeft left({1000, 0, 0, 0});
        for (int i = 0; i <= 100; ++i) left.step(1 + i, i);
        for (int i = 1; i <= 200; ++i) left.step(101 + i, 100 + 3 * i);
        QVERIFY(std::abs(left.seconds(700) / (3 * 699) - 1) < 0.01);
    }

    void samplesCountAndItFallsWhileOneIsDrawn() {
        TimeLeft left({8, 4, 6, 0});  // two samples, guessed at 6 passes: 2 steps
        left.step(1, 0);
        left.step(2, 1);
        QCOMPARE(left.seconds(1), 10.0);
        QVERIFY(!left.drawing());
        left.step(3, 2);
        left.step(4, 3);
        QVERIFY(left.drawing());
        QCOMPARE(left.seconds(3), 8.0);
        QCOMPARE(left.seconds(4), 7.0);
        QCOMPARE(left.seconds(20), 6.0);
        left.sample(13);  // it took 10 s: now that is known
        QVERIFY(!left.drawing());
        QCOMPARE(left.seconds(13), 14.0);
        left.step(5, 14);  // the sample's time is no step's
        QCOMPARE(left.seconds(14), 13.0);
    }

    void theLastStepIsFollowedByASample() {
        TimeLeft left({5, 4, 3, 0});
        left.step(1, 0);
        left.step(4, 3);
        left.sample(5);
        QCOMPARE(left.seconds(5), 3.0);
        left.step(5, 6);
        QVERIFY(left.drawing());
        QCOMPARE(left.seconds(7), 1.0);
    }

    void aTimeLimitEndsItEarlier() {
        TimeLeft left({1000, 0, 0, 60});
        left.step(1, 0);
        left.step(2, 1);
        QCOMPARE(left.seconds(10), 50.0);
        QCOMPARE(left.limitUsed(15), 0.25);
        left.step(50, 61);
        QCOMPARE(left.seconds(61), 0.0);
        TimeLeft drawn({1000, 500, 30, 60});
        drawn.step(1, 0);
        drawn.step(2, 1);
        QCOMPARE(drawn.seconds(1), 59.0 + 10.0);
        drawn.step(50, 61);
        QVERIFY(drawn.drawing());  // the last picture
        QVERIFY(drawn.seconds(62) > 0);
    }
};
LACUNA_TEST(TestTimeLeft)
#include "test_time_left.moc"

// The noise levels of the published scheduler, number by number, and the sub-schedules of a strength.
#include <cmath>

#include "engine/formats/json_file.h"
#include "engine/sampling/schedule.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestSchedule : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void equalsThePublishedScheduler() {
        // tests/reference/make_fixtures.py, "scheduler".
        const auto json = readJsonFile(LACUNA_TESTS_DIR "/reference/scheduler_cases.json");
        QVERIFY(json);
        QVERIFY(json->size() > 20);
        for (const Json& row : *json) {
            const bool lightning = row.value("lightning", false);
            const qwen_image::SchedulerConfig released;
            const auto config = lightning ? qwen_image::lightningSchedule(released) : released;
            const int steps = row["steps"].get<int>();
            const auto tokens = row["seq_len"].get<std::int64_t>();
            QVERIFY(std::abs(scheduleShift(config, tokens) - row["mu"].get<double>()) < 1e-6);
            const auto schedule = makeSchedule(config, steps, tokens);
            QVERIFY(schedule);
            const auto sigmas = row["sigmas"].get<std::vector<double>>();
            const auto timesteps = row["timesteps"].get<std::vector<double>>();
            QCOMPARE(schedule->sigmas.size(), sigmas.size());
            for (std::size_t i = 0; i < sigmas.size(); ++i) {
                QVERIFY2(std::abs(schedule->sigmas[i] - sigmas[i]) <= 1e-6, qPrintable(QString::number(i)));
            }
            for (std::size_t i = 0; i < timesteps.size(); ++i) {
                QVERIFY(std::abs(schedule->timestep(int(i)) - timesteps[i]) <= 1e-3 * 1e-3 * 1000);
            }
        }
    }
    void aSingleStepStartsFromPureNoise() {
        const auto schedule = makeSchedule({}, 1, 4096);
        QVERIFY(schedule);
        QCOMPARE(schedule->sigmas, (std::vector<float>{1.0f, 0.0f}));
    }
    void refusesNoSteps() { QCOMPARE(makeSchedule({}, 0, 4096).error().kind, ErrorKind::BadRequest); }
    void strengthIsTruncatedInFloatingPoint() {
        // int(max(50 - 42.5, 0)) and int(max(10 - 3.0, 0)).
        QCOMPARE(firstStep(50, 0.85).value(), 7);
        QCOMPARE(firstStep(10, 0.3).value(), 7);
        QCOMPARE(firstStep(20, 1.0).value(), 0);
    }
    void refusesAStrengthThatLeavesNothing() {
        QCOMPARE(firstStep(20, 0.0).error().kind, ErrorKind::BadRequest);
        QCOMPARE(firstStep(20, 1.5).error().kind, ErrorKind::BadRequest);
        QCOMPARE(firstStep(20, std::nan("")).error().kind, ErrorKind::BadRequest);
    }
    void theTailOfAScheduleKeepsItsLevels() {
        const auto schedule = makeSchedule({}, 8, 1024);
        const auto tail = schedule->after(3);
        QCOMPARE(tail.steps(), 5);
        QCOMPARE(tail.sigmas.front(), schedule->sigmas[3]);
        QCOMPARE(tail.sigmas.back(), 0.0f);
    }
};
LACUNA_TEST(TestSchedule)
#include "test_schedule.moc"

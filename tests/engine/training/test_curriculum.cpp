// Schedules of a curriculum: what they say between their points, and what is refused.
#include "engine/training/flow/curriculum.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestCurriculum : public QObject {
    Q_OBJECT
    static Result<Ramp> read(const char* json) {
        return Ramp::read(Json::parse(json), 0, 3, "text_complexity", "run.json");
    }

  private Q_SLOTS:
    void aScheduleIsStraightBetweenItsPoints() {
        const auto schedule = read("[[100, 1], [300, 3]]");
        QVERIFY_OK(schedule);
        QCOMPARE(schedule->at(0), 1.0);
        QCOMPARE(schedule->at(100), 1.0);
        QCOMPARE(schedule->at(150), 1.5);
        QCOMPARE(schedule->at(300), 3.0);
        QCOMPARE(schedule->at(10'000), 3.0);
        QCOMPARE(read("2")->at(77), 2.0);
    }
    void wrongSchedulesAreRefusedByName_data() {
        QTest::addColumn<QString>("json");
        for (const char* json :
             {"4", "-1", "\"much\"", "[]", "[[0, 1], [0, 2]]", "[[0]]", "[[0, 9]]", "null"})
            QTest::newRow(json) << json;
    }
    void wrongSchedulesAreRefusedByName() {
        QFETCH(QString, json);
        const auto schedule = read(json.toUtf8().constData());
        QVERIFY(!schedule);
        QVERIFY(describe(schedule.error()).find("text_complexity") != std::string::npos);
    }
    void fiveDimensionsAreRead() {
        const auto curriculum = readCurriculum(
            Json::parse(
                R"({"text_complexity": [[0, 0], [10, 2]], "quality": 0.4, "photographs": 0.5, "real": [[0, 0], [10, 0.4]],
                            "categories": {"trade": [[0, 0], [10, 1]]}})"),
            "run.json");
        QVERIFY_OK(curriculum);
        const auto start = pointAt(*curriculum, 0), later = pointAt(*curriculum, 10);
        QCOMPARE(start.textComplexity, 0.0);
        QCOMPARE(later.textComplexity, 2.0);
        QCOMPARE(start.quality, 0.4);
        QCOMPARE(start.balance(), 0.0);
        QCOMPARE(later.balance(), 1.0);
        QCOMPARE(sceneOptions(later, 1.5, 0).photographShare, 0.5);
        QVERIFY(!readCurriculum(Json::parse(R"({"categories": 3})"), "run.json"));
        QCOMPARE(start.real, 0.0);
        QCOMPARE(later.real, 0.4);
        QCOMPARE(curriculum->real.most(), 0.4);
    }
    void aBrokenComplexityIsSharedOutByChance() {
        CurriculumPoint point;
        point.textComplexity = 1.25;
        QCOMPARE(sceneOptions(point, 1, 0.2).maxTextComplexity, 2);
        QCOMPARE(sceneOptions(point, 1, 0.3).maxTextComplexity, 1);
    }
};
LACUNA_TEST(TestCurriculum)
#include "test_curriculum.moc"

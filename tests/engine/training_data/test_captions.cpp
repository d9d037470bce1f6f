// What captions quote, how it is found again in a reading, and captions made by machine.
#include "engine/training/data/captions.h"
#include "engine/training/data/quoted_text.h"
#include "engine/training/data/scorer.h"
#include "tests/support/test_registry.h"

using namespace lacuna::training::data;

class TestCaptions : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void quotationsOfAllKindsAreFound() {
        const char* caption = "A cup, \"Tea \" and “中秋” and 「月」, an open \" stays";
        QVERIFY((quotedTexts(caption) == std::vector<std::string>{"Tea ", "中秋", "月"}));
        QCOMPARE(withoutQuotations(caption), std::string("A cup,   and   and  , an open \" stays"));
        QVERIFY(quotedTexts("none, \"\" neither").empty());
    }

    void wordsAreFoundAnywhereInAReading() {
        QCOMPARE(foundIn("xx SUMMER sale 20%", "Summer Sale").value(), 1.0);
        QCOMPARE(foundIn("sunmer sale", "Summer").value(), 1 - 1 / 6.0);  // one of six letters is another
        QCOMPARE(foundIn("", "Tea").value(), 0.0);
        QCOMPARE(foundIn("中秋怏乐", "中秋快乐").value(), 0.75);
        QCOMPARE(foundIn("anything", "").value(), 1.0);
    }

    void lettersAreTold() {
        QCOMPARE(letterShare("ab .."), 0.5);
        QCOMPARE(letterCount("中a1!"), 3);
        QVERIFY(hasHan("a 中"));
        QVERIFY(!hasHan("abc"));
    }

    void aMachineSaysOnlyWhatWasSeen() {
        QCOMPARE(machineCaption({}), std::string());
        QCOMPARE(machineCaption({{kReadText, "Night \"Market\""}}),
                 std::string("A picture that says \"Night Market\"."));
        QCOMPARE(
            machineCaption(
                {{kSubjects, "a red lantern and a moon"}, {kGround, "starry night"}, {kReadText, "Tea"}}),
            std::string("A poster with a red lantern and a moon, on a background of starry night. It says "
                        "\"Tea\"."));
    }
};
LACUNA_TEST(TestCaptions)
#include "test_captions.moc"

// What captions claim, in both languages, and how likely it is made by what is seen.
#include "engine/training/scoring/claims.h"
#include "tests/support/test_registry.h"

using namespace lacuna::training;

namespace {

LabelSpace space() {
    return {{{"moon", "月亮"}, {"lantern", "灯笼"}, {"boat", "船"}, {"paper boat", "纸船"}, {"leaf", "叶子"}},
            {{"red", "红"}, {"blue", "蓝"}, {"light blue", "浅蓝"}}};
}

int groundOf(const std::string& english) {
    for (int g = 0; g < kGrounds; ++g) {
        if (nameOf(Background(g / kPalettes), g % kPalettes).english == english) return g;
    }
    return -1;
}

}  // namespace

class TestClaims : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void englishIsReadWordByWord() {
        const auto claims =
            claimsOf("A Red lantern, two blue leaves left of the moonlight; starry night. \"boat\"", space());
        QVERIFY((claims == std::vector<Claim>{{1, 0, -1}, {4, 1, -1}, {-1, -1, groundOf("starry night")}}));
    }
    void longerNamesComeFirst() {
        QVERIFY((claimsOf("a light blue paper boat", space()) == std::vector<Claim>{{3, 2, -1}}));
        QVERIFY((claimsOf("a boat and a boat", space()) == std::vector<Claim>{{2, -1, -1}}));
    }
    void chineseIsReadAsItStands() {
        const auto claims = claimsOf("一张海报，背景是星夜，画着红灯笼和浅蓝色的纸船。写着“月亮”。", space());
        QVERIFY((claims == std::vector<Claim>{{-1, -1, groundOf("starry night")}, {1, 0, -1}, {3, 2, -1}}));
    }
    void whatTheJudgeHasNoWordForIsNoClaim() {
        QVERIFY(claimsOf("an elephant in the rain", space()).empty());
        QVERIFY(!probabilityOf({}, Sight{}));
    }
    void theProbabilityIsTheMeanOfTheClaims() {
        Sight sight;
        sight.present = {0.9, 0.5, 0, 0, 0};
        sight.colour.assign(5, {0.2, 0.8, 0});
        sight.ground.assign(kGrounds, 0);
        // moon 0.9; lantern 0.5, and red with it 0.5 * 0.2.
        QVERIFY(std::abs(*probabilityOf({{0, -1, -1}, {1, 0, -1}}, sight) - (0.9 + 0.5 + 0.1) / 3) < 1e-12);
        QCOMPARE(subjectsSeen(sight, space()), std::string("a blue moon and a blue lantern"));
        QCOMPARE(groundSeen(sight), std::string());
    }
};
LACUNA_TEST(TestClaims)
#include "test_claims.moc"

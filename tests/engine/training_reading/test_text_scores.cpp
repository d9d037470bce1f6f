// Scores of words with answers worked out by hand.
#include <cmath>

#include "engine/training/reading/text_scores.h"
#include "tests/support/test_registry.h"

using namespace lacuna::training;

class TestTextScores : public QObject {
    Q_OBJECT

    static double rate(const char* read, const char* truth, bool ignoreSpaces = false) {
        return characterErrorRate(read, truth, ignoreSpaces).value();
    }
    static double bleu(const char* candidate, const char* reference) {
        const std::vector<std::vector<std::string>> a{captionTokens(candidate, CaptionTokens::Words)},
            b{captionTokens(reference, CaptionTokens::Words)};
        return bleu4(a, b);
    }

  private Q_SLOTS:
    void equalTextsHaveNoErrors() { QCOMPARE(rate("Mid-Autumn Festival", "Mid-Autumn Festival"), 0.0); }

    void aChineseCharacterCountsAsOne() {
        // One of four characters is another one, one of four is missing: 1/4 each.
        QCOMPARE(rate("中秋快东", "中秋快乐"), 0.25);
        QCOMPARE(rate("中秋快", "中秋快乐"), 0.25);
    }
    void kittenIsThreeStepsFromSitting() { QCOMPARE(rate("kitten", "sitting"), 3.0 / 7.0); }

    void widthAndSpacingFormsDoNotCount() {
        QCOMPARE(rate("Ｓａｌｅ　５０\n", "Sale 50"), 0.0);
        QCOMPARE(rate("中 秋 快 乐", "中秋快乐", true), 0.0);
    }
    void readingNothingScoresNothing() {
        QCOMPARE(rate("", "Sale"), 1.0);
        QCOMPARE(textRenderScore("", "Sale", false).value(), 0.0);
        QCOMPARE(textRenderScore("far too much was read here", "Sale", false).value(), 0.0);
        QCOMPARE(rate("", ""), 0.0);
        QCOMPARE(rate("x", ""), 1.0);
    }

    void captionsAreSplitIntoWordsAndCharacters() {
        using Tokens = std::vector<std::string>;
        QCOMPARE(captionTokens("A red moon, title \"Hi\".", CaptionTokens::Words),
                 (Tokens{"a", "red", "moon", ",", "title", "\"", "hi", "\"", "."}));
        QCOMPARE(captionTokens("红色 月亮", CaptionTokens::Characters), (Tokens{"红", "色", "月", "亮"}));
    }

    void theSameCaptionScoresOne() {
        QCOMPARE(bleu("a red moon over the sea", "a red moon over the sea"), 1.0);
    }

    void aShuffledCaptionScoresNothing() {
        // All words match, no two neighbours do.
        QCOMPARE(bleu("sea moon the red over a", "a red moon over the sea"), 0.0);
    }
    void aPartlyRightCaptionScoresItsPrecisions() {
        // Seven words, the last one wrong: p = 6/7, 5/6, 4/5, 3/4, the product is 3/7; lengths are equal.
        const double score = bleu("the cat sat on the old rug", "the cat sat on the old mat");
        QVERIFY(std::abs(score - std::pow(3.0 / 7.0, 0.25)) < 1e-12);
    }
    void aShortCaptionIsPenalised() {
        // Every n-gram matches; c = 4, r = 6: exp(1 - 6/4).
        QVERIFY(std::abs(bleu("a red moon over", "a red moon over the sea") - std::exp(-0.5)) < 1e-12);
    }
    void aRepeatedWordIsCountedAsOftenAsInTheReference() {
        // The paper's example: "the the the the the the the" has a clipped unigram precision of 2/7, so no
        // bigram matches.
        QCOMPARE(bleu("the the the the the the the", "the cat is on the mat"), 0.0);
    }
    void precisionsAreTakenOverTheCorpus() {
        const std::vector<std::vector<std::string>> candidates{{"a", "b", "c", "d", "e"}, {"x"}},
            references{{"a", "b", "c", "d", "e"}, {"y"}};
        // 1-grams 5/6, 2-grams 4/4, 3-grams 3/3, 4-grams 2/2; lengths equal.
        QVERIFY(std::abs(bleu4(candidates, references) - std::pow(5.0 / 6.0, 0.25)) < 1e-12);
    }
};
LACUNA_TEST(TestTextScores)
#include "test_text_scores.moc"

// Merging by rank, and learning the ranks.
#include <algorithm>

#include "engine/text/bpe_model.h"
#include "engine/text/bpe_trainer.h"
#include "engine/text/byte_level.h"
#include "tests/engine/text/small_vocabulary.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

/// Bytes 0..255 as ids 0..255, then the results of the merges in order.
BpeModel modelOf(const std::vector<std::pair<std::string, std::string>>& merges) {
    PieceTable table;
    for (std::uint32_t b = 0; b < 256; ++b) table.add(std::string(1, char(b)), b);
    std::uint32_t id = 256;
    for (const auto& [left, right] : merges) table.add(left + right, id++);
    BpeModel model(std::move(table));
    id = 256;
    for (const auto& [left, right] : merges) {
        if (!model.addMerge(left, right, id++)) qFatal("a merge without its result");
    }
    return model;
}

std::string piecesOf(const BpeModel& model, std::string_view text) {
    std::vector<TokenId> ids;
    model.encode(text, ids);
    std::string joined;
    for (const TokenId id : ids)
        joined += (joined.empty() ? "" : "|") + std::string(model.pieces().piece(std::uint32_t(id)));
    return joined;
}

}  // namespace

class TestBpe : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theLowestRankIsMergedFirst() {
        const BpeModel model = modelOf({{"b", "c"}, {"a", "b"}});
        QCOMPARE(piecesOf(model, "abc"), std::string("a|bc"));
    }
    void ofEqualRanksTheLeftmost() {
        const BpeModel model = modelOf({{"a", "a"}});
        QCOMPARE(piecesOf(model, "aaaaa"), std::string("aa|aa|a"));
    }
    void aMergeNeedsExactlyItsTwoSides() {
        // "abc" is a token, but only as "a" + "bc"; here "ab" forms first, and "ab" + "c" is no rule.
        const BpeModel model = modelOf({{"a", "b"}, {"b", "c"}, {"a", "bc"}});
        QCOMPARE(piecesOf(model, "abc"), std::string("ab|c"));
    }
    void oneResultMayHaveTwoRules() {
        BpeModel model = modelOf({{"a", "b"}, {"b", "c"}, {"a", "bc"}});
        QVERIFY(model.addMerge("ab", "c", 0));
        QCOMPARE(piecesOf(model, "abc"), std::string("abc"));
    }
    void mergesBuildOnMerges() {
        const BpeModel model = modelOf({{"m", "o"}, {"o", "n"}, {"mo", "on"}});
        QCOMPARE(piecesOf(model, "moon"), std::string("moon"));
        QCOMPARE(piecesOf(model, "moo"), std::string("mo|o"));
    }
    void emptyAndSinglePieces() {
        const BpeModel model = modelOf({});
        QCOMPARE(piecesOf(model, ""), std::string());
        QCOMPARE(piecesOf(model, "x"), std::string("x"));
    }

    void everyByteHasASpelling() {
        std::string all;
        for (int b = 0; b < 256; ++b) all.push_back(char(b));
        std::string back;
        QVERIFY(appendSpelledBytes(spellBytes(all), back));
        QCOMPARE(back, all);
        QCOMPARE(spellBytes(" \n"), std::string("ĠĊ"));
    }

    void trainingLearnsTheMostFrequentPair() {
        BpeTrainer trainer({258, 2, {}, false});
        QVERIFY(trainer.add("abab abab xy"));
        const auto vocabulary = trainer.train();
        QVERIFY(vocabulary);
        QCOMPARE(vocabulary->merges.size(), std::size_t(2));
        QVERIFY((vocabulary->merges[0] == std::pair<std::string, std::string>{"a", "b"}));
        QVERIFY((vocabulary->merges[1] == std::pair<std::string, std::string>{"ab", "ab"}));
        QCOMPARE(vocabulary->tokens.back(), std::string("abab"));
    }

    void trainingDoesNotDependOnTheOrderOfTheCaptions() {
        const std::vector<std::string> captions{"a moon", "the moon", "a lantern", "the lantern by the moon",
                                                "月满中秋"};
        std::vector<std::vector<std::pair<std::string, std::string>>> merges;
        for (const bool backwards : {false, true}) {
            BpeTrainer trainer({300, 1, {}, false});
            std::vector<std::string> order = captions;
            if (backwards) std::ranges::reverse(order);
            for (const std::string& caption : order) QVERIFY(trainer.add(caption, 2));
            merges.push_back(trainer.train()->merges);
        }
        QVERIFY(merges[0] == merges[1]);
        QVERIFY(!merges[0].empty());
    }

    void specialTokensGetTheLastIdsAndAreNeverPartsOfWords() {
        BpeTrainer trainer({300, 1, {"<|endoftext|>", "[EDIT]"}, false});
        QVERIFY(trainer.add("[EDIT][EDIT]moon[EDIT]", 5));
        const auto vocabulary = trainer.train();
        for (const std::string& token : vocabulary->tokens) QVERIFY(token.find("EDIT") == std::string::npos);
        const TemporaryFolder folder;
        QVERIFY(writeTokenizer(folder.path(), *vocabulary));
        const auto tokenizer = Tokenizer::open(folder.path());
        QVERIFY(tokenizer);
        QCOMPARE((*tokenizer)->idOf("[EDIT]").value(), (*tokenizer)->vocabularySize() - 1);
        QCOMPARE((*tokenizer)->encode("[EDIT]moon")->size(), std::size_t(2));
    }

    void quotedTextIsLearnedAsSingleCharacters() {
        BpeTrainer trainer({400, 1, {}, true});
        QVERIFY(trainer.add("“moon”", 10));
        const auto vocabulary = trainer.train();
        QVERIFY(vocabulary);
        for (const auto& [left, right] : vocabulary->merges) QVERIFY(left + right != "mo");
        const auto tokenizer = smallTokenizer(true);
        QCOMPARE(tokenizer->encode("“moon”")->size(), tokenizer->encode("“”")->size() + 4);
        QVERIFY(tokenizer->encode(" moon")->size() < 5);
    }

    void aVocabularyWithoutRoomIsRefused() {
        QCOMPARE(BpeTrainer({200, 2, {}, false}).train().error().kind, ErrorKind::BadRequest);
        QVERIFY(!BpeTrainer({300, 2, {}, false}).add("\xFF"));
    }
};
LACUNA_TEST(TestBpe)
#include "test_bpe.moc"

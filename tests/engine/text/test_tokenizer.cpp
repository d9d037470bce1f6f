// Prompt to ids, exactly as the published tokenizer does it, and nothing that a prompt may hold is dangerous.
#include "engine/text/tokenizer.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

#include "engine/formats/json_file.h"
#include "engine/text/bpe_trainer.h"
#include "tests/engine/text/small_vocabulary.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestTokenizer : public QObject {
    Q_OBJECT

    std::shared_ptr<const Tokenizer> real_;

  private Q_SLOTS:
    void initTestCase() {
        const auto folder = realTokenizerFolder();
        if (!folder.empty()) real_ = Tokenizer::open(folder).value_or(nullptr);
    }

    void idsAreThoseOfTheReference() {
        if (!real_) QSKIP("The reference's vocabulary is not in this tree.");
        const auto cases = readJsonFile(realTokenizerFolder() / "../../tokenizer_cases.json");
        QVERIFY(cases);
        QVERIFY(cases->size() > 100);
        for (const Json& entry : *cases) {
            const auto text = entry.at("text").get<std::string>();
            const auto ids = real_->encode(text);
            QVERIFY2(ids && *ids == entry.at("ids").get<std::vector<TokenId>>(), text.c_str());
        }
    }

    void knownIds_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ids");
        // Of the published tokenizer:
        // AutoTokenizer.from_pretrained("Qwen/Qwen2.5-VL-7B-Instruct")(text).input_ids
        QTest::newRow("words") << "Hello world"
                               << "9707 1879";
        QTest::newRow("a leading space") << " Hello world"
                                         << "21927 1879";
        QTest::newRow("a space") << " "
                                 << "220";
        QTest::newRow("Chinese and digits") << "你好，世界 123"
                                            << "108386 3837 99489 220 16 17 18";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void knownIds() {
        if (!real_) QSKIP("The reference's vocabulary is not in this tree.");
        QFETCH(const QString, text);
        QFETCH(const QString, ids);
        QStringList got;
        const auto encoded = real_->encode(text.toStdString());
        QVERIFY(encoded);
        for (const TokenId id : *encoded) got << QString::number(id);
        QCOMPARE(got.join(' '), ids);
    }

    void whatIsEncodedIsDecoded() {
        const auto tokenizer = smallTokenizer();
        for (const char* text : {"a moon over the city", "月满中秋 123", "<|im_start|>user\nmoon<|im_end|>",
                                 "naïve café", "\x01\t 𠀀"}) {
            QCOMPARE(tokenizer->decode(tokenizer->encode(text).value()), std::string(text));
        }
    }

    void specialTokensAreCutOutWholeAndBeforeNormalisation() {
        const auto tokenizer = smallTokenizer();
        const auto start = tokenizer->idOf("<|im_start|>");
        QVERIFY(start);
        // U+0338 after '>' would compose to U+226F if the text were normalised first.
        const auto ids = tokenizer->encode("a<|im_start|>\u0338");
        QVERIFY(ids);
        QCOMPARE(ids->at(1), *start);
        QCOMPARE(tokenizer->decode(*ids, true), std::string("a\u0338"));
        QCOMPARE(std::ranges::count(*tokenizer->encode("<|im_star|>"), *start), 0);
    }

    void textIsNormalised() {
        const auto tokenizer = smallTokenizer();
        QVERIFY(*tokenizer->encode("cafe\u0301") == *tokenizer->encode("caf\u00E9"));
        QVERIFY(*tokenizer->encode("\u212B") == *tokenizer->encode("\u00C5"));
    }

    void refusesTextThatIsNotUtf8_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a lone byte") << QByteArray("\xFF");
        QTest::newRow("cut short") << QByteArray("\xE6\x9C");
        QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("overlong") << QByteArray("\xC0\x80");
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80");
    }
    void refusesTextThatIsNotUtf8() {
        QFETCH(const QByteArray, text);
        const auto ids = smallTokenizer()->encode("moon " + text.toStdString());
        QVERIFY(!ids);
        QCOMPARE(ids.error().kind, ErrorKind::BadRequest);
    }

    void aHugePromptIsRefusedAndALongOneIsNot() {
        const auto tokenizer = smallTokenizer();
        QVERIFY(!tokenizer->encode(std::string(Tokenizer::kMaxTextBytes + 1, 'a')));
        // One piece of 200,000 letters: quadratic merging would take minutes.
        QVERIFY(tokenizer->encode(std::string(200'000, 'a')));
        std::string quotes;
        for (int i = 0; i < 20'000; ++i) quotes += "“";
        QVERIFY(smallTokenizer(true)->encode(quotes));
    }

    void oddIdsDecodeToReplacementCharacters() {
        const auto tokenizer = smallTokenizer();
        const std::vector<TokenId> ids{-1, 1'000'000'000, std::numeric_limits<TokenId>::max()};
        QCOMPARE(tokenizer->decode(ids), std::string("\uFFFD\uFFFD\uFFFD"));
        const auto half = tokenizer->encode("𠀀");
        QVERIFY(half->size() > 1);
        QCOMPARE(tokenizer->decode(std::span(*half).first(1)), std::string("\uFFFD"));
    }

    void severalThreadsGetTheSameIds() {
        const auto tokenizer = smallTokenizer();
        const auto expected = *tokenizer->encode("a moon over the city 月");
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&] {
                    for (int i = 0; i < 200; ++i)
                        wrong += *tokenizer->encode("a moon over the city 月") != expected;
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void tokenizerJsonGivesTheSameIds() {
        const TemporaryFolder folder;
        const BpeVocabulary vocabulary = smallVocabulary();
        Json vocab = Json::object(), merges = Json::array(), added = Json::array();
        for (std::size_t i = 0; i < vocabulary.tokens.size(); ++i) vocab[vocabulary.tokens[i]] = i;
        for (const auto& [left, right] : vocabulary.merges) {
            // Both spellings that are in use.
            merges.size() % 2 ? merges.push_back(left + " " + right) : merges.push_back({left, right});
        }
        for (std::size_t i = 0; i < vocabulary.specialTokens.size(); ++i) {
            added.push_back({{"id", vocabulary.tokens.size() + i},
                             {"content", vocabulary.specialTokens[i]},
                             {"special", true}});
        }
        const std::string pattern(
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| "
            "?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
        Json json{{"model", {{"type", "BPE"}, {"vocab", vocab}, {"merges", merges}}},
                  {"added_tokens", added},
                  {"pre_tokenizer",
                   {{"type", "Sequence"},
                    {"pretokenizers", {{{"type", "Split"}, {"pattern", {{"Regex", pattern}}}}}}}}};
        folder.write("tokenizer.json", json.dump());
        const auto read = Tokenizer::open(folder.path());
        QVERIFY2(read, read ? "" : read.error().what.c_str());
        for (const char* text : {"a moon over the city", "<|im_start|>月满中秋", "it's 1999"}) {
            QVERIFY(*(*read)->encode(text) == *smallTokenizer()->encode(text));
        }
        json["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = "\\w+";
        folder.write("tokenizer.json", json.dump());
        QCOMPARE(Tokenizer::open(folder.path()).error().kind, ErrorKind::Unsupported);
    }
};
LACUNA_TEST(TestTokenizer)
#include "test_tokenizer.moc"

// Vocabulary files that lie, are cut short, or are someone else's.
#include "engine/text/vocabulary_files.h"

#include "engine/text/tokenizer.h"
#include "tests/engine/text/small_vocabulary.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestVocabularyFiles : public QObject {
    Q_OBJECT

    /// The folder's error after one file was replaced.
    static Error errorWith(const char* file, std::string_view text) {
        const TemporaryFolder folder;
        if (!writeTokenizer(folder.path(), smallVocabulary())) qFatal("the vocabulary could not be written");
        folder.write(file, text);
        const auto tokenizer = Tokenizer::open(folder.path());
        return tokenizer ? Error{ErrorKind::Internal, "accepted", {}} : tokenizer.error();
    }

  private Q_SLOTS:
    void refusesVocabularies_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("an empty object") << "{}";
        QTest::newRow("a list") << "[1]";
        QTest::newRow("cut short") << "{\"a\": 1, \"b\"";
        QTest::newRow("an open text") << "{\"a";
        QTest::newRow("no colon") << "{\"a\" 1}";
        QTest::newRow("no comma") << "{\"a\": 1 \"b\": 2}";
        QTest::newRow("a text as id") << "{\"a\": \"1\"}";
        QTest::newRow("a negative id") << "{\"a\": -1}";
        QTest::newRow("an absurd id") << "{\"a\": 4000000000}";
        QTest::newRow("an id that overflows") << "{\"a\": 99999999999999999999}";
        QTest::newRow("a piece twice") << "{\"a\": 1, \"a\": 2}";
        QTest::newRow("an id twice") << "{\"a\": 1, \"b\": 1}";
        QTest::newRow("an empty piece") << "{\"\": 1}";
        QTest::newRow("no spelling of bytes") << "{\"月\": 1}";
        QTest::newRow("a plain space") << "{\"a b\": 1}";
        QTest::newRow("a bad escape") << "{\"\\u12\": 1}";
        QTest::newRow("more after the end") << "{\"a\": 1} x";
        QTest::newRow("bytes are missing") << "{\"a\": 1}";
    }
    void refusesVocabularies() {
        QFETCH(const QString, text);
        QCOMPARE(errorWith("vocab.json", text.toStdString()).kind, ErrorKind::BadFile);
    }

    void escapedSpellingsAreRead() {
        const auto table = parseVocabJson("{\"\\u0120a\": 0, \"\\\"\": 1, \"\\\\\": 2 }", "vocab.json");
        QVERIFY(table);
        QCOMPARE(table->find(" a").value(), 0u);
        QCOMPARE(table->find("\"").value(), 1u);
        QCOMPARE(table->find("\\").value(), 2u);
    }

    void refusesMerges_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("one piece") << "a\n";
        QTest::newRow("no right side") << "a \n";
        QTest::newRow("no left side") << " a\n";
        QTest::newRow("three pieces") << "a b c\n";
        QTest::newRow("a result that is no token") << "q q\n";
        QTest::newRow("no spelling of bytes") << "月 满\n";
    }
    void refusesMerges() {
        QFETCH(const QString, text);
        QCOMPARE(errorWith("merges.txt", text.toStdString()).kind, ErrorKind::BadFile);
    }

    void windowsLineEndsAndNoLastOneAreFine() {
        const TemporaryFolder folder;
        const BpeVocabulary vocabulary = smallVocabulary();
        QVERIFY(writeTokenizer(folder.path(), vocabulary));
        std::string merges = TemporaryFolder::read(folder / "merges.txt");
        for (std::size_t at = 0; (at = merges.find('\n', at)) != std::string::npos; at += 2)
            merges.replace(at, 1, "\r\n");
        folder.write("merges.txt", std::string_view(merges).substr(0, merges.size() - 2));
        const auto tokenizer = Tokenizer::open(folder.path());
        QVERIFY(tokenizer);
        QVERIFY(*(*tokenizer)->encode("a moon over the city") ==
                *smallTokenizer()->encode("a moon over the city"));
    }

    void missingFilesAreNamed() {
        const TemporaryFolder folder;
        QCOMPARE(Tokenizer::open(folder.path()).error().kind, ErrorKind::ModelMissing);
        folder.write("vocab.json", "{\"a\": 1}");
        QVERIFY(Tokenizer::open(folder.path()).error().what.find("merges.txt") != std::string::npos);
    }

    void refusesAddedTokens_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::newRow("an absurd id") << "added_tokens.json"
                                      << "{\"<x>\": 4000000000}";
        QTest::newRow("no id") << "added_tokens.json"
                               << "{\"<x>\": \"1\"}";
        QTest::newRow("a list") << "added_tokens.json"
                                << "[]";
        QTest::newRow("a key that is no id") << "tokenizer_config.json"
                                             << "{\"added_tokens_decoder\": {\"x\": {\"content\": \"<x>\"}}}";
        QTest::newRow("no content") << "tokenizer_config.json"
                                    << "{\"added_tokens_decoder\": {\"400\": {}}}";
        QTest::newRow("empty content") << "tokenizer_config.json"
                                       << "{\"added_tokens_decoder\": {\"400\": {\"content\": \"\"}}}";
        QTest::newRow("a rule that is no truth value") << "tokenizer_config.json"
                                                       << "{\"lacuna_split_quoted\": 1}";
    }
    void refusesAddedTokens() {
        QFETCH(const QString, file);
        QFETCH(const QString, text);
        QCOMPARE(errorWith(file.toUtf8().constData(), text.toStdString()).kind, ErrorKind::BadFile);
    }

    void optionsThatTheFamilyDoesNotUseAreUnsupported() {
        const Error error =
            errorWith("tokenizer_config.json",
                      "{\"added_tokens_decoder\": {\"400\": {\"content\": \"<x>\", \"lstrip\": true}}}");
        QCOMPARE(error.kind, ErrorKind::Unsupported);
    }
};
LACUNA_TEST(TestVocabularyFiles)
#include "test_vocabulary_files.moc"

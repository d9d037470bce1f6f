// The hand-written matcher against what Qwen2's regular expression gives.
#include "engine/text/pre_tokenizer.h"

#include "tests/support/test_registry.h"

using namespace lacuna;

class TestPreTokenizer : public QObject {
    Q_OBJECT

    static QString joined(const QString& text, bool quoted) {
        const std::string bytes = text.toStdString();
        std::vector<std::string_view> pieces;
        quoted ? splitIntoPiecesQuoted(bytes, pieces) : splitIntoPieces(bytes, pieces);
        QStringList list;
        for (const std::string_view piece : pieces)
            list << QString::fromUtf8(piece.data(), qsizetype(piece.size()));
        return list.join('|');
    }

  private Q_SLOTS:
    void pieces_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pieces");
        // Recipe: tokenizers.pre_tokenizers.Split(Regex(pattern), "isolated").pre_tokenize_str(text)
        QTest::newRow("words") << "a cat"
                               << "a| cat";
        QTest::newRow("digits one by one") << "x12 3"
                                           << "x|1|2| |3";
        QTest::newRow("contractions") << "it's I'LL we'Ve can't"
                                      << "it|'s| I|'LL| we|'Ve| can|'t";
        QTest::newRow("a quote that is none") << "'xyz"
                                              << "'xyz";
        QTest::newRow("a letter after one sign") << "(word) -dash"
                                                 << "(word|)| -|dash";
        QTest::newRow("signs with a space") << "a  ++b"
                                            << "a| | ++|b";
        QTest::newRow("signs take line feeds") << "a;\n\nb"
                                               << "a|;\n\n|b";
        QTest::newRow("the last space stays for the word") << "a   b"
                                                           << "a|  | b";
        QTest::newRow("spaces at the end") << "a   "
                                           << "a|   ";
        QTest::newRow("line feeds end a run") << "a \n \n  b"
                                              << "a| \n \n| | b";
        QTest::newRow("carriage returns") << "\r\nx"
                                          << "\r\n|x";
        QTest::newRow("tab before a word") << "\tx"
                                           << "\tx";
        QTest::newRow("no-break space") << "a\u00A0b"
                                        << "a|\u00A0b";
        QTest::newRow("Chinese") << "你好，世界"
                                 << "你好|，世界";
        QTest::newRow("other numbers") << "½②"
                                       << "½|②";
        QTest::newRow("a combining mark is no letter") << "क\u093Fत"
                                                       << "क|\u093Fत";
        QTest::newRow("emoji") << "👩‍👧"
                               << "👩‍👧";
    }
    void pieces() {
        QFETCH(const QString, text);
        QTEST(joined(text, false), "pieces");
    }

    void quoted_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pieces");
        QTest::newRow("curly") << "title “Moon 月” here"
                               << "title| |“|M|o|o|n| |月|”| here";
        QTest::newRow("corner") << "标题「中秋」大"
                                << "标题|「|中|秋|」|大";
        QTest::newRow("straight double") << "say \"hi\" now"
                                         << "say| |\"|h|i|\"| now";
        QTest::newRow("straight single") << "say 'hi' now"
                                         << "say| |'|h|i|'| now";
        QTest::newRow("an apostrophe is no quote") << "it's a cat's toy"
                                                   << "it|'s| a| cat|'s| toy";
        QTest::newRow("an apostrophe inside quotes") << "'it's'"
                                                     << "'|i|t|'|s|'";
        QTest::newRow("an apostrophe inside curly quotes") << "‘it’s’"
                                                           << "‘|i|t|’|s|’";
        QTest::newRow("next to Chinese") << "写'福'字"
                                         << "写|'|福|'|字";
        QTest::newRow("no partner") << "a “word"
                                    << "a| “|word";
        QTest::newRow("nested") << "“a‘b’c”"
                                << "“|a|‘|b|’|c|”";
        QTest::newRow("nested in itself") << "「a「b」c」"
                                          << "「|a|「|b|」|c|」";
        QTest::newRow("empty") << "“”x"
                               << "“|”|x";
    }
    void quoted() {
        QFETCH(const QString, text);
        QTEST(joined(text, true), "pieces");
    }

    void nothingIsLostOrMoved() {
        for (const char* text :
             {"", " ", "\n", "a \t\r\n b“c”d ‘e’ 1２三", "\u2028\u3000x", "“““”", "𠀀𠮷\u0301"}) {
            for (const bool quoted : {false, true}) {
                const QString joinedText = joined(text, quoted);
                QCOMPARE(QString(joinedText).remove('|'), QString::fromUtf8(text));
            }
        }
    }
};
LACUNA_TEST(TestPreTokenizer)
#include "test_pre_tokenizer.moc"

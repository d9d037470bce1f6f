// Text from outside is UTF-8 or is refused.
#include "app/cli/utf8.h"

#include "tests/support/test_registry.h"

class TestUtf8 : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void wellFormedTextIsValid() {
        for (const char* text : {"", "lantern", "中秋快乐", "é", "\xf0\x9f\x8f\xae", "\xf4\x8f\xbf\xbf",
                                 "\xed\x9f\xbf", "\xee\x80\x80"}) {
            QVERIFY2(lacuna::cli::isValidUtf8(text), text);
        }
    }
    void malformedTextIsNot() {
        const char* const broken[] = {
            "\x80",              // a continuation alone
            "\xc3",              // ends early
            "a\xe4\xb8",         // ends early
            "\xc0\xaf",          // overlong /
            "\xe0\x80\xaf",      // overlong /
            "\xed\xa0\x80",      // a surrogate
            "\xf4\x90\x80\x80",  // beyond U+10FFFF
            "\xff\xfe",          // UTF-16's mark
            "\xd6\xd0\xc7\xef",  // 中秋 in GBK
        };
        for (const char* text : broken)
            QVERIFY2(!lacuna::cli::isValidUtf8(text), qPrintable(QByteArray(text).toHex()));
        QVERIFY(!lacuna::cli::isValidUtf8(std::string_view("a\0b", 3)));
    }
};
LACUNA_TEST(TestUtf8)
#include "test_utf8.moc"

// Reports carry pictures and foreign text in themselves: neither may break the page.
#include "engine/formats/html.h"

#include "tests/support/test_registry.h"

using namespace lacuna;

class TestHtml : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void base64IsThatOfTheStandard() {
        // RFC 4648, section 10.
        QCOMPARE(base64(""), std::string(""));
        QCOMPARE(base64("f"), std::string("Zg=="));
        QCOMPARE(base64("fo"), std::string("Zm8="));
        QCOMPARE(base64("foobar"), std::string("Zm9vYmFy"));
    }
    void foreignTextCannotBecomeMarkup() {
        QCOMPARE(escapedHtml("<b> & \"月\""), std::string("&lt;b&gt; &amp; &quot;月&quot;"));
    }
};
LACUNA_TEST(TestHtml)
#include "test_html.moc"

// Both themes can be read by people with weak eyes, and the stylesheet names no colour that a theme lacks.
#include <QtCore/QRegularExpression>

#include "tests/support/test_registry.h"
#include "ui/shell/theme.h"

using namespace lacuna;

class TestTheme : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void textCanBeRead_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ground");
        QTest::addColumn<double>("least");
        for (const bool dark : {true, false}) {
            const QString theme = dark ? "dark: " : "light: ";
            for (const char* ground : {"window", "panel", "field", "raised", "button", "buttonHover",
                                       "noticeField", "dangerField"})
                QTest::addRow("%s text on %s", qPrintable(theme), ground)
                    << dark << "text" << QString::fromLatin1(ground) << 7.0;
            for (const char* ground : {"window", "panel", "field"})
                QTest::addRow("%s dim text on %s", qPrintable(theme), ground)
                    << dark << "dimText" << QString::fromLatin1(ground) << 4.5;
            for (const char* ground : {"accent", "accentDown"})
                QTest::addRow("%s label on %s", qPrintable(theme), ground)
                    << dark << "onAccent" << QString::fromLatin1(ground) << 4.0;
            QTest::addRow("%s tooltip", qPrintable(theme)) << dark << "tooltipText"
                                                           << "tooltip" << 7.0;
        }
    }
    void textCanBeRead() {
        QFETCH(bool, dark);
        QFETCH(QString, text);
        QFETCH(QString, ground);
        QFETCH(double, least);
        const Theme theme = loadTheme(dark);
        const double ratio = contrast(theme.colours.value(text), theme.colours.value(ground));
        QVERIFY2(ratio >= least, QByteArray::number(ratio));
    }

    void bothThemesNameTheSameColours() {
        QCOMPARE(QSet<QString>(loadTheme(true).colours.keyBegin(), loadTheme(true).colours.keyEnd()).size(),
                 loadTheme(true).colours.size());
        auto dark = loadTheme(true).colours.keys(), light = loadTheme(false).colours.keys();
        std::sort(dark.begin(), dark.end());
        std::sort(light.begin(), light.end());
        QCOMPARE(dark, light);
        for (const QColor& colour : loadTheme(true).colours) QVERIFY(colour.isValid());
        for (const QColor& colour : loadTheme(false).colours) QVERIFY(colour.isValid());
    }

    void theStylesheetLeavesNoNameUnreplaced() {
        for (const bool dark : {true, false}) {
            const QString sheet = loadTheme(dark).styleSheet();
            QVERIFY(sheet.size() > 1000);
            QVERIFY(!sheet.contains('@'));
        }
    }

    void contrastIsThatOfWcag() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrast(QColor("#777777"), Qt::white) - 4.48) <
                0.01);  // the known edge of level AA
    }
};
LACUNA_TEST(TestTheme)
#include "test_theme.moc"

// Every sentence of the window is there in Simplified Chinese, with the placeholders of the original.
#include <QtCore/QDirIterator>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>

#include "tests/support/test_registry.h"
#include "ui/generation/action_kind.h"
#include "ui/shell/language.h"

using namespace lacuna;

namespace {

struct Message {
    QString context, source, translation;
    bool finished = true;
};

QList<Message> messages() {
    QFile file(QString(LACUNA_RESOURCES_DIR) + "/translations/lacuna_zh_CN.ts");
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Message> all;
    QString context;
    Message message;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement) {
            if (xml.name() == QLatin1String("name")) {
                context = xml.readElementText();
            } else if (xml.name() == QLatin1String("message")) {
                message = {context, {}, {}, true};
            } else if (xml.name() == QLatin1String("source")) {
                message.source = xml.readElementText();
            } else if (xml.name() == QLatin1String("translation")) {
                message.finished = !xml.attributes().hasAttribute("type");
                message.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            }
        } else if (xml.isEndElement() && xml.name() == QLatin1String("message")) {
            all << message;
        }
    }
    return all;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern("%[0-9n]");
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();) found << it.next().captured();
    found.sort();
    return found;
}

/// What tr("...") says in the sources, adjacent literals joined.
QSet<QString> sentencesInTheSource() {
    static const QRegularExpression call(R"re(\btr\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+))re");
    static const QRegularExpression literal(R"re("((?:[^"\\]|\\.)*)")re");
    QSet<QString> found;
    for (const char* folder : {"ui", "app"}) {
        QDirIterator it(QString(LACUNA_TESTS_DIR) + "/../" + folder, {"*.cpp", "*.h"}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            static const QRegularExpression comment("(^|\\s)//[^\n]*");
            const QString text = QString::fromUtf8(file.readAll()).remove(comment);
            for (auto calls = call.globalMatch(text); calls.hasNext();) {
                QString sentence;
                const QString arguments = calls.next().captured(1);
                for (auto parts = literal.globalMatch(arguments); parts.hasNext();)
                    sentence += parts.next().captured(1);
                found << sentence.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
            }
        }
    }
    return found;
}

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everyStringIsTranslated() {
        QSet<QString> translated;
        QStringList unfinished;
        for (const Message& message : messages()) {
            if (!message.finished || message.translation.isEmpty())
                unfinished << message.context + ": " + message.source;
            translated << message.source;
        }
        QVERIFY2(unfinished.isEmpty(), qPrintable(unfinished.join('\n')));
        QStringList missing;
        for (const QString& sentence : sentencesInTheSource()) {
            if (!translated.contains(sentence)) missing << sentence;
        }
        QVERIFY2(missing.isEmpty(), qPrintable("Run lupdate and translate:\n" + missing.join('\n')));
        QVERIFY(translated.size() > 200);
    }

    void placeholdersSurvive() {
        QStringList broken;
        for (const Message& message : messages()) {
            if (placeholders(message.source) != placeholders(message.translation)) broken << message.source;
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void theProgramSpeaksChineseWhenToldTo() {
        applyLanguage(*qApp, "zh_CN");
        QCOMPARE(titleOf(ActionKind::Fill), QString("填充"));
        applyLanguage(*qApp, "en");
        QCOMPARE(titleOf(ActionKind::Fill), QString("Fill"));
    }
};
LACUNA_TEST(TestTranslations)
#include "test_translations.moc"

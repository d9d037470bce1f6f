// See language.h.
#include "ui/shell/language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtCore/QTranslator>

static void openTranslationResources() {
    Q_INIT_RESOURCE(lacuna_translations);
}

namespace lacuna {

QString languageFor(const QString& choice) {
    if (choice == "en" || choice == "zh_CN") return choice;
    return QLocale::system().language() == QLocale::Chinese ? "zh_CN" : "en";
}

void applyLanguage(QCoreApplication& application, const QString& choice) {
    openTranslationResources();
    static QTranslator ours, qts;
    application.removeTranslator(&ours);
    application.removeTranslator(&qts);
    const QString language = languageFor(choice);
    QLocale::setDefault(language == "zh_CN" ? QLocale(QLocale::Chinese, QLocale::China)
                                            : QLocale(QLocale::English));
    if (language == "en") return;
    if (ours.load(":/translations/lacuna_" + language + ".qm")) application.installTranslator(&ours);
    // Qt's own dialogs, where the system has them.
    if (qts.load("qtbase_" + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(&qts);
}

}  // namespace lacuna

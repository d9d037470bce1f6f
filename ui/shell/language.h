// English is in the source; Simplified Chinese comes from resources/translations.
#pragma once

#include <QtCore/QString>

class QCoreApplication;

namespace lacuna {

/// Makes "", "en" or "zh_CN" the language of everything that is said from now on; "" follows the system.
/// Windows that are open keep their words.
void applyLanguage(QCoreApplication& application, const QString& choice);

/// "en" or "zh_CN".
QString languageFor(const QString& choice);

}  // namespace lacuna

// See words_for_errors.h.
#include "ui/shell/words_for_errors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QSysInfo>

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorWords)
};

QString opening(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::BadFile:
            return Words::tr("The file is damaged.");
        case ErrorKind::Unsupported:
            return Words::tr("This is not supported.");
        case ErrorKind::OutOfMemory:
            return Words::tr("There is not enough memory. Your picture is intact.");
        case ErrorKind::ModelMissing:
            return Words::tr("The model cannot be used.");
        case ErrorKind::CannotWrite:
            return Words::tr("The file could not be written. Nothing was lost.");
        case ErrorKind::Internal:
            return Words::tr("Something went wrong inside Lacuna. Your picture is intact.");
        case ErrorKind::BadRequest:
        case ErrorKind::Cancelled:
            return {};
    }
    return {};
}

}  // namespace

QString wordsFor(const Error& error) {
    const QString first = opening(error.kind), second = QString::fromStdString(error.what);
    if (first.isEmpty()) return second;
    return second.isEmpty() ? first : first + " " + second;
}

QString wordsForFile(const QString& path, const Error& error) {
    const QString name = QFileInfo(path).fileName();
    const QString words = wordsFor(error);
    // The engine's sentence usually names the file already.
    return name.isEmpty() || words.contains(name) ? words : name + ": " + words;
}

QString detailsOf(const Error& error) {
    const std::string_view kind = name(error.kind);
    return QString("%1\n%2\nLacuna %3, Qt %4, %5")
        .arg(QString::fromUtf8(kind.data(), qsizetype(kind.size())), QString::fromStdString(describe(error)),
             QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()),
             QSysInfo::prettyProductName());
}

}  // namespace lacuna

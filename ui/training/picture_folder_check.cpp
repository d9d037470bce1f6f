// See picture_folder_check.h.
#include "ui/training/picture_folder_check.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QSet>
#include <QtCore/QStringDecoder>

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PictureFolderCheck)
};

constexpr qint64 kMostCaptionBytes = 64 << 10;
constexpr int kFewPictures = 5;
constexpr qsizetype kNamesInASentence = 3;

const QStringList kPictures = {"*.png", "*.jpg", "*.jpeg", "*.webp", "*.tif", "*.tiff"};

/// Of a picture's name, folders before it included.
QString captionName(const QString& picture) {
    return picture.left(picture.lastIndexOf('.')) + ".txt";
}

/// Names below `dir`, from there, sorted: the trainer looks into folders too.
QStringList filesBelow(const QDir& dir, const QStringList& patterns) {
    QStringList names;
    QDirIterator files(dir.path(), patterns, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) names << dir.relativeFilePath(files.next());
    names.sort();
    return names;
}

/// Nothing when it cannot be read as UTF-8.
std::optional<QString> captionIn(const QString& path) {
    QFile file(path);
    if (file.size() > kMostCaptionBytes || !file.open(QIODevice::ReadOnly)) return {};
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(file.readAll());
    if (decoder.hasError()) return {};
    return text.trimmed();
}

QString listOf(const QStringList& names) {
    return names.mid(0, kNamesInASentence).join(", ");
}

void sayMissing(PictureFolderReport& report, const QStringList& missing) {
    if (missing.size() == 1) {
        report.problems << Words::tr("%1 has no caption. Write what it shows into %2 beside it.")
                               .arg(missing[0], captionName(missing[0]));
    } else if (missing.size() > 1) {
        report.problems << Words::tr(
                               "%1 pictures have no caption: %2... Write what each shows into a text "
                               "file of the same name, such as %3.")
                               .arg(missing.size())
                               .arg(listOf(missing), captionName(missing[0]));
    }
}

}  // namespace

PictureFolderReport checkPictureFolder(const QString& folder) {
    PictureFolderReport report;
    const QDir dir(folder);
    if (folder.isEmpty() || !dir.exists() || !dir.isReadable()) {
        report.problems << Words::tr("The folder cannot be read. Choose another one.");
        return report;
    }
    const QStringList pictures = filesBelow(dir, kPictures);
    report.pictures = int(pictures.size());
    if (pictures.isEmpty()) {
        report.problems << Words::tr(
            "There are no pictures in this folder. Put some there: PNG, JPEG, WebP "
            "or TIFF.");
        return report;
    }
    QStringList missing, unreadable, empty;
    QSet<QString> used;
    for (const QString& picture : pictures) {
        const QString name = captionName(picture);
        used << name;
        if (!dir.exists(name)) {
            missing << picture;
            continue;
        }
        const auto caption = captionIn(dir.filePath(name));
        if (!caption) {
            unreadable << name;
            continue;
        }
        ++report.captions;
        if (caption->isEmpty()) empty << name;
        if (report.firstCaption.isEmpty()) report.firstCaption = caption->section('\n', 0, 0);
    }
    sayMissing(report, missing);
    if (!unreadable.isEmpty())
        report.problems << Words::tr("These captions are no UTF-8 text: %1. Save them again as UTF-8.")
                               .arg(listOf(unreadable));
    QStringList idle;
    for (const QString& text : filesBelow(dir, {"*.txt"})) {
        if (!used.contains(text)) idle << text;
    }
    if (!idle.isEmpty())
        report.remarks
            << Words::tr("These texts belong to no picture of the same name: %1.").arg(listOf(idle));
    if (!empty.isEmpty())
        report.remarks << Words::tr("These captions are empty: %1. A few words help.").arg(listOf(empty));
    if (report.good() && report.pictures < kFewPictures)
        report.remarks << Words::tr("That is little: ten to fifty pictures teach a style better.");
    return report;
}

}  // namespace lacuna

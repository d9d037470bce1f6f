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

const QStringList kPictureEndings = {"png", "jpg", "jpeg", "webp", "tif", "tiff"};
const QStringList kTables = {"metadata.jsonl", "metadata.csv"};    // of an image folder, anywhere below it
const QStringList kSetFiles = {"manifest.json", "samples.jsonl"};  // of a set that was sorted out first

struct FoundFiles {
    QStringList pictures, texts, tables;  ///< names from the folder on, sorted
};

/// Of a picture's name, folders before it included.
QString captionName(const QString& picture) {
    return picture.left(picture.lastIndexOf('.')) + ".txt";
}

/// The trainer looks into folders too. Every file is asked about, so that a walk through a whole disk ends
/// when it is not wanted any more.
FoundFiles filesBelow(const QDir& dir, const std::function<bool()>& stopped) {
    FoundFiles found;
    QDirIterator files(dir.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext() && !(stopped && stopped())) {
        const QString name = dir.relativeFilePath(files.next());
        const QString ending = files.fileInfo().suffix().toLower();
        if (kPictureEndings.contains(ending)) found.pictures << name;
        if (ending == "txt") found.texts << name;
        if (kTables.contains(files.fileName())) found.tables << name;
    }
    for (const QString& name : kSetFiles)
        if (dir.exists(name)) found.tables << name;
    for (QStringList* names : {&found.pictures, &found.texts}) names->sort();
    return found;
}

/// By its first bytes, which is what decides when it is decoded.
bool isPicture(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray head = file.read(12);
    if (head.startsWith("RIFF")) return head.endsWith("WEBP");
    for (const QByteArray& magic : {QByteArray("\x89PNG"), QByteArray("\xff\xd8\xff"), QByteArray("II*\0", 4),
                                    QByteArray("MM\0*", 4), QByteArray("II+\0", 4), QByteArray("MM\0+", 4)})
        if (head.startsWith(magic)) return true;
    return false;
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
    const QString some = names.mid(0, kNamesInASentence).join(", ");
    return names.size() > kNamesInASentence ? some + "..." : some;
}

}  // namespace

PictureFolderReport checkPictureFolder(const QString& folder, const std::function<bool()>& stopped) {
    PictureFolderReport report;
    const QDir dir(folder);
    if (folder.isEmpty() || !dir.exists() || !dir.isReadable()) {
        report.problems << Words::tr("The folder cannot be read. Choose another one.");
        return report;
    }
    const FoundFiles found = filesBelow(dir, stopped);
    report.pictures = int(found.pictures.size());
    report.table = found.tables.value(0);
    if (!report.table.isEmpty()) return report;  // the run reads it, and says what is wrong with it
    if (found.pictures.isEmpty()) {
        report.problems << Words::tr(
            "There are no pictures in this folder. Put some there: PNG, JPEG, WebP "
            "or TIFF.");
        return report;
    }
    QStringList noText, noPicture;
    QSet<QString> used;
    for (const QString& picture : found.pictures) {
        if (stopped && stopped()) return report;
        if (!isPicture(dir.filePath(picture))) noPicture << picture;
        const QString name = captionName(picture);
        used << name;
        const auto caption = dir.exists(name) ? captionIn(dir.filePath(name)) : QString();
        if (!caption) {
            noText << name;
        } else if (caption->isEmpty()) {
            report.uncaptioned << picture;
        } else {
            ++report.captions;
            if (report.firstCaption.isEmpty()) report.firstCaption = caption->section('\n', 0, 0);
        }
    }
    if (!noPicture.isEmpty())
        report.problems
            << Words::tr("These files are no pictures, or damaged: %1. Remove them or put good ones there.")
                   .arg(listOf(noPicture));
    if (!noText.isEmpty())
        report.problems << Words::tr("These captions are no UTF-8 text: %1. Save them again as UTF-8.")
                               .arg(listOf(noText));
    QStringList idle;
    for (const QString& text : found.texts) {
        if (!used.contains(text)) idle << text;
    }
    if (!idle.isEmpty())
        report.remarks
            << Words::tr("These texts belong to no picture of the same name: %1.").arg(listOf(idle));
    if (report.problems.isEmpty() && report.pictures < kFewPictures)
        report.remarks << Words::tr("That is little: ten to fifty pictures teach a style better.");
    return report;
}

QString countsSentence(const PictureFolderReport& report, bool triggered) {
    if (!report.table.isEmpty())
        return Words::tr("%1 says which pictures there are and what they show.").arg(report.table);
    if (report.pictures == 0) return {};
    if (report.uncaptioned.isEmpty() || !report.good(triggered))
        return Words::tr("Pictures: %1. Captions: %2.").arg(report.pictures).arg(report.captions);
    if (report.captions == 0)
        return Words::tr("Pictures: %1, without captions. The trigger words describe them.")
            .arg(report.pictures);
    return Words::tr("%1 of %2 pictures have captions; the others use the trigger words.")
        .arg(report.captions)
        .arg(report.pictures);
}

QString uncaptionedSentence(const PictureFolderReport& report, bool triggered) {
    const QStringList& names = report.uncaptioned;
    if (triggered || names.isEmpty()) return {};
    const QString text = captionName(names[0]);
    if (names.size() == 1)
        return Words::tr("%1 has no caption. Write what it shows into %2 beside it, or give trigger words.")
            .arg(names[0], text);
    return Words::
        tr("%1 pictures have no caption: %2. Write what each shows into a text file of the same name, such "
           "as %3, or give trigger words.")
            .arg(names.size())
            .arg(listOf(names), text);
}

}  // namespace lacuna

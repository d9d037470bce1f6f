// See style_folder.h: moving, locking and finding again, without a word to the person.
#include "ui/training/style_folder.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include "ui/training/style_settings.h"

namespace lacuna {
namespace {

const char* const kSaved = "output/pytorch_lora_weights.safetensors";
constexpr int kMostOfAName = 1000;

QString freeName(const QDir& styles, const QString& name) {
    QString tried = name;
    for (int number = 2; styles.exists(tried) && number < kMostOfAName; ++number)
        tried = QString("%1 %2").arg(name).arg(number);
    return tried;
}

QString newestSampleOf(const QDir& run) {
    const QDir output(run.filePath("output"));
    const QStringList samples = output.entryList({"sample-*.png"}, QDir::Files, QDir::Time);
    return samples.isEmpty() ? QString() : output.filePath(samples.front());
}

/// As it was called, else as the run's folder is.
QString nameOf(const QDir& run) {
    QFile file(run.filePath("style.json"));
    QString name;
    if (file.open(QIODevice::ReadOnly))
        name = fileNameOf(QJsonDocument::fromJson(file.readAll()).object().value("name").toString());
    return name.isEmpty() ? run.dirName() : name;
}

}  // namespace

QString savedStyleOf(const QString& runFolder) {
    const QString file = QDir(runFolder).filePath(kSaved);
    return QFileInfo::exists(file) ? file : QString();
}

QString moveToStyles(const QString& file, const QString& picture, const QString& styles,
                     const QString& name) {
    const QDir all(styles);
    const QString own = freeName(all, name);
    const QString target = all.filePath(own + "/" + own + ".safetensors");
    if (!all.mkpath(own) || !QFile::rename(file, target)) return {};
    if (!picture.isEmpty()) QFile::copy(picture, all.filePath(own + "/" + own + ".png"));
    return target;
}

std::unique_ptr<QLockFile> lockRun(const QString& runFolder) {
    auto lock = std::make_unique<QLockFile>(QDir(runFolder).filePath("lock"));
    lock->setStaleLockTime(0);  // a run may take days
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

QStringList recoverRuns(const QString& runs, const QString& styles) {
    QStringList useless;
    const QDir all(runs);
    for (const QString& name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir run(all.filePath(name));
        if (!lockRun(run.path())) continue;
        const QString saved = savedStyleOf(run.path());
        if (saved.isEmpty() || !moveToStyles(saved, newestSampleOf(run), styles, nameOf(run)).isEmpty())
            useless << run.path();
    }
    return useless;
}

}  // namespace lacuna

// See settings_store.h.
#include "app/settings/settings_store.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>

namespace lacuna {
namespace {

constexpr int kWriteDelayMs = 800;
constexpr qint64 kMostBytes = 4 << 20;  ///< a larger file is not ours
const char* const kBinaryKeys[] = {"geometry", "windowState"};

QString defaultPath() {
    const QString chosen = qEnvironmentVariable("LACUNA_SETTINGS");
    if (!chosen.isEmpty()) return chosen;
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
        .filePath("lacuna/settings.json");
}

}  // namespace

SettingsStore::SettingsStore(const QString& path, QObject* parent)
    : QObject(parent), path_(path.isEmpty() ? defaultPath() : path) {
    load();
    timer_.setSingleShot(true);
    timer_.setInterval(kWriteDelayMs);
    connect(&timer_, &QTimer::timeout, this, &SettingsStore::flush);
    connect(&preferences_, &Preferences::changed, this, [this] {
        dirty_ = true;
        timer_.start();
    });
}

SettingsStore::~SettingsStore() {
    flush();
}

void SettingsStore::load() {
    QFile file(path_);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMostBytes) return;
    QVariantMap map = QJsonDocument::fromJson(file.readAll()).object().toVariantMap();
    for (const char* key : kBinaryKeys) {
        if (map.contains(key)) map.insert(key, QByteArray::fromBase64(map.value(key).toString().toLatin1()));
    }
    preferences_.fromMap(map);
}

bool SettingsStore::flush() {
    timer_.stop();
    if (!dirty_) return true;
    QVariantMap map = preferences_.toMap();
    for (const char* key : kBinaryKeys)
        map.insert(key, QString::fromLatin1(map.value(key).toByteArray().toBase64()));
    QDir().mkpath(QFileInfo(path_).path());
    QSaveFile file(path_);
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(QJsonDocument(QJsonObject::fromVariantMap(map)).toJson());
    if (!file.commit()) return false;
    dirty_ = false;
    return true;
}

}  // namespace lacuna

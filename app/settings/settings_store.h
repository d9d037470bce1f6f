// Keeps the preferences in a file of the person's own, written shortly after a change and at the end. An
// environment variable LACUNA_SETTINGS names another file (tests, a stick).
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include "ui/shell/preferences.h"

namespace lacuna {

class SettingsStore : public QObject {
    Q_OBJECT
  public:
    /// Empty: LACUNA_SETTINGS, else lacuna/settings.json in the system's place for settings.
    explicit SettingsStore(const QString& path = {}, QObject* parent = nullptr);
    ~SettingsStore() override;

    Preferences& preferences() { return preferences_; }
    const QString& path() const { return path_; }
    /// Writes now what has changed. False when it could not be written; nothing else is lost.
    bool flush();

  private:
    void load();

    QString path_;
    Preferences preferences_;
    QTimer timer_;
    bool dirty_ = false;
};

}  // namespace lacuna

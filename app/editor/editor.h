// The running editor: makes document, engine, files and window, and introduces them to each other.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <filesystem>
#include <memory>

#include "app/bridge/engine_bridge.h"
#include "app/bridge/model_catalogue.h"
#include "app/bridge/style_catalogue.h"
#include "app/editor/file_gateway.h"
#include "app/settings/settings_store.h"
#include "ui/document/document.h"
#include "ui/generation/generation_controller.h"
#include "ui/training/style_training.h"

namespace lacuna {

class MainWindow;

class Editor : public QObject {
    Q_OBJECT
  public:
    /// `factory` makes the backend on the engine thread when it is first needed; `resources` may be empty.
    Editor(BackendFactory factory, std::filesystem::path resources, const QString& settingsPath = {},
           QObject* parent = nullptr);
    ~Editor() override;

    void show();
    /// The window's first frame is on screen.
    Q_SIGNAL void firstPainted();
    void openFile(const QString& path);
    /// The sample poster with its mask and a prompt to try.
    void openSample();
    Preferences& preferences() { return settings_.preferences(); }
    MainWindow* window() const { return window_.get(); }
    StyleTraining& training() { return training_; }
    GenerationController& controller() { return controller_; }

  private:
    void makeWindow();
    void rememberPrompt();
    void restorePrompt();
    void scanModels();
    void connectStyles();
    void scanStyles();
    void removeStyle(const QString& file);
    void preferencesChanged();
    void finishSample();

    std::filesystem::path resources_;
    SettingsStore settings_;
    Document document_;
    EngineBridge engine_;
    GenerationController controller_;
    ModelCatalogue catalogue_;
    StyleTraining training_;
    StyleCatalogue styles_;
    FileGateway files_;
    std::unique_ptr<MainWindow> window_;
    QString shownLanguage_;
    ThemeChoice shownTheme_ = ThemeChoice::System;
    QStringList shownFolders_, shownStyleFiles_;
    QTimer promptTimer_;  ///< what is being written is kept while it is written: a crash must not cost it
    bool scanned_ = false;
    bool sampleComing_ = false;
};

}  // namespace lacuna

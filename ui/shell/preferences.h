// What the person has chosen and what should survive a restart, as values. Where they are kept is the
// business of app/settings.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QVariantMap>

namespace lacuna {

enum class ThemeChoice { System, Dark, Light };
/// Where the picture is seen while it forms.
enum class PreviewMode { Off, Thumbnail, Canvas };

class Preferences : public QObject {
    Q_OBJECT
  public:
    static constexpr int kMostRecentFiles = 12;

    using QObject::QObject;

    ThemeChoice theme() const { return theme_; }
    /// Empty: the system's; else "en" or "zh_CN".
    const QString& language() const { return language_; }
    PreviewMode previewMode() const { return previewMode_; }
    const QStringList& modelFolders() const { return modelFolders_; }
    const QStringList& styleFiles() const { return styleFiles_; }    ///< LoRA files that lie elsewhere
    const QString& model() const { return model_; }                  ///< the folder of the chosen one
    const QStringList& recentFiles() const { return recentFiles_; }  ///< newest first
    const QStringList& promptHistory() const { return promptHistory_; }
    const QVariantMap& toolState() const { return toolState_; }      ///< ToolManager::saveState
    const QVariantMap& promptState() const { return promptState_; }  ///< the prompt dock's fields
    const QByteArray& geometry() const { return geometry_; }         ///< QMainWindow::saveGeometry
    const QByteArray& windowState() const { return windowState_; }   ///< QMainWindow::saveState

    void setTheme(ThemeChoice theme) { assign(theme_, theme); }
    void setLanguage(const QString& language) { assign(language_, language); }
    void setPreviewMode(PreviewMode mode) { assign(previewMode_, mode); }
    void setModelFolders(const QStringList& folders) { assign(modelFolders_, folders); }
    void addModelFolder(const QString& folder);
    void addStyleFile(const QString& file);
    void removeStyleFile(const QString& file);
    void setModel(const QString& folder) { assign(model_, folder); }
    void addRecentFile(const QString& path);
    void removeRecentFile(const QString& path);
    void clearRecentFiles() { assign(recentFiles_, QStringList()); }
    void setPromptHistory(const QStringList& history) { assign(promptHistory_, history); }
    void setToolState(const QVariantMap& state) { assign(toolState_, state); }
    void setPromptState(const QVariantMap& state) { assign(promptState_, state); }
    void setGeometry(const QByteArray& geometry) { assign(geometry_, geometry); }
    void setWindowState(const QByteArray& state) { assign(windowState_, state); }

    QVariantMap toMap() const;
    /// Values of a wrong kind are left as they were: the file may have been edited by hand.
    void fromMap(const QVariantMap& map);

  Q_SIGNALS:
    void changed();

  private:
    template <class T>
    void assign(T& member, const T& value) {
        if (member == value) return;
        member = value;
        Q_EMIT changed();
    }

    ThemeChoice theme_ = ThemeChoice::System;
    QString language_;
    PreviewMode previewMode_ = PreviewMode::Canvas;
    QStringList modelFolders_, styleFiles_, recentFiles_, promptHistory_;
    QString model_;
    QVariantMap toolState_, promptState_;
    QByteArray geometry_, windowState_;
};

}  // namespace lacuna

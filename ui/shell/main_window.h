// The window: canvas in the middle, tools to the left, prompt and layers to the right, variants below. It
// introduces the parts to each other and owns no picture: document, controller and files are lent, so the
// window can be made anew in another language.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>
#include <functional>
#include <memory>

#include "ui/document/document.h"
#include "ui/shell/document_files.h"

class QDockWidget;
class QStackedWidget;

namespace lacuna {

class AboutDialog;
class CanvasWidget;
class GenerationController;
class LayersPanel;
class MenuActions;
class MessageBar;
class Preferences;
class PromptPanel;
class StatusLine;
class StyleTraining;
class ToolManager;
class TrainStyleDialog;
class VariantsStrip;

class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    /// All must outlive the window.
    MainWindow(Document& document, GenerationController& controller, DocumentFiles& files,
               StyleTraining& training, Preferences& preferences, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a file in this window; asks about unsaved changes first.
    void openFile(const QString& path);
    void showError(const Error& error, const QString& path = {});
    void showMessage(const QString& text);
    void showEngineDescription(const QString& text);
    /// Writes tools, prompt and layout back into the preferences.
    void rememberState();

    CanvasWidget* canvas() const { return canvas_; }
    PromptPanel* promptPanel() const { return prompt_; }
    VariantsStrip* variantsStrip() const { return variants_; }
    ToolManager* tools() const { return tools_; }
    MessageBar* messageBar() const { return messages_; }
    /// Null while it is closed.
    TrainStyleDialog* trainDialog() const;

  Q_SIGNALS:
    void sampleRequested();
    /// A folder that the person chose; the answer comes as a changed list of models or as an error.
    void modelFolderChosen(const QString& folder);
    /// A LoRA file that the person chose; the answer comes as a changed list of styles or as an error.
    void styleFileChosen(const QString& file);
    /// To be taken off the list, or deleted when it is the person's own; they have agreed.
    void styleRemoved(const QString& file);
    /// The About box is open and wants to know what computes.
    void engineDescriptionWanted();
    /// The first frame of this window has been painted.
    void firstPainted();
    void closed();

  public Q_SLOTS:
    void newDocument();
    void openWithDialog();
    void save();
    void saveAs();
    void exportWithDialog();
    void insertWithDialog();
    void copy();
    void paste();
    void closeDocument();
    void generate(bool front = false);
    /// Esc: first ends what runs, then leaves review, then drops the message.
    void escape();
    void describe();
    void setDocksHidden(bool hidden);
    void resetLayout();
    void showPreferences();
    void showAbout();
    void showShortcuts();
    void addModelFolder();
    void trainStyle();
    void addStyleFile();
    void showStylesFolder();
    void removeStyle(const QString& file);

  protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    friend class MenuActions;
    void makeParts();
    void connectCanvas();
    void connectFiles();
    void connectTools();
    void connectStyles();
    void useStyle(const QString& file, const QString& trigger);
    void revealStyle(const QString& file);
    /// Whether nothing is being trained; else asks, and closes the window when the run has saved.
    bool trainingMayEnd();
    void restoreRemembered();
    void showDocument();
    void showTitle();
    void showPreferenceEffects();
    /// Runs `then` now, or after the person has saved or given up what is unsaved, or never.
    void whenSafe(std::function<void()> then);
    void saveTo(const QString& path, std::function<void()> then);
    QString suggestedPath(const QString& suffix) const;
    QString readableFilter() const;

    Document& document_;
    GenerationController& controller_;
    DocumentFiles& files_;
    StyleTraining& training_;
    Preferences& preferences_;
    ToolManager* tools_;
    CanvasWidget* canvas_;
    QStackedWidget* centre_;
    MessageBar* messages_;
    PromptPanel* prompt_;
    LayersPanel* layers_;
    VariantsStrip* variants_;
    StatusLine* status_;
    QDockWidget* promptDock_;
    QDockWidget* layersDock_;
    QToolBar* toolBar_;
    QToolBar* optionsBar_;
    std::unique_ptr<MenuActions> menus_;
    QPointer<AboutDialog> about_;
    QPointer<TrainStyleDialog> trainDialog_;
    QString sourceName_;  ///< of an image that was opened: it has no project file yet
    QString pendingOpen_;
    std::function<void()> afterSave_;
    QByteArray factoryState_;
    bool closing_ = false;
    bool quitAfterTraining_ = false;
    bool painted_ = false;
};

}  // namespace lacuna

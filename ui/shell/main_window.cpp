// See main_window.h.
#include "ui/shell/main_window.h"

#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/canvas/canvas_widget.h"
#include "ui/generation/generation_controller.h"
#include "ui/panels/action_button.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/prompt_edit.h"
#include "ui/panels/prompt_panel.h"
#include "ui/panels/variants_strip.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/dock_title.h"
#include "ui/shell/menu_actions.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/preferences.h"
#include "ui/shell/status_line.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/words_for_errors.h"
#include "ui/tools/outpaint_tool.h"
#include "ui/tools/tool.h"
#include "ui/tools/tool_bar.h"
#include "ui/tools/tool_manager.h"
#include "ui/tools/tool_options_bar.h"
#include "ui/training/train_style_dialog.h"

namespace lacuna {
namespace {

constexpr int kStateVersion = 1;
constexpr int kDockWidth = 340;

QDockWidget* makeDock(QMainWindow& window, const char* name, const QString& title, QWidget* content) {
    auto* dock = new QDockWidget(title, &window);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setTitleBarWidget(new DockTitle(title, dock));
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable |
                      QDockWidget::DockWidgetFloatable);
    window.addDockWidget(Qt::RightDockWidgetArea, dock);
    return dock;
}

}  // namespace

MainWindow::MainWindow(Document& document, GenerationController& controller, DocumentFiles& files,
                       StyleTraining& training, Preferences& preferences, QWidget* parent)
    : QMainWindow(parent),
      document_(document),
      controller_(controller),
      files_(files),
      training_(training),
      preferences_(preferences) {
    setObjectName("mainWindow");
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    resize(1440, 900);
    makeParts();
    menus_ = std::make_unique<MenuActions>(*this);
    connectCanvas();
    connectTools();
    connectFiles();
    connectStyles();
    connect(&document_, &Document::wasReset, this, &MainWindow::showDocument);
    connect(&document_, &Document::sizeChanged, this, &MainWindow::showDocument);
    connect(&document_, &Document::modifiedChanged, this, &MainWindow::showTitle);
    connect(&document_, &Document::filePathChanged, this, &MainWindow::showTitle);
    connect(&preferences_, &Preferences::changed, this, &MainWindow::showPreferenceEffects);
    showDocument();
    factoryState_ = saveState(kStateVersion);
    restoreRemembered();
    showPreferenceEffects();
}

MainWindow::~MainWindow() {
    delete trainDialog_;  // while what it shows is there
    canvas_->setToolManager(nullptr);
    canvas_->setDocument(nullptr);
    layers_->setDocument(nullptr);
}

void MainWindow::makeParts() {
    tools_ = new ToolManager(this);
    canvas_ = new CanvasWidget(this);
    canvas_->installEventFilter(this);
    messages_ = new MessageBar(this);
    variants_ = new VariantsStrip(controller_, this);
    auto* welcome = new WelcomePage(preferences_, this);
    connect(welcome, &WelcomePage::newRequested, this, &MainWindow::newDocument);
    connect(welcome, &WelcomePage::openRequested, this, &MainWindow::openWithDialog);
    connect(welcome, &WelcomePage::describeRequested, this, &MainWindow::describe);
    connect(welcome, &WelcomePage::sampleRequested, this, &MainWindow::sampleRequested);
    connect(welcome, &WelcomePage::fileRequested, this, &MainWindow::openFile);

    centre_ = new QStackedWidget(this);
    centre_->addWidget(welcome);
    centre_->addWidget(canvas_);
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(messages_);
    layout->addWidget(centre_, 1);
    layout->addWidget(variants_);
    setCentralWidget(column);

    toolBar_ = new ToolBar(*tools_, this);
    toolBar_->setObjectName("toolBar");
    toolBar_->setWindowTitle(tr("Tools"));
    addToolBar(Qt::LeftToolBarArea, toolBar_);
    optionsBar_ = new ToolOptionsBar(*tools_, this);
    optionsBar_->setObjectName("optionsBar");
    optionsBar_->setWindowTitle(tr("Tool options"));
    addToolBar(Qt::TopToolBarArea, optionsBar_);

    prompt_ = new PromptPanel(controller_, wordsFor, this);
    layers_ = new LayersPanel(this);
    promptDock_ = makeDock(*this, "promptDock", tr("Prompt"), prompt_);
    layersDock_ = makeDock(*this, "layersDock", tr("Layers"), layers_);
    resizeDocks({promptDock_, layersDock_}, {kDockWidth, kDockWidth}, Qt::Horizontal);
    resizeDocks({promptDock_, layersDock_}, {500, 340}, Qt::Vertical);
    layers_->setDocument(&document_);
    connect(layers_, &LayersPanel::refused, this, [this](const Error& error) { showError(error); });
    connect(prompt_, &PromptPanel::addModelFolderRequested, this, &MainWindow::addModelFolder);

    status_ = new StatusLine(document_, controller_, this);
    setStatusBar(status_);
}

void MainWindow::connectCanvas() {
    canvas_->setToolManager(tools_);
    tools_->setView(canvas_);
    tools_->setDocument(&document_);
    connect(canvas_, &CanvasWidget::zoomChanged, status_, &StatusLine::showZoom);
    connect(canvas_, &CanvasWidget::pointerMoved, status_, &StatusLine::showPointer);
    connect(status_, &StatusLine::zoomRequested, this, [this](double zoom) {
        canvas_->setZoom(zoom);
        canvas_->setFocus();
    });
    connect(status_, &StatusLine::fitRequested, canvas_, &CanvasWidget::fitPage);
    status_->showZoom(canvas_->zoom());

    GenerationController* c = &controller_;
    connect(c, &GenerationController::previewShown, canvas_, &CanvasWidget::showPreview);
    connect(c, &GenerationController::candidateShown, canvas_, &CanvasWidget::showCandidate);
    connect(c, &GenerationController::candidateShown, this, [this] {
        // Whoever pressed the button has the mouse in hand, and now Enter keeps and the digits choose.
        if (qobject_cast<ActionButton*>(focusWidget())) canvas_->setFocus();
    });
    connect(c, &GenerationController::passesShown, canvas_, &CanvasWidget::showCandidate);
    connect(c, &GenerationController::overlayCleared, canvas_, &CanvasWidget::clearOverlay);
    connect(c, &GenerationController::contextFrameChanged, canvas_, &CanvasWidget::setContextFrame);
    connect(c, &GenerationController::failed, this, [this](const Error& error) {
        if (!prompt_->isVisible()) showError(error);  // the prompt dock says it otherwise
    });
    connect(c, &GenerationController::accepted, this, [this] {
        if (!prompt_->isAncestorOf(focusWidget())) canvas_->setFocus();  // the strip that had it may be gone
    });
    connect(canvas_, &CanvasWidget::acceptRequested, c, &GenerationController::accept);
    connect(canvas_, &CanvasWidget::escapeRequested, this, &MainWindow::escape);
    connect(canvas_, &CanvasWidget::nextCandidateRequested, c, &GenerationController::reviewNext);
    connect(canvas_, &CanvasWidget::candidateRequested, c, &GenerationController::review);
    connect(canvas_, &CanvasWidget::discardRequested, this, [this] {
        if (controller_.reviewedRow() >= 0) controller_.discard();
    });
    connect(variants_, &VariantsStrip::compareHeld, canvas_, &CanvasWidget::setShowOriginal);
}

void MainWindow::connectTools() {
    connect(tools_, &ToolManager::hintChanged, this,
            [this](const QString& hint) { status_->showHint(document_.isEmpty() ? QString() : hint); });
    connect(tools_, &ToolManager::message, this, &MainWindow::showMessage);
    OutpaintTool* page = &tools_->outpaint();
    connect(page, &OutpaintTool::marginsChanged, &controller_, [this](const Margins& m) {
        controller_.setExpansion(
            {std::max(0, m.left), std::max(0, m.top), std::max(0, m.right), std::max(0, m.bottom)});
    });
    connect(tools_, &ToolManager::expandRequested, this, [this](const Margins& margins) {
        // The tool hears Enter first; while a result is looked at, Enter means to keep it.
        if (controller_.reviewedRow() >= 0) return controller_.accept();
        controller_.setExpansion(margins);
        controller_.generate();
    });
    connect(&controller_, &GenerationController::expansionAccepted, page, [page] { page->setMargins({}); });
    connect(&controller_, &GenerationController::modelsChanged, page, [this, page] {
        if (const ModelInfo* model = controller_.model()) page->setGrid(model->grid);
    });
}

void MainWindow::restoreRemembered() {
    tools_->restoreState(preferences_.toolState());
    controller_.setPromptHistory(preferences_.promptHistory());
    if (!preferences_.geometry().isEmpty()) restoreGeometry(preferences_.geometry());
    if (!preferences_.windowState().isEmpty()) restoreState(preferences_.windowState(), kStateVersion);
}

void MainWindow::rememberState() {
    preferences_.setToolState(tools_->saveState());
    preferences_.setPromptHistory(controller_.promptHistory());
    preferences_.setGeometry(saveGeometry());
    if (!menus_->hideDocks()->isChecked()) preferences_.setWindowState(saveState(kStateVersion));
}

void MainWindow::showPreferenceEffects() {
    PromptSettings settings = controller_.settings();
    settings.previews = preferences_.previewMode() != PreviewMode::Off;
    controller_.setSettings(settings);
    canvas_->setPreviewEnabled(preferences_.previewMode() == PreviewMode::Canvas);
}

void MainWindow::showDocument() {
    const bool page = !document_.isEmpty();
    QWidget* wanted = page ? static_cast<QWidget*>(canvas_) : centre_->widget(0);
    if (page && !canvas_->property("hasDocument").toBool()) {
        canvas_->setDocument(&document_);
        canvas_->setProperty("hasDocument", true);
    }
    if (centre_->currentWidget() != wanted) {
        centre_->setCurrentWidget(wanted);
        if (page) canvas_->setFocus();
    }
    toolBar_->setEnabled(page);
    optionsBar_->setEnabled(page);
    status_->showHint(page && tools_->active() ? tools_->active()->hint() : QString());
    showTitle();
}

void MainWindow::showTitle() {
    QString name = document_.filePath().isEmpty() ? sourceName_ : QFileInfo(document_.filePath()).fileName();
    if (document_.isEmpty()) {
        setWindowTitle("Lacuna");
    } else {
        if (name.isEmpty()) name = tr("Untitled");
        setWindowTitle(name + "[*] - Lacuna");
    }
    setWindowModified(!document_.isEmpty() && document_.isModified());
}

void MainWindow::showError(const Error& error, const QString& path) {
    messages_->showError(path.isEmpty() ? wordsFor(error) : wordsForFile(path, error), detailsOf(error));
}

void MainWindow::showMessage(const QString& text) {
    messages_->showMessage(text);
}

void MainWindow::generate(bool front) {
    // Edges that were pulled inwards are cut first: the tool knows how.
    const Margins& margins = tools_->outpaint().margins();
    const bool cuts = margins.left < 0 || margins.top < 0 || margins.right < 0 || margins.bottom < 0;
    if (controller_.action() == ActionKind::Expand && cuts && tools_->outpaint().commit()) return;
    controller_.generate(front);
}

void MainWindow::escape() {
    const GenerationState& state = controller_.state();
    if (state.busy() && state.phase != Phase::Cancelling) {
        controller_.cancel();
    } else if (controller_.reviewedRow() >= 0) {
        controller_.leaveReview();
    } else if (!messages_->text().isEmpty()) {
        messages_->dismiss();
    } else if (centre_->currentWidget() == canvas_) {
        canvas_->setFocus();  // out of a text field, back to the picture
    }
}

void MainWindow::describe() {
    if (!promptDock_->isVisible()) promptDock_->show();
    promptDock_->raise();
    prompt_->focusPrompt();
}

void MainWindow::setDocksHidden(bool hidden) {
    for (QWidget* part : {static_cast<QWidget*>(promptDock_), static_cast<QWidget*>(layersDock_),
                          static_cast<QWidget*>(toolBar_)}) {
        if (hidden) {
            part->setProperty("wasVisible", part->isVisible());
            part->hide();
        } else if (part->property("wasVisible").toBool()) {
            part->show();
        }
    }
}

void MainWindow::resetLayout() {
    menus_->hideDocks()->setChecked(false);
    restoreState(factoryState_, kStateVersion);
    for (QDockWidget* dock : {promptDock_, layersDock_}) dock->show();
    resizeDocks({promptDock_, layersDock_}, {kDockWidth, kDockWidth}, Qt::Horizontal);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        escape();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::paintEvent(QPaintEvent* event) {
    QMainWindow::paintEvent(event);
    if (std::exchange(painted_, true)) return;
    QTimer::singleShot(0, this, &MainWindow::firstPainted);  // after this frame has reached the screen
}

bool MainWindow::eventFilter(QObject* object, QEvent* event) {
    if (object == canvas_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier) {
            menus_->hideDocks()->toggle();
            return true;
        }
    }
    return QMainWindow::eventFilter(object, event);
}

}  // namespace lacuna

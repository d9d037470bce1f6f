// See menu_actions.h.
#include "ui/shell/menu_actions.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

#include "ui/canvas/canvas_widget.h"
#include "ui/generation/generation_controller.h"
#include "ui/panels/prompt_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/tools/icons.h"
#include "ui/tools/tool_manager.h"
#include "ui/training/style_training.h"

namespace lacuna {
namespace {

/// Keys that belong to the canvas and the strip are shown in the menu, not bound to it: Enter in a text field
/// must stay a line break.
QString withKey(const QString& text, const QString& key) {
    return text + "\t" + key;
}

QString withKey(const QString& text, Qt::Key key) {
    return withKey(text, QKeySequence(key).toString(QKeySequence::NativeText));
}

template <class Receiver, class Slot>
QAction* add(QMenu& menu, const char* iconName, const QString& text, const QKeySequence& key,
             Receiver* receiver, Slot slot) {
    QAction* action = menu.addAction(text);
    if (iconName) action->setIcon(icon(iconName));
    action->setShortcut(key);
    QObject::connect(action, &QAction::triggered, receiver, slot);
    return action;
}

}  // namespace

MenuActions::MenuActions(MainWindow& window) : QObject(&window), window_(window) {
    QMenuBar& bar = *window.menuBar();
    makeFileMenu(bar);
    makeEditMenu(bar);
    makeSelectMenu(bar);
    makeLayerMenu(bar);
    makeGenerateMenu(bar);
    makeStyleMenu(bar);
    makeViewMenu(bar);
    makeWindowMenu(bar);
    makeHelpMenu(bar);
    GenerationController& controller = window_.controller_;
    Document& document = window_.document_;
    connect(&controller, &GenerationController::stateChanged, this, &MenuActions::update);
    connect(&document, &Document::layersChanged, this, &MenuActions::update);
    connect(&document, &Document::activeLayerChanged, this, &MenuActions::update);
    connect(&document, &Document::sizeChanged, this, &MenuActions::update);
    connect(&document, &Document::wasReset, this, &MenuActions::update);
    update();
}

void MenuActions::makeFileMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&File"));
    MainWindow* w = &window_;
    add(menu, "new", tr("New..."), QKeySequence::New, w, &MainWindow::newDocument);
    add(menu, "open", tr("Open..."), QKeySequence::Open, w, &MainWindow::openWithDialog);
    recent_ = menu.addMenu(tr("Open recent"));
    connect(recent_, &QMenu::aboutToShow, this, &MenuActions::fillRecent);
    menu.addSeparator();
    needPage_ << add(menu, "save", tr("Save"), QKeySequence::Save, w, &MainWindow::save);
    needPage_ << add(menu, nullptr, tr("Save as..."), Qt::CTRL | Qt::SHIFT | Qt::Key_S, w,
                     &MainWindow::saveAs);
    needPage_ << add(menu, "export", tr("Export..."), Qt::CTRL | Qt::SHIFT | Qt::Key_E, w,
                     &MainWindow::exportWithDialog);
    menu.addSeparator();
    add(menu, "image-add", tr("Insert pictures as layers..."), {}, w, &MainWindow::insertWithDialog);
    add(menu, "folder", tr("Add model folder..."), {}, w, &MainWindow::addModelFolder);
    menu.addSeparator();
    needPage_ << add(menu, nullptr, tr("Close"), QKeySequence::Close, w, &MainWindow::closeDocument);
    add(menu, nullptr, tr("Quit"), Qt::CTRL | Qt::Key_Q, w, &QWidget::close)->setMenuRole(QAction::QuitRole);
}

void MenuActions::makeEditMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&Edit"));
    QUndoStack* stack = window_.document_.undoStack();
    QAction* undo = stack->createUndoAction(this, tr("Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setIcon(icon("undo"));
    QAction* redo = stack->createRedoAction(this, tr("Redo"));
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    redo->setIcon(icon("redo"));
    menu.addActions({undo, redo});
    menu.addSeparator();
    needPage_ << add(menu, "copy", tr("Copy visible"), QKeySequence::Copy, &window_, &MainWindow::copy);
    add(menu, "paste", tr("Paste as layer"), QKeySequence::Paste, &window_, &MainWindow::paste);
    menu.addSeparator();
    QMenu* tools = menu.addMenu(tr("Tools"));
    tools->addActions(window_.tools_->toolActions());
    QMenu* brush = menu.addMenu(tr("Mask brush"));
    brush->addActions(window_.tools_->brushActions());
    menu.addSeparator();
    add(menu, "settings", tr("Preferences..."), Qt::CTRL | Qt::Key_Comma, &window_,
        &MainWindow::showPreferences)
        ->setMenuRole(QAction::PreferencesRole);
}

void MenuActions::makeSelectMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&Select"));
    menu.addActions(window_.tools_->maskActions());
    menu.addSeparator();
    Document& document = window_.document_;
    needLayer_ << add(menu, "layer-mask", tr("Mask from layer"), {}, this,
                      [&document] { document.maskFromLayer(document.activeLayer()); });
    menu.addSeparator();
    overlay_ = add(menu, "mask-overlay", withKey(tr("Show mask"), "\\"), {}, window_.canvas_,
                   &CanvasWidget::toggleMaskOverlay);
    overlay_->setCheckable(true);
    overlay_->setChecked(window_.canvas_->maskOverlayVisible());
    connect(window_.canvas_, &CanvasWidget::maskOverlayVisibleChanged, overlay_, &QAction::setChecked);
}

void MenuActions::makeLayerMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&Layer"));
    Document& d = window_.document_;
    const auto refuse = [this](const Result<void>& result) {
        if (!result) window_.showError(result.error());
    };
    const auto move = [&d](int by) {
        const int index = d.picture().indexOf(d.activeLayer());
        if (index >= 0) d.reorderLayer(d.activeLayer(), index + by);
    };
    needPage_ << add(menu, "layer-add", tr("New layer"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, this,
                     [&d] { d.addLayer(); });
    needLayer_ << add(menu, "layer-duplicate", tr("Duplicate layer"), Qt::CTRL | Qt::Key_J, this,
                      [&d] { d.duplicateLayer(d.activeLayer()); });
    needLayer_ << add(menu, "layer-delete", tr("Delete layer"), {}, this,
                      [&d] { d.removeLayer(d.activeLayer()); });
    menu.addSeparator();
    needLayer_ << add(menu, "layer-up", tr("Move layer up"), Qt::CTRL | Qt::Key_BracketRight, this,
                      [move] { move(1); });
    needLayer_ << add(menu, "layer-down", tr("Move layer down"), Qt::CTRL | Qt::Key_BracketLeft, this,
                      [move] { move(-1); });
    menu.addSeparator();
    needLayer_ << add(menu, "layer-mask", tr("Add layer mask"), {}, this,
                      [&d] { d.addLayerMask(d.activeLayer(), d.hasMask()); });
    needLayer_ << add(menu, nullptr, tr("Remove layer mask"), {}, this,
                      [&d] { d.removeLayerMask(d.activeLayer()); });
    needLayer_ << add(menu, nullptr, tr("Erase under the mask"), {}, this,
                      [&d, refuse] { refuse(d.clearLayerUnderMask(d.activeLayer())); });
    menu.addSeparator();
    mergeDown_ = add(menu, "layer-merge", tr("Merge down"), Qt::CTRL | Qt::Key_E, this,
                     [&d, refuse] { refuse(d.mergeDown(d.activeLayer())); });
    needPage_ << add(menu, nullptr, tr("Flatten picture"), {}, this, [&d] { d.flatten(); });
    menu.addSeparator();
    QMenu* depth = menu.addMenu(tr("Depth"));
    needPage_ << add(*depth, nullptr, tr("8 bits a channel"), {}, this, [&d] { d.setDepth(Depth::Bits8); });
    needPage_ << add(*depth, nullptr, tr("16 bits a channel"), {}, this, [&d] { d.setDepth(Depth::Bits16); });
}

void MenuActions::makeGenerateMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&Generate"));
    GenerationController* c = &window_.controller_;
    generate_ = add(menu, "generate", {}, {}, &window_, [this] { window_.generate(false); });
    generate_->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    generateFront_ = add(menu, nullptr, tr("Generate before the others"),
                         Qt::CTRL | Qt::SHIFT | Qt::Key_Return, &window_, [this] { window_.generate(true); });
    menu.addSeparator();
    stopHere_ = add(menu, "stop-here", tr("Stop here"), {}, c, &GenerationController::stopHere);
    needRun_ << add(menu, "cancel", withKey(tr("Cancel"), Qt::Key_Escape), {}, c,
                    &GenerationController::cancel);
    needRun_ << add(menu, nullptr, tr("Stop everything"), Qt::CTRL | Qt::Key_Period, c,
                    &GenerationController::cancelAll);
    menu.addSeparator();
    needCandidate_ << add(menu, "accept", withKey(tr("Accept as layer"), Qt::Key_Return), {}, c,
                          [c] { c->accept(false); });
    needCandidate_ << add(menu, "layer-add", withKey(tr("Accept and keep comparing"), tr("Shift+Enter")), {},
                          c, [c] { c->accept(true); });
    needCandidate_ << add(menu, "reject", withKey(tr("Discard variant"), Qt::Key_Delete), {}, c,
                          [c] { c->discard(); });
    needCandidate_ << add(menu, nullptr, withKey(tr("Leave review"), Qt::Key_Escape), {}, c,
                          [c] { c->leaveReview(); });
    cycle_[0] = add(menu, "previous", withKey(tr("Previous variant"), Qt::Key_Left), {}, c,
                    [c] { c->reviewNext(-1); });
    cycle_[1] =
        add(menu, "next", withKey(tr("Next variant"), Qt::Key_Right), {}, c, [c] { c->reviewNext(1); });
    QMenu* pick = menu.addMenu(tr("Pick variant"));
    for (int i = 0; i < 9; ++i)
        add(*pick, nullptr, withKey(tr("Variant %1").arg(i + 1), QString::number(i + 1)), {}, c,
            [c, i] { c->review(i); });
    menu.addSeparator();
    add(menu, "prompt", tr("Write the prompt"), Qt::Key_P, &window_, [this] { window_.describe(); });
    add(menu, "dice", tr("Throw a new seed"), {}, c, &GenerationController::throwDice);
}

void MenuActions::makeStyleMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("St&yle"));
    MainWindow* w = &window_;
    StyleTraining* training = &window_.training_;
    add(menu, "style", tr("Train from a folder..."), {}, w, &MainWindow::trainStyle);
    stopTraining_ = add(menu, "stop-here", tr("Stop training and save"), {}, training, &StyleTraining::stop);
    connect(training, &StyleTraining::changed, this, &MenuActions::update);
    menu.addSeparator();
    add(menu, "add", tr("Add a LoRA file..."), {}, w, &MainWindow::addStyleFile);
    add(menu, "folder", tr("Show the folder of styles"), {}, w, &MainWindow::showStylesFolder);
}

void MenuActions::makeViewMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&View"));
    CanvasWidget* canvas = window_.canvas_;
    QAction* in = add(menu, "zoom-in", tr("Zoom in"), {}, canvas, &CanvasWidget::zoomIn);
    in->setShortcuts({Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal});
    needPage_ << in;
    needPage_ << add(menu, "zoom-out", tr("Zoom out"), Qt::CTRL | Qt::Key_Minus, canvas,
                     &CanvasWidget::zoomOut);
    needPage_ << add(menu, "fit", tr("Fit the page"), Qt::CTRL | Qt::Key_0, canvas, &CanvasWidget::fitPage);
    needPage_ << add(menu, "zoom-100", tr("100 %"), Qt::CTRL | Qt::Key_1, canvas,
                     &CanvasWidget::actualPixels);
    menu.addSeparator();
    original_ = add(menu, "compare", withKey(tr("Show the original"), tr("hold O")), {}, this, [] {});
    original_->setCheckable(true);
    needPage_ << original_;
    connect(original_, &QAction::triggered, canvas, &CanvasWidget::setShowOriginal);
    connect(canvas, &CanvasWidget::showOriginalChanged, original_, &QAction::setChecked);
    QAction* grid = add(menu, "grid", tr("Pixel grid"), {}, this, [] {});
    grid->setCheckable(true);
    grid->setChecked(true);
    connect(grid, &QAction::toggled, canvas, &CanvasWidget::setPixelGridVisible);
    menu.addSeparator();
    QMenu* preview = menu.addMenu(tr("Preview while generating"));
    auto* group = new QActionGroup(preview);
    const QString names[] = {tr("Off"), tr("In the thumbnails"), tr("On the canvas")};
    for (int mode = 0; mode < 3; ++mode) {
        QAction* action = add(*preview, nullptr, names[mode], {}, this,
                              [this, mode] { window_.preferences_.setPreviewMode(PreviewMode(mode)); });
        action->setCheckable(true);
        group->addAction(action);
        const auto show = [this, action, mode] {
            action->setChecked(int(window_.preferences_.previewMode()) == mode);
        };
        connect(&window_.preferences_, &Preferences::changed, action, show);
        show();
    }
    menu.addSeparator();
    QAction* full = add(menu, nullptr, tr("Full screen"), Qt::Key_F11, this,
                        [this] { window_.setWindowState(window_.windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(true);
}

void MenuActions::makeWindowMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&Window"));
    menu.addAction(window_.promptDock_->toggleViewAction());
    menu.addAction(window_.layersDock_->toggleViewAction());
    hideDocks_ = add(menu, "panel", withKey(tr("Hide panels"), Qt::Key_Tab), {}, this, [] {});
    hideDocks_->setCheckable(true);
    connect(hideDocks_, &QAction::toggled, &window_, &MainWindow::setDocksHidden);
    add(menu, nullptr, tr("Reset layout"), {}, &window_, &MainWindow::resetLayout);
    menu.addSeparator();
    fillThemes(*menu.addMenu(icon("theme"), tr("Theme")));
    fillLanguages(*menu.addMenu(tr("Language")));
}

void MenuActions::makeHelpMenu(QMenuBar& bar) {
    QMenu& menu = *bar.addMenu(tr("&Help"));
    add(menu, nullptr, tr("Keys"), Qt::Key_F1, &window_, &MainWindow::showShortcuts);
    add(menu, "image", tr("Open the sample poster"), {}, &window_, &MainWindow::sampleRequested);
    menu.addSeparator();
    add(menu, "info", tr("About Lacuna"), {}, &window_, &MainWindow::showAbout)
        ->setMenuRole(QAction::AboutRole);
}

void MenuActions::fillThemes(QMenu& menu) {
    auto* group = new QActionGroup(&menu);
    const QString names[] = {tr("As the system"), tr("Dark"), tr("Light")};
    for (int theme = 0; theme < 3; ++theme) {
        QAction* action = add(menu, nullptr, names[theme], {}, this,
                              [this, theme] { window_.preferences_.setTheme(ThemeChoice(theme)); });
        action->setCheckable(true);
        group->addAction(action);
        const auto show = [this, action, theme] {
            action->setChecked(int(window_.preferences_.theme()) == theme);
        };
        connect(&window_.preferences_, &Preferences::changed, action, show);
        show();
    }
}

void MenuActions::fillLanguages(QMenu& menu) {
    auto* group = new QActionGroup(&menu);
    const std::pair<QString, QString> languages[] = {
        {"", tr("As the system")}, {"en", "English"}, {"zh_CN", "简体中文"}};
    for (const auto& [code, name] : languages) {
        QAction* action = add(menu, nullptr, name, {}, this,
                              [this, code = code] { window_.preferences_.setLanguage(code); });
        action->setCheckable(true);
        group->addAction(action);
        action->setChecked(window_.preferences_.language() == code);
    }
}

void MenuActions::fillRecent() {
    recent_->clear();
    for (const QString& path : window_.preferences_.recentFiles()) {
        QAction* action = recent_->addAction(QFileInfo(path).fileName(), &window_,
                                             [this, path] { window_.openFile(path); });
        action->setToolTip(QDir::toNativeSeparators(path));
    }
    recent_->setToolTipsVisible(true);
    if (recent_->isEmpty()) {
        recent_->addAction(tr("None yet"))->setEnabled(false);
    } else {
        recent_->addSeparator();
        recent_->addAction(tr("Clear the list"), &window_.preferences_, &Preferences::clearRecentFiles);
    }
}

void MenuActions::update() {
    const GenerationController& controller = window_.controller_;
    const Document& document = window_.document_;
    const GenerationState& state = controller.state();
    const bool page = !document.isEmpty(), layer = page && bool(document.activeLayer());
    for (QAction* action : needPage_) action->setEnabled(page);
    for (QAction* action : needLayer_) action->setEnabled(layer);
    for (QAction* action : needRun_) action->setEnabled(state.busy());
    for (QAction* action : needCandidate_) action->setEnabled(controller.reviewedRow() >= 0);
    for (QAction* action : cycle_) action->setEnabled(state.candidates > 0);
    mergeDown_->setEnabled(layer && document.picture().indexOf(document.activeLayer()) > 0);
    generate_->setText(titleOf(controller.action()));
    generate_->setIcon(icon(iconNameOf(controller.action())));
    generate_->setEnabled(state.canStart());
    generateFront_->setEnabled(state.canStart());
    stopHere_->setEnabled(state.canStopHere());
    stopTraining_->setEnabled(window_.training_.running());
}

QList<QStringList> MenuActions::shortcuts() const {
    QList<QStringList> rows;
    const auto plain = [](QString title) {
        static const QRegularExpression mnemonic(
            R"(\(&\w\)|&)");  // "File(&F)" as East Asian menus have it, or "&File"
        return title.remove(mnemonic);
    };
    const std::function<void(const QString&, const QMenu*)> walk = [&](const QString& title,
                                                                       const QMenu* menu) {
        for (const QAction* action : menu->actions()) {
            if (action->menu()) {
                walk(title, action->menu());
                continue;
            }
            const QStringList parts = plain(action->text()).split('\t');
            const QString key =
                parts.size() > 1 ? parts[1] : action->shortcut().toString(QKeySequence::NativeText);
            if (!key.isEmpty()) rows << QStringList{title, parts[0], key};
        }
    };
    for (const QAction* top : window_.menuBar()->actions()) {
        if (top->menu()) walk(plain(top->text()), top->menu());
    }
    return rows;
}

}  // namespace lacuna

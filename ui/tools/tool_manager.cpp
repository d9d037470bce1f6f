// See tool_manager.h.
#include "ui/tools/tool_manager.h"

#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtGui/QKeyEvent>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/tools/icons.h"
#include "ui/tools/mask_area_tool.h"
#include "ui/tools/mask_brush_tool.h"
#include "ui/tools/move_tool.h"
#include "ui/tools/outpaint_tool.h"
#include "ui/tools/view_tools.h"

namespace lacuna {
namespace {

QString tooltip(const QString& title, const QKeySequence& key) {
    return key.isEmpty() ? title
                         : QStringLiteral("%1 (%2)").arg(title, key.toString(QKeySequence::NativeText));
}

}  // namespace

ToolManager::ToolManager(QObject* parent) : QObject(parent) {
    add(new MoveTool(this));
    add(new MaskBrushTool(maskOptions_, this));
    add(new MaskRectangleTool(maskOptions_, this));
    add(new MaskLassoTool(maskOptions_, this));
    add(new MaskPolygonTool(maskOptions_, this));
    add(outpaint_ = new OutpaintTool(this));
    add(new HandTool(this));
    add(new ZoomTool(this));
    connect(outpaint_, &OutpaintTool::expandRequested, this, &ToolManager::expandRequested);
    makeToolActions();
    makeMaskActions();
    makeBrushActions();
    choose(QStringLiteral("mask-brush"));
    updateMaskActions();
}

ToolManager::~ToolManager() = default;

void ToolManager::add(Tool* tool) {
    tools_.push_back(tool);
    connect(tool, &Tool::cursorChanged, this, [this, tool] {
        if (tool == active()) Q_EMIT cursorChanged();
    });
    connect(tool, &Tool::hintChanged, this, [this, tool] {
        if (tool == active()) Q_EMIT hintChanged(tool->hint());
    });
    connect(tool, &Tool::message, this, &ToolManager::message);
}

void ToolManager::setDocument(Document* document) {
    if (document_) document_->disconnect(this);
    for (Tool* tool : tools_) {
        tool->cancel();
        tool->setDocument(document);
    }
    document_ = document;
    if (document) {
        connect(document, &Document::maskChanged, this, &ToolManager::updateMaskActions);
        connect(document, &Document::wasReset, this, [this] {
            for (Tool* tool : tools_) tool->cancel();
            updateMaskActions();
        });
        connect(document, &Document::sizeChanged, this, &ToolManager::updateMaskActions);
    }
    updateMaskActions();
}

void ToolManager::setView(ToolView* view) {
    for (Tool* tool : tools_) tool->setView(view);
}

Tool* ToolManager::tool(const QString& id) const {
    const auto found =
        std::find_if(tools_.begin(), tools_.end(), [&](Tool* tool) { return tool->id() == id; });
    return found == tools_.end() ? nullptr : *found;
}

Tool* ToolManager::active() const {
    return lent_ ? lent_ : chosen_;
}

void ToolManager::choose(const QString& id) {
    Tool* wanted = tool(id);
    if (!wanted) return;
    lent_ = nullptr;
    switchTo(wanted);
}

void ToolManager::switchTo(Tool* tool) {
    if (chosen_ != tool) {
        if (chosen_) chosen_->deactivate();
        chosen_ = tool;
        tool->activate();
    }
    for (QAction* action : toolGroup_->actions()) action->setChecked(action->data().toString() == tool->id());
    Q_EMIT activeChanged(active());
    Q_EMIT hintChanged(tool->hint());
}

void ToolManager::lend(const QString& id) {
    Tool* wanted = tool(id);
    if (!wanted || lent_ || (chosen_ && (chosen_->busy() || chosen_ == wanted))) return;
    if (chosen_) chosen_->leave();
    lent_ = wanted;
    Q_EMIT activeChanged(lent_);
    Q_EMIT hintChanged(lent_->hint());
}

void ToolManager::giveBack() {
    if (!lent_) return;
    lent_->cancel();
    lent_ = nullptr;
    Q_EMIT activeChanged(chosen_);
    if (chosen_) Q_EMIT hintChanged(chosen_->hint());
}

// --- actions ---

void ToolManager::makeToolActions() {
    toolGroup_ = new QActionGroup(this);
    for (Tool* tool : tools_) {
        auto* action = new QAction(icon(tool->iconName()), tool->title(), toolGroup_);
        action->setObjectName(QStringLiteral("tool-") + tool->id());
        action->setData(tool->id());
        action->setCheckable(true);
        action->setShortcut(tool->shortcut());
        action->setAutoRepeat(false);
        action->setToolTip(tooltip(tool->title(), tool->shortcut()));
        action->setStatusTip(tool->hint());
        connect(action, &QAction::triggered, this, [this, tool] {
            beforeKey_ = chosen_ ? chosen_->id() : QString();
            heldKey_ = tool->shortcut().isEmpty() ? 0 : tool->shortcut()[0].key();
            heldSince_.start();
            if (tool->id() == QLatin1String("mask-brush")) maskOptions_.setErasing(false);
            choose(tool->id());
        });
    }
}

void ToolManager::makeMaskActions() {
    const auto make = [this](const char* id, const char* iconName, const QString& text,
                             const QKeySequence& key, auto edit) {
        auto* action = new QAction(icon(iconName), text, this);
        action->setObjectName(QStringLiteral("mask-") + QLatin1String(id));
        action->setData(QString::fromLatin1(id));
        action->setShortcut(key);
        action->setToolTip(tooltip(text, key));
        connect(action, &QAction::triggered, this, [this, edit] {
            if (document_ && !document_->isEmpty()) edit(*document_);
        });
        maskActions_ << action;
    };
    make("all", "mask", tr("Mask the whole page"), QKeySequence::SelectAll,
         [](Document& d) { d.selectWholePage(); });
    make("clear", "mask-clear", tr("Clear mask"), Qt::CTRL | Qt::Key_D, [](Document& d) { d.clearMask(); });
    make("invert", "mask-invert", tr("Invert mask"), Qt::CTRL | Qt::SHIFT | Qt::Key_I,
         [](Document& d) { d.invertMask(); });
    make("grow", "mask-grow", tr("Grow mask"), {},
         [this](Document& d) { d.growMask(maskOptions_.growRadius()); });
    make("shrink", "mask-shrink", tr("Shrink mask"), {},
         [this](Document& d) { d.growMask(-maskOptions_.growRadius()); });
    make("feather", "mask-feather", tr("Feather mask"), Qt::SHIFT | Qt::Key_F6,
         [this](Document& d) { d.featherMask(int(maskOptions_.featherRadius())); });
}

void ToolManager::makeBrushActions() {
    const auto make = [this](const char* id, const QString& text, const QKeySequence& key) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(key);
        action->setToolTip(tooltip(text, key));
        brushActions_ << action;
        return action;
    };
    auto* eraser = make("brush-eraser", tr("Mask eraser"), Qt::Key_E);
    eraser->setIcon(icon("mask-eraser"));
    eraser->setCheckable(true);
    // E in another tool takes the eraser; in the brush it switches.
    connect(eraser, &QAction::triggered, this, [this] {
        const bool inBrush = chosen_ && chosen_->id() == QLatin1String("mask-brush");
        maskOptions_.setErasing(inBrush ? !maskOptions_.erasing() : true);
        choose(QStringLiteral("mask-brush"));
    });
    const auto sync = [this, eraser] {
        eraser->setChecked(maskOptions_.erasing() && chosen_ && chosen_->id() == QLatin1String("mask-brush"));
    };
    connect(&maskOptions_, &MaskOptions::changed, this, sync);
    connect(this, &ToolManager::activeChanged, this, sync);
    connect(make("brush-smaller", tr("Smaller brush"), Qt::Key_BracketLeft), &QAction::triggered, this,
            [this] { maskOptions_.stepSize(-1); });
    connect(make("brush-larger", tr("Larger brush"), Qt::Key_BracketRight), &QAction::triggered, this,
            [this] { maskOptions_.stepSize(1); });
    // With Shift many keyboards send { and } instead of [ and ].
    auto* softer = make("brush-softer", tr("Softer brush"), Qt::SHIFT | Qt::Key_BracketLeft);
    softer->setShortcuts({Qt::SHIFT | Qt::Key_BracketLeft, Qt::Key_BraceLeft, Qt::SHIFT | Qt::Key_BraceLeft});
    connect(softer, &QAction::triggered, this, [this] { maskOptions_.stepHardness(-1); });
    auto* harder = make("brush-harder", tr("Harder brush"), Qt::SHIFT | Qt::Key_BracketRight);
    harder->setShortcuts(
        {Qt::SHIFT | Qt::Key_BracketRight, Qt::Key_BraceRight, Qt::SHIFT | Qt::Key_BraceRight});
    connect(harder, &QAction::triggered, this, [this] { maskOptions_.stepHardness(1); });
}

void ToolManager::updateMaskActions() {
    const bool page = document_ && !document_->isEmpty(), mask = page && !document_->picture().mask.empty();
    for (QAction* action : maskActions_) {
        const QString id = action->data().toString();
        action->setEnabled(id == QLatin1String("all") || id == QLatin1String("invert") ? page : mask);
    }
}

QList<QAction*> ToolManager::toolActions() const {
    return toolGroup_->actions();
}

QList<QAction*> ToolManager::maskActions() const {
    return maskActions_;
}

QList<QAction*> ToolManager::brushActions() const {
    return brushActions_;
}

QAction* ToolManager::maskAction(const QString& id) const {
    for (QAction* action : maskActions_) {
        if (action->data().toString() == id) return action;
    }
    return nullptr;
}

void ToolManager::keyReleased(const QKeyEvent& event) {
    if (event.isAutoRepeat() || event.key() != heldKey_ || heldKey_ == 0) return;
    heldKey_ = 0;
    if (heldSince_.elapsed() >= holdMs_ && !beforeKey_.isEmpty() && chosen_ && !chosen_->busy())
        choose(beforeKey_);
}

QVariantMap ToolManager::saveState() const {
    return {{QStringLiteral("tool"), chosen_ ? chosen_->id() : QString()},
            {QStringLiteral("mask"), maskOptions_.save()}};
}

void ToolManager::restoreState(const QVariantMap& state) {
    maskOptions_.restore(state.value(QStringLiteral("mask")).toMap());
    choose(state.value(QStringLiteral("tool")).toString());
}

}  // namespace lacuna

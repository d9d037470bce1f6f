// See action_button.h.
#include "ui/panels/action_button.h"

#include <QtGui/QKeySequence>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyle>

#include "ui/generation/generation_controller.h"
#include "ui/tools/icons.h"

namespace lacuna {

ActionButton::ActionButton(GenerationController& controller, QWidget* parent)
    : QToolButton(parent), controller_(controller) {
    setObjectName("actionButton");
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::MenuButtonPopup);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumHeight(36);
    setIconSize({18, 18});
    setFocusPolicy(Qt::StrongFocus);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &ActionButton::fillMenu);
    connect(this, &QToolButton::clicked, this, [this] { controller_.generate(); });
    connect(&controller_, &GenerationController::stateChanged, this, &ActionButton::showAction);
    showAction();
}

void ActionButton::showAction() {
    const ActionKind action = controller_.action();
    const GenerationState& state = controller_.state();
    setText(titleOf(action));
    setAccessibleName(titleOf(action));
    setIcon(lacuna::icon(iconNameOf(action), palette().color(QPalette::Active, QPalette::HighlightedText)));
    // The menu stays reachable while the button is blocked: choosing another action may be the way out.
    if (property("blocked") != !state.canStart()) {
        setProperty("blocked", !state.canStart());
        style()->unpolish(this);
        style()->polish(this);
    }
    setEnabled(state.blocked.reason != BlockReason::NoModel &&
               state.blocked.reason != BlockReason::LookingForModels);
    const QString key = QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText);
    setToolTip(state.canStart() ? explanationOf(action, true) + " (" + key + ")" : state.blocked.sentence);
    setAccessibleDescription(state.canStart() ? explanationOf(action, true) : state.blocked.sentence);
}

void ActionButton::fillMenu() {
    menu()->clear();
    const auto choose = [this](std::optional<ActionKind> wanted) {
        PromptSettings settings = controller_.settings();
        settings.action = wanted;
        controller_.setSettings(settings);
    };
    const std::optional<ActionKind> wanted = controller_.settings().action;
    QAction* automatic = menu()->addAction(tr("Automatic"), this, [choose] { choose({}); });
    automatic->setCheckable(true);
    automatic->setChecked(!wanted);
    menu()->addSeparator();
    for (const ActionKind action : kActionKinds) {
        QAction* item = menu()->addAction(lacuna::icon(iconNameOf(action)), titleOf(action), this,
                                          [choose, action] { choose(action); });
        item->setCheckable(true);
        item->setChecked(wanted == action);
        item->setToolTip(explanationOf(action, true));
        const ModelInfo* model = controller_.model();
        item->setEnabled(model && canDo(*model, taskFor(action, true)));
    }
}

}  // namespace lacuna

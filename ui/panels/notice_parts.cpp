// See notice_parts.h.
#include "ui/panels/notice_parts.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLabel>

#include "ui/tools/icons.h"

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(NoticeParts)
};

}  // namespace

QLabel* sentenceLabel(QWidget* parent, const QString& sentence) {
    auto* label = new QLabel(sentence, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void showIcon(QLabel& label, const char* name) {
    label.setPixmap(icon(name).pixmap(QSize(16, 16), label.devicePixelRatioF()));
}

DetailsButton::DetailsButton(QWidget* parent) : QToolButton(parent) {
    setText(tr("Copy details"));
    setIcon(lacuna::icon("copy"));
    setIconSize({16, 16});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    connect(this, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details_); });
}

QToolButton* dismissButton(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon("close"));
    button->setIconSize({12, 12});
    button->setAutoRaise(true);
    button->setToolTip(Words::tr("Dismiss"));
    button->setAccessibleName(Words::tr("Dismiss"));
    return button;
}

}  // namespace lacuna

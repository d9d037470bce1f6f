// See message_bar.h.
#include "ui/shell/message_bar.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include "ui/tools/icons.h"

namespace lacuna {
namespace {
constexpr int kMessageMs = 8000;
}

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      action_(new QToolButton(this)),
      copy_(new QToolButton(this)),
      close_(new QToolButton(this)) {
    setObjectName("messageBar");
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    action_->setProperty("framed", true);
    copy_->setText(tr("Copy details"));
    copy_->setIcon(icon("copy"));
    copy_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    close_->setIcon(icon("close"));
    copy_->setIconSize({16, 16});
    close_->setIconSize({12, 12});
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(icon_);
    layout->addWidget(text_, 1);
    layout->addWidget(action_);
    layout->addWidget(copy_);
    layout->addWidget(close_);
    timer_.setSingleShot(true);
    timer_.setInterval(kMessageMs);
    connect(&timer_, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(copy_, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details_); });
    connect(action_, &QToolButton::clicked, this, [this] {
        const auto run = run_;
        dismiss();
        if (run) run();
    });
    setVisible(false);
}

void MessageBar::showMessage(const QString& text, const Action& action) {
    show(false, text, {}, action);
    timer_.start();
}

void MessageBar::showError(const QString& text, const QString& details, const Action& action) {
    show(true, text, details, action);
    timer_.stop();
}

void MessageBar::show(bool error, const QString& text, const QString& details, const Action& action) {
    text_->setText(text);
    details_ = details;
    run_ = action.run;
    action_->setText(action.text);
    action_->setVisible(bool(action.run));
    copy_->setVisible(!details.isEmpty());
    icon_->setPixmap(icon(error ? "warning" : "info").pixmap(QSize(16, 16), devicePixelRatioF()));
    setProperty("error", error);
    style()->unpolish(this);
    style()->polish(this);
    setVisible(true);
}

void MessageBar::dismiss() {
    timer_.stop();
    setVisible(false);
}

QString MessageBar::text() const {
    return isVisibleTo(parentWidget()) ? text_->text() : QString();
}

}  // namespace lacuna

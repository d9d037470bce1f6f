// See message_bar.h.
#include "ui/shell/message_bar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include "ui/panels/notice_parts.h"

namespace lacuna {
namespace {
constexpr int kMessageMs = 8000;
}

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(sentenceLabel(this)),
      action_(new QToolButton(this)),
      copy_(new DetailsButton(this)),
      close_(dismissButton(this)) {
    setObjectName("messageBar");
    action_->setProperty("framed", true);
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
    copy_->setDetails(details);
    run_ = action.run;
    action_->setText(action.text);
    action_->setVisible(bool(action.run));
    copy_->setVisible(!details.isEmpty());
    showIcon(*icon_, error ? "warning" : "info");
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

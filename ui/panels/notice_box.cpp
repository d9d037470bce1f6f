// See notice_box.h.
#include "ui/panels/notice_box.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include "ui/tools/icons.h"

namespace lacuna {

NoticeBox::NoticeBox(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      copy_(new QToolButton(this)),
      close_(new QToolButton(this)) {
    setObjectName("noticeBox");
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    icon_->setAlignment(Qt::AlignTop);
    copy_->setText(tr("Copy details"));
    copy_->setIcon(icon("copy"));
    copy_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy_->setAutoRaise(true);
    close_->setIcon(icon("close"));
    close_->setAutoRaise(true);
    copy_->setIconSize({16, 16});
    close_->setIconSize({12, 12});
    close_->setAccessibleName(tr("Dismiss"));
    close_->setToolTip(tr("Dismiss"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(8, 8, 4, 8);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(icon_, 0, 0, Qt::AlignTop);
    layout->addWidget(text_, 0, 1);
    layout->addWidget(close_, 0, 2, Qt::AlignTop);
    layout->addWidget(copy_, 1, 1, Qt::AlignLeft);
    layout->setColumnStretch(1, 1);
    connect(copy_, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details_); });
    connect(close_, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    clear();
}

void NoticeBox::show(const char* iconName, bool error, const QString& sentence) {
    text_->setText(sentence);
    icon_->setPixmap(icon(iconName).pixmap(QSize(16, 16), devicePixelRatioF()));
    if (property("error").toBool() != error) {
        setProperty("error", error);
        style()->unpolish(this);
        style()->polish(this);
    }
    copy_->setVisible(error);
    close_->setVisible(error);
    setVisible(true);
}

void NoticeBox::showHint(const QString& sentence) {
    show("info", false, sentence);
}

void NoticeBox::showError(const QString& sentence, const QString& details) {
    details_ = details;
    show("warning", true, sentence);
}

void NoticeBox::clear() {
    setVisible(false);
    text_->clear();
}

}  // namespace lacuna

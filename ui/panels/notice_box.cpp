// See notice_box.h.
#include "ui/panels/notice_box.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>

#include "ui/panels/notice_parts.h"

namespace lacuna {

NoticeBox::NoticeBox(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(sentenceLabel(this)),
      copy_(new DetailsButton(this)),
      close_(dismissButton(this)) {
    setObjectName("noticeBox");
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    icon_->setAlignment(Qt::AlignTop);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(8, 8, 4, 8);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(icon_, 0, 0, Qt::AlignTop);
    layout->addWidget(text_, 0, 1);
    layout->addWidget(close_, 0, 2, Qt::AlignTop);
    layout->addWidget(copy_, 1, 1, Qt::AlignLeft);
    layout->setColumnStretch(1, 1);
    connect(close_, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    clear();
}

void NoticeBox::show(const char* iconName, bool error, const QString& sentence) {
    text_->setText(sentence);
    showIcon(*icon_, iconName);
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
    copy_->setDetails(details);
    show("warning", true, sentence);
}

void NoticeBox::clear() {
    setVisible(false);
    text_->clear();
}

}  // namespace lacuna

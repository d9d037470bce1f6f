// See folder_findings.h.
#include "ui/training/folder_findings.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include "ui/tools/icons.h"

namespace lacuna {

FolderFindings::FolderFindings(QWidget* parent) : QWidget(parent), layout_(new QGridLayout(this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setHorizontalSpacing(6);
    layout_->setVerticalSpacing(4);
    layout_->setColumnStretch(1, 1);
}

void FolderFindings::clear() {
    lines_.clear();
    while (QLayoutItem* item = layout_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FolderFindings::addLine(const char* iconName, const QString& text, bool dim) {
    lines_ << text;
    const int row = layout_->rowCount();
    auto* icon = new QLabel(this);
    icon->setPixmap(lacuna::icon(iconName).pixmap(QSize(16, 16), devicePixelRatioF()));
    auto* label = new QLabel(text, this);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setProperty("dim", dim);
    layout_->addWidget(icon, row, 0, Qt::AlignTop);
    layout_->addWidget(label, row, 1);
}

void FolderFindings::show(const PictureFolderReport& report) {
    clear();
    if (report.pictures > 0)
        addLine(report.good() ? "accept" : "image",
                tr("Pictures: %1. Captions: %2.").arg(report.pictures).arg(report.captions), false);
    for (const QString& problem : report.problems) addLine("warning", problem, false);
    for (const QString& remark : report.remarks) addLine("info", remark, true);
}

void FolderFindings::showText(const QString& text) {
    clear();
    addLine("info", text, true);
}

}  // namespace lacuna

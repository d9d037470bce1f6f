#include "ui/training/folder_findings.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/tools/icons.h"

namespace lacuna {

FolderFindings::FolderFindings(QWidget* parent) : QWidget(parent), layout_(new QVBoxLayout(this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(4);
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
    auto* line = new QWidget(this);
    auto* icon = new QLabel(line);
    icon->setPixmap(lacuna::icon(iconName).pixmap(QSize(16, 16), devicePixelRatioF()));
    auto* label = new QLabel(text, line);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setProperty("dim", dim);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    layout_->addWidget(line);
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

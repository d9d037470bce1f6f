// See folder_findings.h.
#include "ui/training/folder_findings.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include "ui/panels/notice_parts.h"

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
    showIcon(*icon, iconName);
    auto* label = sentenceLabel(this, text);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setProperty("dim", dim);
    layout_->addWidget(icon, row, 0, Qt::AlignTop);
    layout_->addWidget(label, row, 1);
}

void FolderFindings::show(const PictureFolderReport& report, bool triggered) {
    clear();
    const QString counts = countsSentence(report, triggered),
                  missing = uncaptionedSentence(report, triggered);
    if (!counts.isEmpty()) addLine(report.good(triggered) ? "accept" : "image", counts, false);
    if (!missing.isEmpty()) addLine("warning", missing, false);
    for (const QString& problem : report.problems) addLine("warning", problem, false);
    for (const QString& remark : report.remarks) addLine("info", remark, true);
}

void FolderFindings::showText(const QString& text) {
    clear();
    addLine("info", text, true);
}

}  // namespace lacuna

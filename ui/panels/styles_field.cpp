// See styles_field.h.
#include "ui/panels/styles_field.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/generation/styles_model.h"
#include "ui/panels/fields.h"
#include "ui/panels/style_row.h"
#include "ui/tools/icons.h"

namespace lacuna {

StylesField::StylesField(StylesModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      list_(new QVBoxLayout),
      none_(dimLabel(tr("None yet. Train one from a folder of pictures, or add a LoRA file."), this)) {
    none_->setWordWrap(true);
    none_->setContentsMargins(0, 5, 0, 0);
    list_->setSpacing(4);
    auto* train = new QToolButton(this);
    train->setText(tr("Train..."));
    train->setIcon(icon("style"));
    train->setToolTip(tr("Teach the model a style from a folder of pictures"));
    train->setObjectName("trainStyle");
    auto* add = new QToolButton(this);
    add->setText(tr("Add..."));
    add->setIcon(icon("add"));
    add->setToolTip(tr("Add a LoRA file: of Lacuna, diffusers, kohya or ComfyUI"));
    add->setObjectName("addStyle");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QToolButton* button : {train, add}) {
        button->setIconSize({16, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(none_);
    layout->addLayout(list_);
    layout->addLayout(buttons);
    connect(train, &QToolButton::clicked, this, &StylesField::trainRequested);
    connect(add, &QToolButton::clicked, this, &StylesField::addRequested);
    connect(&model_, &QAbstractItemModel::modelReset, this, &StylesField::makeRows);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, &StylesField::makeRows);
    connect(&model_, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first) { rows_[std::size_t(first.row())]->showStyle(); });
    makeRows();
}

void StylesField::makeRows() {
    for (StyleRow* row : rows_) {
        row->hide();
        row->deleteLater();  // the signal may have come from inside its menu
    }
    rows_.clear();
    QWidget* before = nullptr;
    for (int i = 0; i < model_.count(); ++i) {
        auto* row = new StyleRow(model_, i, this);
        list_->addWidget(row);
        rows_.push_back(row);
        connect(row, &StyleRow::triggerWanted, this, &StylesField::triggerWanted);
        connect(row, &StyleRow::revealRequested, this, &StylesField::revealRequested);
        connect(row, &StyleRow::removeRequested, this, &StylesField::removeRequested);
        if (before) setTabOrder(before, row);
        before = row;
    }
    none_->setVisible(rows_.empty());
}

}  // namespace lacuna

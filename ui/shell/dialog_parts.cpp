// See dialog_parts.h.
#include "ui/shell/dialog_parts.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QDialog>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace lacuna {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DialogParts)
};

}  // namespace

QDialogButtonBox* acceptOrCancel(QDialog& dialog, const QString& accept) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    buttons->button(QDialogButtonBox::Ok)->setText(accept);
    buttons->button(QDialogButtonBox::Cancel)->setText(Words::tr("Cancel"));
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    return buttons;
}

QDialogButtonBox* closeOnly(QDialog& dialog) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    buttons->button(QDialogButtonBox::Close)->setText(Words::tr("Close"));
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::accept);
    return buttons;
}

void layOutDialog(QDialog& dialog, QLayout* content, QDialogButtonBox* buttons, int minimumWidth) {
    auto* layout = new QVBoxLayout(&dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(content);
    layout->addWidget(buttons);
    dialog.setMinimumWidth(minimumWidth);
}

}  // namespace lacuna

// See about_dialog.h.
#include "ui/shell/about_dialog.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSysInfo>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace lacuna {

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent), engine_(new QLabel(this)) {
    setWindowTitle(tr("About Lacuna"));
    auto* title = new QLabel("Lacuna", this);
    title->setProperty("title", true);
    auto* version = new QLabel(tr("Version %1").arg(QCoreApplication::applicationVersion()), this);
    auto* what = new QLabel(
        tr("An editor for posters. Paint over what should change, say what should be there, and a Qwen-Image "
           "model paints it on your own machine."),
        this);
    what->setWordWrap(true);
    auto* licence = new QLabel(tr("Free software under the Apache License 2.0."), this);
    licence->setProperty("dim", true);
    auto* system = new QLabel(
        QString("Qt %1, %2").arg(QString::fromLatin1(qVersion()), QSysInfo::prettyProductName()), this);
    for (QLabel* label : {engine_, system}) {
        label->setProperty("dim", true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    engine_->setText(tr("Asking the engine..."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(version);
    layout->addSpacing(8);
    layout->addWidget(what);
    layout->addSpacing(8);
    layout->addWidget(engine_);
    layout->addWidget(system);
    layout->addWidget(licence);
    layout->addSpacing(8);
    layout->addWidget(buttons);
    setFixedWidth(440);
}

void AboutDialog::showEngine(const QString& text) {
    engine_->setText(text);
}

}  // namespace lacuna

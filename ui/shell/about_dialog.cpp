// See about_dialog.h.
#include "ui/shell/about_dialog.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSysInfo>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/panels/notice_parts.h"
#include "ui/shell/dialog_parts.h"

namespace lacuna {

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent), engine_(sentenceLabel(this, tr("Asking the engine..."))) {
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
    auto* system = sentenceLabel(
        this, QString("Qt %1, %2").arg(QString::fromLatin1(qVersion()), QSysInfo::prettyProductName()));
    for (QLabel* label : {engine_, system}) label->setProperty("dim", true);
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
    layout->addWidget(closeOnly(*this));
    setFixedWidth(440);
}

void AboutDialog::showEngine(const QString& text) {
    engine_->setText(text);
}

}  // namespace lacuna

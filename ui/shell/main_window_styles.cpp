// The window's dealings with styles: training one, adding and removing files, and what to do with a run when
// it is to close.
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include "ui/generation/generation_controller.h"
#include "ui/panels/prompt_edit.h"
#include "ui/panels/prompt_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/status_line.h"
#include "ui/training/style_training.h"
#include "ui/training/train_style_dialog.h"
#include "ui/training/training_badge.h"

namespace lacuna {

void MainWindow::connectStyles() {
    auto* badge = new TrainingBadge(training_, this);
    status_->insertPermanentWidget(1, badge);
    connect(badge, &QToolButton::clicked, this, &MainWindow::trainStyle);
    connect(prompt_, &PromptPanel::trainStyleRequested, this, &MainWindow::trainStyle);
    connect(prompt_, &PromptPanel::addStyleRequested, this, &MainWindow::addStyleFile);
    connect(prompt_, &PromptPanel::revealStyleRequested, this, &MainWindow::revealStyle);
    connect(prompt_, &PromptPanel::removeStyleRequested, this, &MainWindow::removeStyle);
    connect(&controller_, &GenerationController::modelsChanged, this, [this] {
        if (trainDialog_) trainDialog_->setModels(controller_.models(), controller_.model());
    });
    connect(&training_, &StyleTraining::ended, this, [this] {
        if (trainDialog_ && trainDialog_->isVisible()) return;  // it says so itself
        const QString name = training_.settings().name;
        if (training_.phase() == TrainingPhase::Failed) {
            messages_->showError(name + ": " + training_.failure(), training_.details(),
                                 {tr("Show"), [this] { trainStyle(); }});
        } else {
            messages_->showMessage(name + ": " + training_.progressText(),
                                   {tr("Show"), [this] { trainStyle(); }});
        }
    });
}

TrainStyleDialog* MainWindow::trainDialog() const {
    return trainDialog_;
}

void MainWindow::trainStyle() {
    if (!trainDialog_) {
        trainDialog_ = new TrainStyleDialog(training_, this);
        trainDialog_->setAttribute(Qt::WA_DeleteOnClose);
        trainDialog_->setModels(controller_.models(), controller_.model());
        connect(trainDialog_, &TrainStyleDialog::useRequested, this, &MainWindow::useStyle);
    }
    trainDialog_->show();
    trainDialog_->raise();
    trainDialog_->activateWindow();
}

void MainWindow::useStyle(const QString& file, const QString& trigger) {
    // It may not have been found yet: then it is on as soon as it is.
    controller_.styles().restoreState({QVariantMap{{"file", file}, {"on", true}, {"strength", 1.0}}});
    prompt_->writeTrigger(trigger);
    describe();
    prompt_->promptEdit()->moveCursor(QTextCursor::End);  // what it should show is written behind its words
}

void MainWindow::addStyleFile() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Add a LoRA file"), {}, tr("LoRA files (*.safetensors)"));
    if (!file.isEmpty()) Q_EMIT styleFileChosen(file);
}

void MainWindow::showStylesFolder() {
    QDir().mkpath(training_.places().styles);
    QDesktopServices::openUrl(QUrl::fromLocalFile(training_.places().styles));
}

void MainWindow::revealStyle(const QString& file) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).path()));
}

void MainWindow::removeStyle(const QString& file) {
    const StylesModel& styles = controller_.styles();
    const int row = styles.rowOf(file.toStdString());
    if (row < 0) return;
    if (!styles.at(row).own) return Q_EMIT styleRemoved(file);
    auto* box = new QMessageBox(QMessageBox::Question, tr("Delete a style"),
                                tr("Delete the style %1?").arg(QString::fromStdString(styles.at(row).name)),
                                QMessageBox::Yes | QMessageBox::Cancel, this);
    box->setInformativeText(tr("It goes to the trash with its folder."));
    box->button(QMessageBox::Yes)->setText(tr("Delete"));
    box->button(QMessageBox::Cancel)->setText(tr("Cancel"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, file](int answer) {
        if (answer == QMessageBox::Yes) Q_EMIT styleRemoved(file);
    });
    box->open();
}

bool MainWindow::trainingMayEnd() {
    if (!training_.running()) return true;
    if (quitAfterTraining_) return false;  // it is saving
    auto* box = new QMessageBox(QMessageBox::Question, tr("A style is being trained"),
                                tr("The style %1 is still being trained.").arg(training_.settings().name),
                                QMessageBox::Yes | QMessageBox::Cancel, this);
    box->setInformativeText(tr("What it has learned so far can be saved."));
    box->button(QMessageBox::Yes)->setText(tr("Save it and quit"));
    box->button(QMessageBox::Cancel)->setText(tr("Go on training"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this](int answer) {
        if (answer != QMessageBox::Yes) return;
        if (!training_.running()) {
            close();
            return;
        }
        quitAfterTraining_ = true;
        connect(
            &training_, &StyleTraining::ended, this,
            [this] {
                quitAfterTraining_ = false;
                close();
            },
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        training_.stop();
        showMessage(training_.progressText());
    });
    box->open();
    return false;
}

}  // namespace lacuna

// See train_style_dialog.h.
#include "ui/training/train_style_dialog.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/training/style_form.h"
#include "ui/training/style_training.h"
#include "ui/training/training_view.h"

namespace lacuna {

TrainStyleDialog::TrainStyleDialog(StyleTraining& training, QWidget* parent)
    : QDialog(parent),
      training_(training),
      pages_(new QStackedWidget(this)),
      form_(new StyleForm(training, this)),
      view_(new TrainingView(training, this)),
      hint_(new QLabel(this)),
      main_(new QPushButton(this)),
      second_(new QPushButton(this)),
      close_(new QPushButton(tr("Close"), this)) {
    setWindowTitle(tr("Train a style"));
    auto* scroll = new QScrollArea(this);  // a folder may have much to say
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(form_);
    pages_->addWidget(scroll);
    pages_->addWidget(view_);
    hint_->setWordWrap(true);
    hint_->setProperty("dim", true);
    hint_->setTextFormat(Qt::PlainText);
    second_->setAutoDefault(false);
    close_->setAutoDefault(false);
    main_->setObjectName("main");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(hint_, 1);
    buttons->addWidget(close_);
    buttons->addWidget(second_);
    buttons->addWidget(main_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(pages_, 1);
    layout->addLayout(buttons);
    setMinimumSize(600, 480);
    resize(600, 560);
    connect(close_, &QPushButton::clicked, this, &QDialog::close);
    connect(main_, &QPushButton::clicked, this, &TrainStyleDialog::pressMain);
    connect(second_, &QPushButton::clicked, this, &TrainStyleDialog::pressSecond);
    connect(form_, &StyleForm::edited, this, &TrainStyleDialog::showState);
    connect(&training_, &StyleTraining::changed, this, &TrainStyleDialog::showState);
    showState();
}

TrainStyleDialog::~TrainStyleDialog() {
    training_.disconnect(this);
    training_.clear();
}

void TrainStyleDialog::setModels(const std::vector<ModelInfo>& models, const ModelInfo* current) {
    form_->setModels(models, current);
}

void TrainStyleDialog::showState() {
    const TrainingPhase phase = training_.phase();
    const bool asking = phase == TrainingPhase::Idle, running = training_.running();
    pages_->setCurrentIndex(asking ? 0 : 1);
    const bool made = !training_.styleFile().isEmpty();
    main_->setDefault(!running);
    second_->setVisible(!asking && !running);
    if (asking) {
        const QString reason = form_->whyNot();
        hint_->setText(reason);
        main_->setText(tr("Start training"));
        main_->setEnabled(reason.isEmpty());
    } else if (running) {
        hint_->setText(tr("You may close this and go on working: the status line shows how far it is."));
        main_->setText(phase == TrainingPhase::Stopping ? tr("Stop now") : tr("Stop and save"));
        main_->setEnabled(true);
    } else {
        hint_->clear();
        main_->setText(made ? tr("Use the style") : tr("Change the settings"));
        main_->setEnabled(true);
        second_->setText(made ? tr("Train another") : tr("Try again"));
    }
}

void TrainStyleDialog::pressMain() {
    if (training_.phase() == TrainingPhase::Idle) {
        training_.start(form_->settings());
    } else if (training_.phase() == TrainingPhase::Stopping) {
        training_.kill();
    } else if (training_.running()) {
        training_.stop();
    } else if (!training_.styleFile().isEmpty()) {
        Q_EMIT useRequested(training_.styleFile(), training_.settings().trigger);
        close();
    } else {
        form_->setSettings(training_.settings());
        training_.clear();
    }
}

void TrainStyleDialog::pressSecond() {
    if (!training_.styleFile().isEmpty()) {
        training_.clear();
    } else {
        training_.start(StyleSettings(training_.settings()));
    }
}

}  // namespace lacuna

// See training_view.h.
#include "ui/training/training_view.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QVBoxLayout>
#include <cmath>

#include "ui/panels/notice_box.h"
#include "ui/training/loss_curve.h"
#include "ui/training/sample_strip.h"
#include "ui/training/style_training.h"

namespace lacuna {

TrainingView::TrainingView(StyleTraining& training, QWidget* parent)
    : QWidget(parent),
      training_(training),
      title_(new QLabel(this)),
      text_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      curve_(new LossCurve(this)),
      samples_(new SampleStrip(this)),
      notice_(new NoticeBox(this)) {
    title_->setProperty("sectionTitle", true);
    title_->setTextFormat(Qt::PlainText);
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setProperty("dim", true);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(4);
    bar_->setAccessibleName(tr("Progress"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(title_);
    layout->addWidget(bar_);
    layout->addWidget(text_);
    layout->addWidget(notice_);
    layout->addWidget(curve_);
    layout->addWidget(samples_, 1);
    layout->addStretch();  // while there are none to show
    connect(&training_, &StyleTraining::changed, this, &TrainingView::showRun);
    showRun();
}

QString TrainingView::text() const {
    return text_->isVisibleTo(this) ? text_->text() : QString();
}

void TrainingView::showRun() {
    const bool failed = training_.phase() == TrainingPhase::Failed;
    title_->setText(training_.settings().name);
    text_->setText(training_.progressText());
    text_->setVisible(!failed);
    if (failed) {
        notice_->showError(training_.failure(), training_.failure() + "\n" + training_.details());
    } else {
        notice_->clear();
    }
    const double fraction = training_.fraction();
    bar_->setVisible(training_.running());
    bar_->setRange(0, fraction < 0 ? 0 : 1000);  // 0..0 is Qt's "busy"
    if (fraction >= 0) bar_->setValue(int(std::lround(1000 * fraction)));
    // A run that failed before it had anything to show has the sentence alone.
    curve_->setVisible(!failed || !training_.losses().isEmpty());
    samples_->setVisible(!failed || !training_.samples().isEmpty());
    curve_->show(training_.losses(), training_.settings().steps);
    samples_->show(training_.samples());
}

}  // namespace lacuna

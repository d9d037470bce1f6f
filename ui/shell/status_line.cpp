// See status_line.h.
#include "ui/shell/status_line.h"

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <cmath>

#include "ui/document/document.h"
#include "ui/generation/generation_controller.h"
#include "ui/panels/fields.h"
#include "ui/shell/paper_presets.h"

namespace lacuna {
namespace {

QString zoomText(double zoom) {
    const double percent = 100 * zoom;
    return QString("%1 %").arg(QLocale().toString(
        percent, 'f', percent < 10 || (percent < 100 && percent != std::floor(percent)) ? 1 : 0));
}

}  // namespace

std::optional<double> zoomFromText(const QString& text) {
    static const QRegularExpression pattern(R"(^\s*([0-9]+(?:[.,][0-9]+)?)\s*%?\s*$)");
    const auto match = pattern.match(text);
    if (!match.hasMatch()) return {};
    const double percent = match.captured(1).replace(',', '.').toDouble();
    if (percent <= 0) return {};
    return percent / 100;
}

StatusLine::StatusLine(Document& document, GenerationController& controller, QWidget* parent)
    : QStatusBar(parent),
      document_(document),
      controller_(controller),
      hint_(new QLabel(this)),
      run_(new QLabel(this)),
      pointer_(new QLabel(this)),
      page_(new QLabel(this)),
      depth_(new QLabel(this)),
      zoom_(new QComboBox(this)) {
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    hint_->setMinimumWidth(0);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    pointer_->setMinimumWidth(96);
    pointer_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    zoom_->setEditable(true);
    zoom_->setInsertPolicy(QComboBox::NoInsert);
    zoom_->addItem(tr("Fit"));
    for (const char* step : {"25 %", "50 %", "66.7 %", "100 %", "200 %", "400 %", "800 %"})
        zoom_->addItem(QString::fromLatin1(step));
    zoom_->setFixedWidth(84);
    zoom_->setAccessibleName(tr("Zoom"));
    zoom_->setToolTip(tr("Zoom: click to type a percentage"));
    guardWheel(zoom_);
    addWidget(hint_, 1);
    for (QWidget* part :
         {static_cast<QWidget*>(run_), static_cast<QWidget*>(pointer_), static_cast<QWidget*>(page_),
          static_cast<QWidget*>(depth_), static_cast<QWidget*>(zoom_)})
        addPermanentWidget(part);
    connect(zoom_, &QComboBox::activated, this, [this](int index) {
        if (index == 0) {
            Q_EMIT fitRequested();
            showZoom(shownZoom_);
        } else {
            readZoom();
        }
    });
    connect(zoom_->lineEdit(), &QLineEdit::returnPressed, this, &StatusLine::readZoom);
    connect(zoom_->lineEdit(), &QLineEdit::editingFinished, this, [this] { showZoom(shownZoom_); });
    connect(&document_, &Document::sizeChanged, this, &StatusLine::showPage);
    connect(&document_, &Document::wasReset, this, &StatusLine::showPage);
    connect(&document_, &Document::revisionChanged, this, &StatusLine::showPage);
    connect(&controller_, &GenerationController::stateChanged, this, &StatusLine::showRun);
    showPage();
    showRun();
}

void StatusLine::showHint(const QString& hint) {
    hint_->setText(hint);
    hint_->setToolTip(hint);
}

void StatusLine::showZoom(double zoom) {
    shownZoom_ = zoom;
    if (!zoom_->lineEdit()->hasFocus() || !zoom_->lineEdit()->isModified())
        zoom_->setEditText(zoomText(zoom));
}

void StatusLine::readZoom() {
    zoom_->lineEdit()->setModified(false);
    if (const auto zoom = zoomFromText(zoom_->currentText())) {
        Q_EMIT zoomRequested(*zoom);
    }
    showZoom(shownZoom_);
}

void StatusLine::showPointer(const std::optional<QPoint>& posDocument) {
    pointer_->setText(posDocument ? QString("%1, %2").arg(posDocument->x()).arg(posDocument->y())
                                  : QString());
}

void StatusLine::showPage() {
    const bool empty = document_.isEmpty();
    for (QWidget* part : {static_cast<QWidget*>(page_), static_cast<QWidget*>(depth_),
                          static_cast<QWidget*>(zoom_), static_cast<QWidget*>(pointer_)})
        part->setVisible(!empty);
    if (empty) return;
    const Size size = document_.size();
    page_->setText(tr("%1 × %2 px").arg(size.width).arg(size.height));
    page_->setToolTip(tr("%1 × %2 mm at %3 dpi")
                          .arg(mmOf(size.width, document_.dpi()), 0, 'f', 0)
                          .arg(mmOf(size.height, document_.dpi()), 0, 'f', 0)
                          .arg(document_.dpi(), 0, 'f', 0));
    bool deep = false;
    for (const LayerPtr& layer : document_.layers()) deep = deep || layer->depth() == Depth::Bits16;
    depth_->setText(tr("%1 bit · %2 dpi").arg(deep ? 16 : 8).arg(document_.dpi(), 0, 'f', 0));
}

void StatusLine::showRun() {
    const GenerationState& state = controller_.state();
    QString text = progressText(state);
    if (state.queued > 0) text += " · " + tr("queue %1").arg(state.queued);
    if (!state.busy() && state.stale) text = tr("Made from an earlier version of the picture");
    run_->setText(text);
    run_->setVisible(!text.isEmpty());
}

}  // namespace lacuna

// See sample_strip.h.
#include "ui/training/sample_strip.h"

#include <QtGui/QImageReader>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>

namespace lacuna {
namespace {

constexpr int kThumbnail = 64, kLeastSide = 232;
constexpr int kImageRole = Qt::UserRole;

}  // namespace

SampleStrip::SampleStrip(QWidget* parent)
    : QWidget(parent), list_(new QListWidget(this)), large_(new QLabel(this)) {
    pool_.setMaxThreadCount(1);
    list_->setObjectName("samples");
    list_->setAccessibleName(tr("Sample pictures"));
    list_->setViewMode(QListView::IconMode);
    list_->setMovement(QListView::Static);
    list_->setResizeMode(QListView::Adjust);
    list_->setIconSize({kThumbnail, kThumbnail});
    list_->setGridSize({kThumbnail + 20, kThumbnail + 28});
    for (QWidget* half : {static_cast<QWidget*>(large_), static_cast<QWidget*>(list_)}) {
        half->setMinimumSize(kLeastSide, kLeastSide);
        half->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);  // halves, whatever they show
    }
    large_->setAlignment(Qt::AlignCenter);
    large_->setWordWrap(true);
    large_->setProperty("dim", true);
    large_->setObjectName("largeSample");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(large_, 1);
    layout->addWidget(list_, 1);
    connect(list_, &QListWidget::currentRowChanged, this, &SampleStrip::showLarge);
    showLarge();
}

SampleStrip::~SampleStrip() {
    pool_.clear();
    pool_.waitForDone();
}

int SampleStrip::count() const {
    return list_->count();
}

void SampleStrip::show(const QList<StyleTraining::Sample>& samples) {
    if (samples.size() < list_->count()) {
        ++generation_;
        list_->clear();
        showLarge();
    }
    while (list_->count() < samples.size()) {
        const auto& sample = samples[list_->count()];
        const bool following = list_->currentRow() == list_->count() - 1;
        auto* item = new QListWidgetItem(tr("Step %1").arg(sample.step), list_);
        item->setSizeHint({kThumbnail + 16, kThumbnail + 26});  // also before its picture has come
        load(list_->count() - 1, sample.file);
        if (following) list_->setCurrentItem(item);
        list_->scrollToItem(item);
    }
}

void SampleStrip::load(int index, const QString& file) {
    pool_.start([this, index, file, generation = generation_] {
        const QImage image = QImageReader(file).read();
        QMetaObject::invokeMethod(
            this,
            [this, index, image, generation] {
                if (generation != generation_ || image.isNull() || index >= list_->count()) return;
                const int side = int(kThumbnail * devicePixelRatioF());
                QPixmap small = QPixmap::fromImage(
                    image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
                small.setDevicePixelRatio(devicePixelRatioF());
                list_->item(index)->setIcon(QIcon(small));
                list_->item(index)->setData(kImageRole, image);
                if (index == list_->currentRow()) showLarge();
            },
            Qt::QueuedConnection);
    });
}

void SampleStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layout()->activate();
    showLarge();
}

void SampleStrip::showLarge() {
    const QListWidgetItem* item = list_->currentItem();
    const QImage image = item ? item->data(kImageRole).value<QImage>() : QImage();
    if (image.isNull()) {
        large_->setPixmap({});
        large_->setText(tr("Sample pictures appear here."));
        return;
    }
    const QSize room = (QSizeF(large_->contentsRect().size()) * devicePixelRatioF()).toSize();
    QPixmap pixmap = QPixmap::fromImage(image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    large_->setPixmap(pixmap);
}

}  // namespace lacuna

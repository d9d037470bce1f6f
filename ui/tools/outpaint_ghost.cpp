// See outpaint_ghost.h.
#include "ui/tools/outpaint_ghost.h"

#include <QtCore/QPointer>
#include <QtCore/QThreadPool>
#include <algorithm>
#include <cmath>
#include <mutex>

#include "engine/image/convert.h"
#include "engine/image/infill.h"
#include "engine/image/resample.h"
#include "ui/document/image_conversion.h"
#include "ui/document/render.h"
#include "ui/tools/page_frame.h"

namespace lacuna {

Image extendedProxy(const Image& proxy, Size page, const Margins& margins, int longestSide) {
    const Margins added = addedBy(margins);
    const Size whole = grownBy(page, added);
    if (!proxy || page.empty() || whole.empty()) return {};
    const double scale = std::min(1.0, double(longestSide) / std::max(whole.width, whole.height));
    const auto scaled = [scale](int px) { return int(std::lround(px * scale)); };
    const Size known{std::max(1, scaled(page.width)), std::max(1, scaled(page.height))};
    const int left = scaled(added.left), top = scaled(added.top);
    const Size size{known.width + left + scaled(added.right), known.height + top + scaled(added.bottom)};
    Bitmap result(size, PixelFormat::Rgba8);
    copyInto(resized(converted(proxy, PixelFormat::Rgba8), known, Filter::Bilinear), result, left, top);
    const Bitmap unknown = unknownFromAlpha(result);
    infill(result, unknown, InfillMode::EdgeExtend);
    return std::move(result).freeze();
}

struct OutpaintGhost::Source {
    Snapshot snapshot;
    std::once_flag made;
    Image proxy;
    const Image& get() {
        std::call_once(made, [this] { proxy = renderThumbnail(snapshot, 384); });
        return proxy;
    }
};

OutpaintGhost::OutpaintGhost(QObject* parent) : QObject(parent) {}
OutpaintGhost::~OutpaintGhost() = default;

void OutpaintGhost::start(Snapshot snapshot) {
    source_ = std::make_shared<Source>();
    source_->snapshot = std::move(snapshot);
    image_ = {};
    imageMargins_ = {};
}

void OutpaintGhost::stop() {
    source_.reset();
    wanted_.reset();
    image_ = {};
    imageMargins_ = {};
}

void OutpaintGhost::request(const Margins& margins) {
    wanted_ = margins;
    if (!running_) run();
}

void OutpaintGhost::run() {
    if (!wanted_ || !source_) return;
    running_ = true;
    const Margins margins = *std::exchange(wanted_, std::nullopt);
    // The worker holds values only; what it made comes back as an event, which Qt drops with this object.
    QThreadPool::globalInstance()->start([self = QPointer(this), source = source_, margins] {
        QImage image = toQImage(extendedProxy(source->get(), source->snapshot.size, margins))
                           .convertToFormat(QImage::Format_ARGB32_Premultiplied);
        QMetaObject::invokeMethod(
            qApp,
            [self, source, margins, image = std::move(image)] {
                if (!self) return;
                self->running_ = false;
                if (self->source_ == source) {
                    self->image_ = image;
                    self->imageMargins_ = addedBy(margins);
                    Q_EMIT self->ready();
                }
                self->run();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace lacuna

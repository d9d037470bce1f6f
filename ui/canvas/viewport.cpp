// See viewport.h.
#include "ui/canvas/viewport.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lacuna {
namespace {

constexpr double kStripView = 48;  ///< of the page that cannot be pushed out of the view, in logical pixels

constexpr std::array kSteps = {1.0 / 128, 1.0 / 64, 1.0 / 32, 1.0 / 16, 0.125, 0.25, 1.0 / 3, 0.5,
                               2.0 / 3,   1.0,      1.5,      2.0,      3.0,   4.0,  6.0,     8.0,
                               12.0,      16.0,     24.,      32.0,     48.,   64.0};

/// The middle when the range is empty.
double clampTo(double value, double low, double high) {
    return high < low ? (low + high) / 2 : std::clamp(value, low, high);
}

}  // namespace

QPointF Viewport::posView(QPointF posDocument) const {
    return origin_ + posDocument * scale();
}

QPointF Viewport::posDocument(QPointF posView) const {
    return (posView - origin_) / scale();
}

QRectF Viewport::rectView(const QRectF& rectDocument) const {
    return {posView(rectDocument.topLeft()), rectDocument.size() * scale()};
}

QRectF Viewport::rectView(const Rect& r) const {
    return rectView(QRectF(r.x, r.y, r.width, r.height));
}

QRectF Viewport::rectDocument(const QRectF& rectView) const {
    return {posDocument(rectView.topLeft()), rectView.size() / scale()};
}

QTransform Viewport::viewFromDocument() const {
    return {scale(), 0, 0, scale(), origin_.x(), origin_.y()};
}

QTransform Viewport::deviceFromDocument() const {
    return {zoom_, 0, 0, zoom_, origin_.x() * ratio_, origin_.y() * ratio_};
}

QRectF Viewport::pageView() const {
    return rectView(boundsOf(page_));
}

Rect Viewport::visibleDocument() const {
    const QRect seen = rectDocument(QRectF(QPointF(), viewSize_)).toAlignedRect();
    return Rect{seen.x(), seen.y(), seen.width(), seen.height()}.intersected(boundsOf(page_));
}

QRect Viewport::rectDevice(const Rect& r) const {
    const double left = origin_.x() * ratio_ + r.x * zoom_, top = origin_.y() * ratio_ + r.y * zoom_;
    const int x = int(std::floor(left)), y = int(std::floor(top));
    return {x, y, int(std::ceil(left + r.width * zoom_)) - x, int(std::ceil(top + r.height * zoom_)) - y};
}

void Viewport::setPage(Size page, bool keepView) {
    page_ = page;
    if (keepView) {
        settle();
    } else {
        fit();
    }
}

void Viewport::setView(QSizeF viewSize, double devicePixelRatio) {
    const QPointF centre = posDocument(QPointF(viewSize_.width(), viewSize_.height()) / 2);
    viewSize_ = viewSize.expandedTo({1, 1});
    ratio_ = devicePixelRatio > 0 ? devicePixelRatio : 1;
    centreOn(centre);
}

void Viewport::shiftOrigin(QPointF documentDelta) {
    origin_ -= documentDelta * scale();
    settle();
}

void Viewport::zoomAt(QPointF posView, double zoom) {
    const QPointF fixed = posDocument(posView);
    zoom_ = std::clamp(zoom, kMinZoom, kMaxZoom);
    origin_ = posView - fixed * scale();
    settle();
}

double Viewport::zoomStep(int direction) const {
    const double here = zoom_ * (direction > 0 ? 1.001 : 0.999);  // close to a step counts as on it
    if (direction > 0) {
        const auto next = std::upper_bound(kSteps.begin(), kSteps.end(), here);
        return next == kSteps.end() ? kMaxZoom : *next;
    }
    const auto above = std::lower_bound(kSteps.begin(), kSteps.end(), here);
    return above == kSteps.begin() ? kMinZoom : *(above - 1);
}

void Viewport::fit(double marginView) {
    if (page_.empty()) return;
    const double width = std::max(1.0, viewSize_.width() - 2 * marginView);
    const double height = std::max(1.0, viewSize_.height() - 2 * marginView);
    zoom_ = std::clamp(std::min(width / page_.width, height / page_.height) * ratio_, kMinZoom, 1.0);
    centreOn({page_.width / 2.0, page_.height / 2.0});
}

void Viewport::fitRect(const QRectF& rectDocument, double marginView) {
    if (rectDocument.isEmpty()) return;
    const double width = std::max(1.0, viewSize_.width() - 2 * marginView);
    const double height = std::max(1.0, viewSize_.height() - 2 * marginView);
    zoom_ = std::clamp(std::min(width / rectDocument.width(), height / rectDocument.height()) * ratio_,
                       kMinZoom, kMaxZoom);
    centreOn(rectDocument.center());
}

void Viewport::panBy(QPointF deltaView) {
    origin_ += deltaView;
    settle();
}

void Viewport::centreOn(QPointF posDocument) {
    origin_ = QPointF(viewSize_.width(), viewSize_.height()) / 2 - posDocument * scale();
    settle();
}

void Viewport::settle() {
    if (!page_.empty()) {
        const double width = page_.width * scale(), height = page_.height * scale();
        const double stripX = std::min({kStripView, width, viewSize_.width() / 2});
        const double stripY = std::min({kStripView, height, viewSize_.height() / 2});
        origin_.setX(clampTo(origin_.x(), stripX - width, viewSize_.width() - stripX));
        origin_.setY(clampTo(origin_.y(), stripY - height, viewSize_.height() - stripY));
    }
    origin_.setX(std::round(origin_.x() * ratio_) / ratio_);
    origin_.setY(std::round(origin_.y() * ratio_) / ratio_);
}

}  // namespace lacuna

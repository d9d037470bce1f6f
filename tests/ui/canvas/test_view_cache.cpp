// Panning moves what is drawn already; only the strip that came into view is drawn again.
#include "tests/support/test_registry.h"
#include "ui/canvas/view_cache.h"

using namespace lacuna;

namespace {

/// Every pixel says where on the page it lies.
QRgb mark(int x, int y) {
    return qRgb(x & 255, y & 255, 77);
}

void draw(ViewCache& cache, const QRegion& region) {
    const QPoint corner = cache.viewport().rectDevice({0, 0, 1, 1}).topLeft();
    for (const QRect& rect : region) {
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x)
                cache.image().setPixel(x, y, mark(x - corner.x() + 4096, y - corner.y() + 4096));
        }
    }
}

bool complete(const ViewCache& cache) {
    const QPoint corner = cache.viewport().rectDevice({0, 0, 1, 1}).topLeft();
    for (int y = 0; y < cache.image().height(); ++y) {
        for (int x = 0; x < cache.image().width(); ++x) {
            if (cache.image().pixel(x, y) != mark(x - corner.x() + 4096, y - corner.y() + 4096)) return false;
        }
    }
    return true;
}

std::int64_t area(const QRegion& region) {
    std::int64_t sum = 0;
    for (const QRect& r : region) sum += std::int64_t(r.width()) * r.height();
    return sum;
}

}  // namespace

class TestViewCache : public QObject {
    Q_OBJECT
    Viewport viewport_;
    ViewCache cache_{QImage::Format_RGB32};
  private Q_SLOTS:
    void init() {
        viewport_ = {};
        viewport_.setView({100, 80}, 2);
        viewport_.setPage({1000, 1000});
        viewport_.zoomAt({50, 40}, 1);
        cache_ = ViewCache(QImage::Format_RGB32);
        cache_.setViewport(viewport_);
        draw(cache_, cache_.takeInvalid());
    }

    void firstFrameIsAllInvalidAndDevicePixels() {
        QCOMPARE(cache_.image().size(), QSize(200, 160));
        QVERIFY(complete(cache_));
    }

    void aPanRedrawsOnlyTheNewStrips_data() {
        QTest::addColumn<QPointF>("by");
        for (const QPointF by : {QPointF(7, 0), QPointF(-7, 0), QPointF(0, 5), QPointF(0, -5), QPointF(9, -4),
                                 QPointF(-3, 8), QPointF(0.5, 0.5)})
            QTest::addRow("%g,%g", by.x(), by.y()) << by;
    }
    void aPanRedrawsOnlyTheNewStrips() {
        QFETCH(QPointF, by);
        viewport_.panBy(by);
        cache_.setViewport(viewport_);
        const QRegion fresh = cache_.takeInvalid();
        const int dx = int(std::abs(by.x()) * 2), dy = int(std::abs(by.y()) * 2);
        QCOMPARE(area(fresh), std::int64_t(200 * 160 - (200 - dx) * (160 - dy)));
        draw(cache_, fresh);
        QVERIFY(complete(cache_));
    }

    void whatWasInvalidMovesWithThePan() {
        cache_.invalidate({490, 490, 10, 10}, 0);
        viewport_.panBy({4, 3});
        cache_.setViewport(viewport_);
        const QRegion invalid = cache_.takeInvalid();
        QVERIFY(invalid.contains(viewport_.rectDevice({490, 490, 10, 10})));
    }

    void zoomInvalidatesEverything() {
        viewport_.zoomAt({50, 40}, 2);
        cache_.setViewport(viewport_);
        QCOMPARE(area(cache_.takeInvalid()), std::int64_t(200) * 160);
    }

    void aChangeInvalidatesItsPixelsAndNothingElse() {
        const Rect changed{495, 497, 6, 3};
        cache_.invalidate(changed, 1);
        QCOMPARE(cache_.takeInvalid(), QRegion(viewport_.rectDevice(changed).adjusted(-1, -1, 1, 1)));
        QVERIFY(cache_.valid());
    }

    void changesOutOfSightCostNothing() {
        cache_.invalidate({0, 0, 20, 20}, 1);
        QVERIFY(cache_.valid());
    }
};
LACUNA_TEST(TestViewCache)
#include "test_view_cache.moc"

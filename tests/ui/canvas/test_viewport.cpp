// Where the page lies in the view: zoom keeps the point under the cursor, 100 % is a screen pixel a picture
// pixel, panning has an end.
#include "tests/support/test_registry.h"
#include "ui/canvas/viewport.h"

using namespace lacuna;

namespace {

Viewport viewport(Size page, QSizeF view, double ratio = 1) {
    Viewport v;
    v.setView(view, ratio);
    v.setPage(page);
    return v;
}

double distance(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

}  // namespace

class TestViewport : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void zoomKeepsTheDocumentPointUnderTheCursor_data() {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<QPointF>("cursor");
        for (const double ratio : {1.0, 1.5, 2.0}) {
            for (const double zoom : {0.1, 0.37, 1.0, 5.0, 32.0}) {
                for (const QPointF cursor : {QPointF(400, 300), QPointF(123, 456), QPointF(777, 20)})
                    QTest::addRow("ratio %g zoom %g at %g,%g", ratio, zoom, cursor.x(), cursor.y())
                        << ratio << zoom << cursor;
            }
        }
    }
    void zoomKeepsTheDocumentPointUnderTheCursor() {
        QFETCH(double, ratio);
        QFETCH(double, zoom);
        QFETCH(QPointF, cursor);
        Viewport v = viewport({2000, 3000}, {800, 600}, ratio);
        v.zoomAt({400, 300}, 0.9 * ratio);  // the page is larger than the view: every cursor is over it
        const QPointF before = v.posDocument(cursor);
        v.zoomAt(cursor, zoom);
        QCOMPARE(v.zoom(), zoom);
        // The corner is on a whole device pixel, so the point may be off by half of one.
        QVERIFY(distance(v.posView(before), cursor) <= 0.75 / ratio);
    }

    void positionsGoThereAndBack() {
        Viewport v = viewport({640, 480}, {500, 500}, 2);
        v.zoomAt({100, 100}, 3);
        const QPointF p(12.25, 400.5);
        QVERIFY(distance(v.posDocument(v.posView(p)), p) < 1e-9);
    }

    void hundredPercentIsADevicePixelAPicturePixel() {
        for (const double ratio : {1.0, 1.25, 2.0}) {
            Viewport v = viewport({640, 480}, {500, 500}, ratio);
            v.zoomAt({250, 250}, 1);
            QCOMPARE(v.rectDevice({10, 10, 7, 5}).size(), QSize(7, 5));
        }
    }

    void theCornerOfThePageLiesOnADevicePixel() {
        Viewport v = viewport({640, 480}, {501, 499}, 1.5);
        v.panBy({3.3, 7.7});
        v.zoomAt({31.7, 12.2}, 0.73);
        const QPointF corner = v.posView({0, 0}) * 1.5;
        QVERIFY(std::abs(corner.x() - std::round(corner.x())) < 1e-6);
        QVERIFY(std::abs(corner.y() - std::round(corner.y())) < 1e-6);
    }

    void fitShowsAllOfALargePageWithAir() {
        const Viewport v = viewport({7016, 9933}, {1000, 800});
        const QRectF page = v.pageView();
        QVERIFY(QRectF(31, 31, 938, 738).contains(page));
        QVERIFY(page.height() > 730);
        QVERIFY(std::abs(page.center().x() - 500) <= 1 && std::abs(page.center().y() - 400) <= 1);
    }

    void fitDoesNotEnlargeASmallPage() { QCOMPARE(viewport({64, 64}, {1000, 800}).zoom(), 1.0); }

    void zoomStaysWithinItsLimits() {
        Viewport v = viewport({100, 100}, {400, 400});
        v.zoomAt({200, 200}, 1e9);
        QCOMPARE(v.zoom(), Viewport::kMaxZoom);
        v.zoomAt({200, 200}, 0);
        QCOMPARE(v.zoom(), Viewport::kMinZoom);
    }

    void stepsGoUpAndDownTheSameLadder() {
        Viewport v = viewport({100, 100}, {400, 400});
        v.zoomAt({200, 200}, 1);
        QCOMPARE(v.zoomStep(1), 1.5);
        QCOMPARE(v.zoomStep(-1), 2.0 / 3);
        v.zoomAt({200, 200}, 0.9);
        QCOMPARE(v.zoomStep(1), 1.0);
        QCOMPARE(v.zoomStep(-1), 2.0 / 3);
        v.zoomAt({200, 200}, Viewport::kMaxZoom);
        QCOMPARE(v.zoomStep(1), Viewport::kMaxZoom);
    }

    void aStripOfThePageAlwaysStaysInView() {
        Viewport v = viewport({2000, 2000}, {800, 600});
        for (const QPointF push : {QPointF(1e6, 0), QPointF(-1e6, 0), QPointF(0, 1e6), QPointF(-1e6, -1e6)}) {
            v.panBy(push);
            const QRectF seen = v.pageView().intersected(QRectF(0, 0, 800, 600));
            QVERIFY2(seen.width() >= 40 && seen.height() >= 40,
                     qPrintable(QStringLiteral("%1 x %2").arg(seen.width()).arg(seen.height())));
        }
    }

    void resizingKeepsTheCentre() {
        Viewport v = viewport({2000, 2000}, {800, 600});
        v.zoomAt({300, 300}, 1);
        const QPointF centre = v.posDocument({400, 300});
        v.setView({1200, 700}, 1);
        QVERIFY(distance(v.posDocument({600, 350}), centre) <= 1);
    }

    void shiftedOriginLeavesWhatIsSeenInPlace() {
        Viewport v = viewport({1000, 1000}, {800, 600});
        v.zoomAt({400, 300}, 2);
        const QPointF before = v.posView({500, 500});
        v.setPage({1100, 1000}, true);
        v.shiftOrigin({100, 0});  // 100 pixels were added on the left: what was at 500 is at 600 now
        QVERIFY(distance(v.posView({600, 500}), before) <= 1);
    }

    void visibleDocumentIsCutToThePage() {
        Viewport v = viewport({100, 50}, {800, 600});
        QCOMPARE(v.visibleDocument(), (Rect{0, 0, 100, 50}));
        v.zoomAt(v.posView({50, 25}), 64);
        const Rect seen = v.visibleDocument();
        QVERIFY(seen.width <= 14 && seen.contains(50, 25));
    }
};
LACUNA_TEST(TestViewport)
#include "test_viewport.moc"

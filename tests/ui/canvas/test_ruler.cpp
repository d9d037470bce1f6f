// Where ruler ticks stand: round values, far enough apart, on the page's pixels.
#include "tests/support/test_registry.h"
#include "ui/canvas/ruler.h"

using namespace lacuna;

class TestRuler : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void labelsAreRoundAndNeverCrowded_data() {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("unitsPerPixel");
        for (const double zoom : {1.0 / 64, 0.1, 0.37, 1.0, 3.0, 64.0}) {
            QTest::addRow("px at %g", zoom) << zoom << 1.0;
            QTest::addRow("mm at %g", zoom) << zoom << 25.4 / 300;
        }
    }
    void labelsAreRoundAndNeverCrowded() {
        QFETCH(double, zoom);
        QFETCH(double, unitsPerPixel);
        Viewport viewport;
        viewport.setView({1200, 800}, 1);
        viewport.setPage({7016, 9933});
        viewport.zoomAt({600, 400}, zoom);
        double lastLabel = -1e9, lastTick = -1e9, lastValue = 0;
        int labels = 0;
        for (const RulerTick& tick : rulerTicks(viewport, Qt::Horizontal, unitsPerPixel)) {
            QVERIFY(tick.posView >= -1 && tick.posView <= 1201);
            QVERIFY(tick.posView - lastTick >= 4.9);
            lastTick = tick.posView;
            // The tick stands where its value is.
            QVERIFY(std::abs(viewport.posView({tick.value / unitsPerPixel, 0}).x() - tick.posView) < 1e-6);
            if (!tick.labelled) continue;
            ++labels;
            QVERIFY(tick.posView - lastLabel >= 59.9);
            lastLabel = tick.posView;
            if (labels > 1) {
                double step = tick.value - lastValue;  // 1, 2 or 5 times a power of ten
                while (step < 1 - 1e-6) step *= 10;
                while (step >= 10 - 1e-6) step /= 10;
                QVERIFY2(std::abs(step - 1) < 1e-6 || std::abs(step - 2) < 1e-6 || std::abs(step - 5) < 1e-6,
                         qPrintable(QString::number(step)));
            }
            lastValue = tick.value;
        }
        QVERIFY(labels >= 2);
    }

    void zeroIsAtThePagesCorner() {
        Viewport viewport;
        viewport.setView({500, 500}, 2);
        viewport.setPage({300, 300});
        bool found = false;
        for (const RulerTick& tick : rulerTicks(viewport, Qt::Vertical, 1)) {
            if (tick.value == 0)
                found = tick.labelled && std::abs(tick.posView - viewport.posView({0, 0}).y()) < 1e-9;
        }
        QVERIFY(found);
    }

    void noPageHasNoTicks() {
        Viewport viewport;
        viewport.setView({500, 500}, 1);
        QVERIFY(rulerTicks(viewport, Qt::Horizontal, 1).empty());
    }
};
LACUNA_TEST(TestRuler)
#include "test_ruler.moc"

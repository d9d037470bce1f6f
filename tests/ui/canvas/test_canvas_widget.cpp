// The canvas as the person meets it: real events in, pixels and signals out, on the off-screen platform.
#include <QtGui/QPointingDevice>
#include <QtGui/QTabletEvent>
#include <QtGui/QWheelEvent>

#include "tests/support/test_registry.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/canvas/frame_meter.h"
#include "ui/document/compositor.h"
#include "ui/document/document.h"
#include "ui/document/render.h"
#include "ui/tools/outpaint_tool.h"
#include "ui/tools/tool_manager.h"

using namespace lacuna;

namespace {

constexpr QColor kPage(40, 90, 160);

Image plain(Size size, QColor colour) {
    Bitmap bitmap(size, PixelFormat::Rgba8);
    fill(bitmap, boundsOf(size),
         {std::uint16_t(colour.red() * 257), std::uint16_t(colour.green() * 257),
          std::uint16_t(colour.blue() * 257), 65535});
    return std::move(bitmap).freeze();
}

}  // namespace

class TestCanvasWidget : public QObject {
    Q_OBJECT
    std::unique_ptr<Document> document_;
    std::unique_ptr<ToolManager> tools_;
    std::unique_ptr<CanvasWidget> canvas_;

    QPoint at(double x, double y) const { return canvas_->posView({x, y}).toPoint(); }
    /// The device pixel of a shot that shows the middle of a page pixel.
    QPoint px(int x, int y) const {
        return (canvas_->posView({x + 0.5, y + 0.5}) * canvas_->devicePixelRatioF() - QPointF(0.5, 0.5))
            .toPoint();
    }
    double ratio() const { return canvas_->devicePixelRatioF(); }
    /// Equal up to the rounding of positions to device pixels.
    static bool near(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()) <= 1; }
    void settle() {
        QCoreApplication::processEvents();
        if (canvas_->compositor()) canvas_->compositor()->waitUntilReady();
        QCoreApplication::processEvents();
    }
    QImage shot() {
        settle();
        return canvas_->grab().toImage();
    }
    QColor seen(int x, int y) {
        const QImage image = shot();
        return image.pixelColor(px(x, y));
    }
    int mask(int x, int y) const {
        return int(renderMask(document_->picture(), {x, y, 1, 1}).row<std::uint8_t>(0)[0]);
    }

  private Q_SLOTS:
    void init() {
        document_ = std::make_unique<Document>(pictureFromImage(plain({400, 300}, kPage), "page"));
        tools_ = std::make_unique<ToolManager>();
        tools_->setDocument(document_.get());
        tools_->maskOptions().setSize(40);
        tools_->maskOptions().setHardness(1);
        canvas_ = std::make_unique<CanvasWidget>();
        canvas_->resize(600, 500);
        canvas_->setDocument(document_.get());
        canvas_->setToolManager(tools_.get());
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->setFocus();
        settle();
    }
    void cleanup() {
        canvas_.reset();
        tools_.reset();
        document_.reset();
    }

    void showsThePageOnADesk() {
        const QImage image = shot();
        QCOMPARE(image.pixelColor(px(200, 150)), kPage);
        QCOMPARE(image.pixelColor(px(1, 1)), kPage);
        QVERIFY(image.pixelColor(2, 2) != kPage);
    }

    void blocksMeetWithoutAGapAtEveryZoom_data() {
        QTest::addColumn<double>("zoom");
        for (const double zoom : {0.21, 0.37, 0.45, 0.61, 0.9, 1.0, 1.3, 2.7})
            QTest::addRow("%g", zoom) << zoom;
    }
    void blocksMeetWithoutAGapAtEveryZoom() {
        QFETCH(double, zoom);
        document_->reset(pictureFromImage(plain({1300, 1100}, kPage), "page"));
        canvas_->setDeskColour(Qt::white);
        canvas_->setZoom(zoom);
        const QImage image = shot();
        const QRectF view = canvas_->viewport().pageView();
        const QRect page = QRectF(view.topLeft() * ratio(), view.size() * ratio())
                               .toRect()
                               .adjusted(1, 1, -1, -1)
                               .intersected(image.rect());
        QVERIFY(!page.isEmpty());
        for (int y = page.top(); y <= page.bottom(); ++y) {
            for (int x = page.left(); x <= page.right(); ++x) {
                if (image.pixelColor(x, y) != kPage)
                    QFAIL(qPrintable(QStringLiteral("a gap at %1, %2").arg(x).arg(y)));
            }
        }
    }

    void showsACheckerboardUnderTransparency() {
        document_->setLayerOpacity(document_->activeLayer(), 0);
        const QImage image = shot();
        const QPoint corner = (canvas_->posView({0, 0}) * ratio()).toPoint();
        QCOMPARE(image.pixelColor(corner + QPoint(4, 4) * ratio()), QColor(214, 214, 214));
        QCOMPARE(image.pixelColor(corner + QPoint(12, 4) * ratio()), QColor(255, 255, 255));
    }

    void draggingTheMouseMasksInOneUndoStep() {
        QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, at(100, 100));
        QTest::mouseMove(canvas_.get(), at(150, 100));
        QTest::mouseMove(canvas_.get(), at(200, 100));
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, at(200, 100));
        QCOMPARE(mask(150, 100), 255);
        QCOMPARE(mask(150, 85), 255);
        QCOMPARE(mask(150, 125), 0);
        QCOMPARE(document_->undoStack()->count(), 1);
        document_->undoStack()->undo();
        QVERIFY(!document_->hasMask());
    }

    void theMaskIsSeenAndItsToggleHidesIt() {
        document_->fillMaskRect({100, 100, 100, 100});
        QVERIFY(seen(150, 150).red() > kPage.red() + 60);
        QTest::keyClick(canvas_.get(), Qt::Key_Backslash);
        QVERIFY(!canvas_->maskOverlayVisible());
        QCOMPARE(seen(150, 150), kPage);
    }

    void theMaskHasALightAndADarkEdge() {
        document_->fillMaskRect({100, 100, 100, 100});
        const QImage image = shot();
        const QPoint edge = px(100, 150);  // first masked column
        QCOMPARE(image.pixelColor(edge), QColor(Qt::white));
        QVERIFY(image.pixelColor(edge - QPoint(1, 0)).lightness() < kPage.lightness() - 40);
    }

    void onlyTheChangedPartIsRepainted() {
        QSignalSpy zoom(canvas_.get(), &CanvasWidget::zoomChanged);
        document_->fillMaskRect({300, 200, 10, 10});  // the first mask also has its overview made
        settle();
        canvas_->frameMeter().reset();
        document_->fillMaskRect({100, 100, 10, 10});
        settle();
        QVERIFY(canvas_->frameMeter().frames() >= 1);
        QVERIFY2(canvas_->frameMeter().lastPixels() <= 40 * 40 * ratio() * ratio(),
                 qPrintable(QString::number(canvas_->frameMeter().lastPixels())));
        canvas_->frameMeter().reset();
        settle();
        QCOMPARE(canvas_->frameMeter().frames(), 0);  // nothing changed, nothing painted
        QCOMPARE(zoom.count(), 0);
    }

    void theWheelZoomsAtTheCursor() {
        const QPointF cursor(350, 200);
        const QPointF before = canvas_->posDocument(cursor);
        QWheelEvent wheel(cursor, canvas_->mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas_.get(), &wheel);
        QVERIFY(canvas_->zoom() > 1.3);
        const QPointF after = canvas_->posDocument(cursor);
        QVERIFY(std::hypot(after.x() - before.x(), after.y() - before.y()) <= 1);
    }

    void shiftAndTheWheelPan() {
        const double zoom = canvas_->zoom();
        const QPointF before = canvas_->posView({0, 0});
        QWheelEvent wheel({300, 250}, canvas_->mapToGlobal(QPointF(300, 250)), {}, {0, 120}, Qt::NoButton,
                          Qt::ShiftModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas_.get(), &wheel);
        QCOMPARE(canvas_->zoom(), zoom);
        QVERIFY(canvas_->posView({0, 0}).x() > before.x());
    }

    void twoFingersPanAndWithControlZoom() {
        const QPointF before = canvas_->posView({0, 0});
        QWheelEvent scroll({300, 250}, canvas_->mapToGlobal(QPointF(300, 250)), {11, -7}, {11, -7},
                           Qt::NoButton, Qt::NoModifier, Qt::ScrollUpdate, false);
        QCoreApplication::sendEvent(canvas_.get(), &scroll);
        QVERIFY(near(canvas_->posView({0, 0}), before + QPointF(11, -7)));
        QWheelEvent zoom({300, 250}, canvas_->mapToGlobal(QPointF(300, 250)), {0, 60}, {0, 60}, Qt::NoButton,
                         Qt::ControlModifier, Qt::ScrollUpdate, false);
        QCoreApplication::sendEvent(canvas_.get(), &zoom);
        QVERIFY(canvas_->zoom() > 1);
    }

    void aResultIsJudgedWithoutTheStripThatIsRepainted() {
        tools_->choose("outpaint");
        tools_->outpaint().setMargins({0, 0, 100, 0});
        const auto stripSeen = [&] {  // two lines of the hatching and the page between them
            const QImage image = shot();
            for (int x = 360; x < 390; ++x) {
                if (image.pixelColor(px(x, 150)) != kPage) return true;
            }
            return false;
        };
        QVERIFY(stripSeen());
        // A candidate whose mask keeps the old page.
        Bitmap mask({500, 300}, PixelFormat::Gray8);
        fill(mask, {400, 0, 100, 300}, {65535, 65535, 65535, 65535});
        canvas_->showCandidate(plain({500, 300}, Qt::yellow), {0, 0, 500, 300}, std::move(mask).freeze());
        QTRY_VERIFY(!stripSeen());
        canvas_->setShowOriginal(true);
        QVERIFY(stripSeen());
    }

    void noGapIsSeenWhereAPreviewCrossesThePagesEdge() {
        tools_->choose("outpaint");
        tools_->outpaint().setMargins({0, 0, 100, 0});
        canvas_->setZoom(0.811);  // the edge lies within a pixel
        const Bitmap nothing({200, 300}, PixelFormat::Gray8);
        canvas_->showPreview(plain({200, 300}, Qt::yellow), {300, 0, 200, 300}, nothing.clone().freeze());
        QTRY_VERIFY(canvas_->hasPreview());
        const QImage image = shot();
        const QPoint from = px(320, 150), to = px(480, 150);
        for (int x = from.x(); x < to.x(); ++x) {
            const QColor seen = image.pixelColor(x, from.y());
            QVERIFY2(qAbs(seen.blue() - kPage.blue()) < 40,
                     qPrintable(QString("%1 at %2").arg(seen.name()).arg(x)));
        }
    }

    void middleDragPansInEveryTool() {
        const QPointF before = canvas_->posView({0, 0});
        QTest::mousePress(canvas_.get(), Qt::MiddleButton, {}, {300, 250});
        QTest::mouseMove(canvas_.get(), {330, 240});
        QTest::mouseRelease(canvas_.get(), Qt::MiddleButton, {}, {330, 240});
        QVERIFY(near(canvas_->posView({0, 0}), before + QPointF(30, -10)));
        QVERIFY(!document_->hasMask());
    }

    void spaceLendsTheHand() {
        QTest::keyPress(canvas_.get(), Qt::Key_Space);
        QCOMPARE(tools_->active()->id(), QStringLiteral("hand"));
        const QPointF before = canvas_->posView({0, 0});
        QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, {300, 250});
        QTest::mouseMove(canvas_.get(), {280, 260});
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, {280, 260});
        QVERIFY(near(canvas_->posView({0, 0}), before + QPointF(-20, 10)));
        QTest::keyRelease(canvas_.get(), Qt::Key_Space);
        QCOMPARE(tools_->active()->id(), QStringLiteral("mask-brush"));
        QVERIFY(!document_->hasMask());
    }

    void aPenPaintsWithItsPressure() {
        const QPointingDevice pen(
            QStringLiteral("pen"), 7, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
            QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 1);
        const auto send = [&](QEvent::Type type, QPointF p, double pressure, Qt::MouseButton button) {
            QTabletEvent event(type, &pen, p, canvas_->mapToGlobal(p), pressure, 0, 0, 0, 0, 0,
                               Qt::NoModifier, button,
                               type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
            QCoreApplication::sendEvent(canvas_.get(), &event);
            QVERIFY(event.isAccepted());
        };
        send(QEvent::TabletPress, canvas_->posView({100, 100}), 0.5, Qt::LeftButton);
        send(QEvent::TabletMove, canvas_->posView({200, 100}), 0.5, Qt::NoButton);
        send(QEvent::TabletRelease, canvas_->posView({200, 100}), 0, Qt::LeftButton);
        // 40 px at half pressure: less than half of the width, and the end no thinner than the rest.
        QCOMPARE(mask(150, 105), 255);
        QCOMPARE(mask(150, 115), 0);
        QCOMPARE(mask(198, 105), 255);
        QCOMPARE(document_->undoStack()->count(), 1);
    }

    void aTurnedPenErases() {
        document_->selectWholePage();
        const QPointingDevice eraser(QStringLiteral("eraser"), 8, QInputDevice::DeviceType::Stylus,
                                     QPointingDevice::PointerType::Eraser,
                                     QInputDevice::Capability::Position | QInputDevice::Capability::Pressure,
                                     1, 1);
        const QPointF p = canvas_->posView({100, 100});
        for (const QEvent::Type type : {QEvent::TabletPress, QEvent::TabletRelease}) {
            QTabletEvent event(type, &eraser, p, canvas_->mapToGlobal(p), 1, 0, 0, 0, 0, 0, Qt::NoModifier,
                               Qt::LeftButton, Qt::LeftButton);
            QCoreApplication::sendEvent(canvas_.get(), &event);
        }
        QCOMPARE(mask(100, 100), 0);
        QCOMPARE(mask(200, 100), 255);
    }

    void aPreviewIsSeenAndNeverTouchesTheDocument() {
        const auto revision = document_->revision();
        const Image before = renderPage(document_->picture());
        canvas_->showPreview(plain({16, 16}, Qt::green), {100, 100, 80, 80});
        QVERIFY(canvas_->hasPreview());
        QCOMPARE(seen(140, 140), QColor(Qt::green));
        QCOMPARE(seen(90, 140), kPage);
        QCOMPARE(document_->revision(), revision);
        QVERIFY(renderPage(document_->picture()) == before);
        QCOMPARE(document_->undoStack()->count(), 0);
        canvas_->clearOverlay();
        QCOMPARE(seen(140, 140), kPage);
    }

    void aPreviewDimsWhileThePersonPaints() {
        canvas_->showPreview(plain({16, 16}, Qt::white), {200, 100, 80, 80});
        QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, at(50, 50));
        QVERIFY(std::abs(seen(240, 140).red() - (kPage.red() + 0.3 * (255 - kPage.red()))) < 4);
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, at(50, 50));
        QCOMPARE(seen(240, 140), QColor(Qt::white));
    }

    void aResultTakesThePreviewsPlaceAndOShowsTheOriginal() {
        canvas_->showPreview(plain({16, 16}, Qt::green), {100, 100, 80, 80});
        canvas_->showCandidate(plain({80, 80}, Qt::yellow), {100, 100, 80, 80});
        QVERIFY(canvas_->hasCandidate() && !canvas_->hasPreview());
        QTRY_COMPARE(seen(140, 140), QColor(Qt::yellow));
        QTest::keyPress(canvas_.get(), Qt::Key_O);
        QCOMPARE(seen(140, 140), kPage);
        QTest::keyRelease(canvas_.get(), Qt::Key_O);
        QCOMPARE(seen(140, 140), QColor(Qt::yellow));
    }

    void previewsSwitchedOffAreIgnored() {
        canvas_->setPreviewEnabled(false);
        canvas_->showPreview(plain({16, 16}, Qt::green), {100, 100, 80, 80});
        QVERIFY(!canvas_->hasPreview());
        QCOMPARE(seen(140, 140), kPage);
    }

    void reviewKeysReachTheWindowOnlyDuringReview() {
        QSignalSpy accept(canvas_.get(), &CanvasWidget::acceptRequested),
            next(canvas_.get(), &CanvasWidget::nextCandidateRequested);
        QSignalSpy pick(canvas_.get(), &CanvasWidget::candidateRequested),
            escape(canvas_.get(), &CanvasWidget::escapeRequested);
        QTest::keyClick(canvas_.get(), Qt::Key_Return);
        QTest::keyClick(canvas_.get(), Qt::Key_Right);
        QCOMPARE(accept.count() + next.count(), 0);
        canvas_->showCandidate(plain({80, 80}, Qt::yellow), {100, 100, 80, 80});
        QTest::keyClick(canvas_.get(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(accept.count(), 1);
        QCOMPARE(accept.at(0).at(0).toBool(), true);
        QTest::keyClick(canvas_.get(), Qt::Key_Left);
        QCOMPARE(next.at(0).at(0).toInt(), -1);
        QTest::keyClick(canvas_.get(), Qt::Key_3);
        QCOMPARE(pick.at(0).at(0).toInt(), 2);
        QTest::keyClick(canvas_.get(), Qt::Key_Escape);
        QCOMPARE(escape.count(), 1);
    }

    void escIsForTheEngineBeforeALaidOutFrame() {
        QSignalSpy escape(canvas_.get(), &CanvasWidget::escapeRequested);
        tools_->choose("outpaint");
        tools_->outpaint().setMargins({0, 0, 64, 0});
        canvas_->showPreview(plain({16, 16}, Qt::green), {400, 0, 64, 300});
        QTest::keyClick(canvas_.get(), Qt::Key_Escape);
        QCOMPARE(escape.count(), 1);
        QVERIFY(tools_->outpaint().margins() == (Margins{0, 0, 64, 0}));
        canvas_->clearOverlay();
        QTest::keyClick(canvas_.get(), Qt::Key_Escape);
        QCOMPARE(escape.count(), 1);
        QVERIFY(tools_->outpaint().margins() == Margins{});
    }

    void theMaskIsHiddenInReviewAndSeenWhilePainting() {
        document_->fillMaskRect({100, 100, 100, 100});
        canvas_->showCandidate(plain({80, 80}, kPage), {300, 200, 80, 80});
        QCOMPARE(seen(150, 150), kPage);
        QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, at(50, 50));
        QVERIFY(seen(150, 150).red() > kPage.red() + 60);
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, at(50, 50));
        QCOMPARE(seen(150, 150), kPage);
    }

    void extendingThePageOnTheLeftLeavesThePictureWhereItIsSeen() {
        canvas_->setZoom(2);
        const QPointF before = canvas_->posView({200, 150});
        QVERIFY(document_->cropOrExtend({64, 32, 0, 0}));
        const QPointF after = canvas_->posView({264, 182});
        QVERIFY(std::hypot(after.x() - before.x(), after.y() - before.y()) <= 1);
        document_->undoStack()->undo();
        const QPointF back = canvas_->posView({200, 150});
        QVERIFY(std::hypot(back.x() - before.x(), back.y() - before.y()) <= 1);
    }

    void anotherDocumentIsFittedAndOldOverlaysGo() {
        canvas_->showCandidate(plain({80, 80}, Qt::yellow), {100, 100, 80, 80});
        canvas_->setZoom(8);
        document_->reset(pictureFromImage(plain({1000, 200}, Qt::red), "other"));
        QVERIFY(!canvas_->hasCandidate());
        QVERIFY(QRectF(canvas_->rect()).contains(canvas_->viewport().pageView()));
        QCOMPARE(seen(500, 100), QColor(Qt::red));
    }

    void anEmptyDeskTakesEventsWithoutHarm() {
        canvas_->setDocument(nullptr);
        tools_->setDocument(nullptr);
        QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(canvas_.get(), {150, 100});
        QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, {150, 100});
        QTest::keyClick(canvas_.get(), Qt::Key_Return);
        const QImage image = shot();
        QCOMPARE(image.pixelColor(50, 50), image.pixelColor(image.width() - 50, image.height() - 50));
    }

    void theContextFrameIsDrawnAroundItsRectangle() {
        const QImage before = shot();
        canvas_->setContextFrame(Rect{50, 50, 200, 200});
        const QImage after = shot();
        const QPoint p = (canvas_->posView({50, 150}) * ratio()).toPoint();
        bool changed = false;
        for (int dy = 0; dy < 10 * ratio(); ++dy)
            changed |= after.pixelColor(p + QPoint(0, dy)) != before.pixelColor(p + QPoint(0, dy));
        QVERIFY(changed);
        QCOMPARE(after.pixelColor(px(150, 150)), before.pixelColor(px(150, 150)));
        canvas_->setContextFrame({});
        QCOMPARE(shot(), before);
    }

    void thePointersPixelIsReported() {
        QSignalSpy moved(canvas_.get(), &CanvasWidget::pointerMoved);
        canvas_->setZoom(
            16 * ratio());  // a page pixel is 16 logical pixels: rounding of positions does not matter
        QTest::mouseMove(canvas_.get(), at(203.5, 145.5));
        QVERIFY(!moved.isEmpty());
        const auto pixel = moved.last().at(0).value<std::optional<QPoint>>();
        QVERIFY(pixel.has_value());
        QCOMPARE(*pixel, QPoint(203, 145));
    }
};
LACUNA_TEST(TestCanvasWidget)
#include "test_canvas_widget.moc"

// Brush, rectangle, lasso and polygon: what the hand does gives the expected mask, and one gesture is one
// undo step.
#include "tests/support/test_registry.h"
#include "tests/ui/tools/tool_bench.h"
#include "ui/tools/mask_area_tool.h"
#include "ui/tools/mask_brush_tool.h"
#include "ui/tools/mask_options.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestMaskTools : public QObject {
    Q_OBJECT
    std::unique_ptr<Document> document_;
    MaskOptions options_;
    PlainView view_;

    template <class T>
    std::unique_ptr<T> tool() {
        auto result = std::make_unique<T>(options_, nullptr);
        result->setDocument(document_.get());
        result->setView(&view_);
        return result;
    }
    int mask(int x, int y) const { return maskAt(*document_, x, y); }
    int steps() const { return document_->undoStack()->count(); }

  private Q_SLOTS:
    void init() {
        document_ = std::make_unique<Document>(grayPage({300, 200}));
        options_.restore({{"size", 20.0},
                          {"hardness", 1.0},
                          {"pressureSize", true},
                          {"pressureStrength", false},
                          {"mode", 0}});
        options_.setErasing(false);
        view_ = {};
    }

    void aClickIsADabOfTheBrushesSize() {
        auto brush = tool<MaskBrushTool>();
        Hand{*brush, view_}.click({100, 100});
        QCOMPARE(mask(100, 100), 255);
        QCOMPARE(mask(108, 100), 255);
        QCOMPARE(mask(112, 100), 0);
        QCOMPARE(steps(), 1);
    }

    void aDragIsOneStroke() {
        auto brush = tool<MaskBrushTool>();
        Hand{*brush, view_}.drag({{50, 50}, {80, 60}, {150, 60}, {200, 90}});
        for (const QPoint p : {QPoint(50, 50), QPoint(100, 60), QPoint(150, 60), QPoint(200, 90)})
            QCOMPARE(mask(p.x(), p.y()), 255);
        QCOMPARE(steps(), 1);
        document_->undoStack()->undo();
        QVERIFY(!document_->hasMask());
        document_->undoStack()->redo();
        QCOMPARE(mask(150, 60), 255);
    }

    void twoDragsAreTwoSteps() {
        auto brush = tool<MaskBrushTool>();
        const Hand hand{*brush, view_};
        hand.drag({{50, 50}, {80, 50}});
        hand.drag({{50, 120}, {80, 120}});
        QCOMPARE(steps(), 2);
        document_->undoStack()->undo();
        QCOMPARE(mask(60, 50), 255);
        QCOMPARE(mask(60, 120), 0);
    }

    void altRightButtonAndEraserErase_data() {
        QTest::addColumn<bool>("eraser");
        QTest::addColumn<bool>("alt");
        QTest::addColumn<bool>("right");
        QTest::addColumn<int>("expected");
        QTest::newRow("brush") << false << false << false << 255;
        QTest::newRow("Alt") << false << true << false << 0;
        QTest::newRow("right button") << false << false << true << 0;
        QTest::newRow("eraser") << true << false << false << 0;
        QTest::newRow("eraser with Alt paints") << true << true << false << 255;
        QTest::newRow("eraser with the right button paints") << true << false << true << 255;
    }
    void altRightButtonAndEraserErase() {
        QFETCH(bool, eraser);
        QFETCH(bool, alt);
        QFETCH(bool, right);
        QFETCH(int, expected);
        document_->fillMaskRect({0, 0, 150, 200});
        options_.setErasing(eraser);
        auto brush = tool<MaskBrushTool>();
        // A dab half in the masked area and half beside it shows both painting and erasing.
        Hand{*brush, view_}.drag({{150, 100}}, alt ? Qt::AltModifier : Qt::NoModifier,
                                 right ? Qt::RightButton : Qt::LeftButton);
        QCOMPARE(mask(145, 100), expected);
        QCOMPARE(mask(154, 100), expected);
    }

    void shiftClickDrawsAStraightLineFromTheLastStroke() {
        auto brush = tool<MaskBrushTool>();
        const Hand hand{*brush, view_};
        hand.click({50, 50});
        hand.click({250, 150}, Qt::ShiftModifier);
        for (int t = 0; t <= 10; ++t) QCOMPARE(mask(50 + 20 * t, 50 + 10 * t), 255);
        QCOMPARE(mask(50, 150), 0);
        QCOMPARE(steps(), 2);
    }

    void pressureChangesTheSizeOnlyWhenAsked() {
        auto brush = tool<MaskBrushTool>();
        const Hand hand{*brush, view_};
        brush->press(hand.event({100, 100}, {}, Qt::LeftButton, 0.3));
        brush->release(hand.event({100, 100}, {}, Qt::LeftButton, 0.3));
        QCOMPARE(mask(108, 100), 0);
        options_.setPressureSize(false);
        brush->press(hand.event({200, 100}, {}, Qt::LeftButton, 0.3));
        brush->release(hand.event({200, 100}, {}, Qt::LeftButton, 0.3));
        QCOMPARE(mask(208, 100), 255);
    }

    void strokesReachThePagesEdgeFromOutside() {
        auto brush = tool<MaskBrushTool>();
        Hand{*brush, view_}.drag({{-40, 100}, {5, 100}});
        QCOMPARE(mask(0, 100), 255);
    }

    void altRightDragChangesSizeAndHardnessAndPaintsNothing() {
        auto brush = tool<MaskBrushTool>();
        options_.setHardness(0.5);
        view_.scaleOf = 2;
        Hand{*brush, view_}.drag({{100, 100}, {120, 90}}, Qt::AltModifier, Qt::RightButton);
        QCOMPARE(options_.size(), 60.0);     // 40 view pixels to the right: 20 document pixels of radius more
        QCOMPARE(options_.hardness(), 0.6);  // 20 view pixels up
        QCOMPARE(steps(), 0);
    }

    void escInTheMiddleKeepsWhatIsPaintedAndEndsTheStroke() {
        auto brush = tool<MaskBrushTool>();
        const Hand hand{*brush, view_};
        brush->press(hand.event({50, 50}));
        brush->drag(hand.event({80, 50}));
        QVERIFY(brush->busy());
        QVERIFY(brush->cancel());
        brush->drag(hand.event({200, 50}));
        QCOMPARE(mask(60, 50), 255);
        QCOMPARE(mask(150, 50), 0);
    }

    void bracketsStepTheSizeThereAndBack() {
        for (const double size : {1.0, 4.0, 40.0, 333.0}) {
            options_.setSize(size);
            options_.stepSize(1);
            QVERIFY(options_.size() > size);
            options_.stepSize(-1);
            QVERIFY2(std::abs(options_.size() - size) <= std::max(1.0, size * 0.02),
                     qPrintable(QString::number(options_.size())));
        }
        options_.setSize(1);
        options_.stepSize(-1);
        QCOMPARE(options_.size(), 1.0);
    }

    void aRectangleReplacesAddsAndSubtracts_data() {
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<int>("inOld");
        QTest::addColumn<int>("inBoth");
        QTest::addColumn<int>("inNew");
        QTest::newRow("replaces") << int(Qt::NoModifier) << 0 << 255 << 255;
        QTest::newRow("Shift adds") << int(Qt::ShiftModifier) << 255 << 255 << 255;
        QTest::newRow("Alt subtracts") << int(Qt::AltModifier) << 255 << 0 << 0;
        QTest::newRow("both intersect") << int(Qt::ShiftModifier | Qt::AltModifier) << 0 << 255 << 0;
    }
    void aRectangleReplacesAddsAndSubtracts() {
        QFETCH(int, modifiers);
        QFETCH(int, inOld);
        QFETCH(int, inBoth);
        QFETCH(int, inNew);
        document_->fillMaskRect({50, 50, 100, 100});
        auto rectangle = tool<MaskRectangleTool>();
        Hand{*rectangle, view_}.drag({{100, 60}, {150, 90}, {200, 140}}, Qt::KeyboardModifiers(modifiers));
        QCOMPARE(mask(60, 100), inOld);
        QCOMPARE(mask(120, 100), inBoth);
        QCOMPARE(mask(180, 100), inNew);
        QCOMPARE(steps(), 2);
    }

    void theOptionsBarsModeCountsWithoutModifiers() {
        document_->fillMaskRect({50, 50, 100, 100});
        options_.setMode(MaskMode::Add);
        auto rectangle = tool<MaskRectangleTool>();
        Hand{*rectangle, view_}.drag({{200, 60}, {250, 90}});
        QCOMPARE(mask(60, 100), 255);
        QCOMPARE(mask(220, 75), 255);
    }

    void modifiersPressedDuringTheDragShapeTheRectangle() {
        auto rectangle = tool<MaskRectangleTool>();
        const Hand hand{*rectangle, view_};
        rectangle->press(hand.event({100, 100}));
        rectangle->drag(hand.event({130, 110}, Qt::ShiftModifier));
        QCOMPARE(rectangle->rectangle(), QRectF(100, 100, 30, 30));
        rectangle->drag(hand.event({130, 110}, Qt::AltModifier));
        QCOMPARE(rectangle->rectangle(), QRectF(70, 90, 60, 20));
        rectangle->drag(hand.event({130, 110}));
        QCOMPARE(rectangle->rectangle(), QRectF(100, 100, 30, 10));
    }

    void aClickIsNoRectangleAndLeavesTheMask() {
        document_->fillMaskRect({50, 50, 100, 100});
        auto rectangle = tool<MaskRectangleTool>();
        Hand{*rectangle, view_}.click({10, 10});
        QCOMPARE(steps(), 1);
        QCOMPARE(mask(60, 60), 255);
    }

    void aLassoFillsWhatItWentAround() {
        auto lasso = tool<MaskLassoTool>();
        Hand{*lasso, view_}.drag({{50, 50}, {150, 50}, {150, 150}, {50, 150}});
        QCOMPARE(mask(100, 100), 255);
        QCOMPARE(mask(160, 100), 0);
        QCOMPARE(steps(), 1);
    }

    void aLassoThatIsAClickLeavesTheMask() {
        document_->fillMaskRect({50, 50, 100, 100});
        auto lasso = tool<MaskLassoTool>();
        Hand{*lasso, view_}.click({10, 10});
        QCOMPARE(mask(60, 60), 255);
    }

    void escDropsALasso() {
        auto lasso = tool<MaskLassoTool>();
        const Hand hand{*lasso, view_};
        lasso->press(hand.event({50, 50}));
        lasso->drag(hand.event({150, 50}));
        QVERIFY(lasso->cancel());
        lasso->release(hand.event({50, 150}));
        QCOMPARE(steps(), 0);
    }

    void aPolygonClosesOnEnterOrOnItsFirstCorner_data() {
        QTest::addColumn<bool>("enter");
        QTest::newRow("Enter") << true;
        QTest::newRow("first corner") << false;
    }
    void aPolygonClosesOnEnterOrOnItsFirstCorner() {
        QFETCH(bool, enter);
        auto polygon = tool<MaskPolygonTool>();
        const Hand hand{*polygon, view_};
        for (const QPointF p : {QPointF(50, 50), QPointF(150, 50), QPointF(150, 150)}) hand.click(p);
        QVERIFY(polygon->busy());
        if (enter)
            QVERIFY(polygon->commit());
        else
            hand.click({53, 52});
        QVERIFY(!polygon->busy());
        QCOMPARE(mask(130, 80), 255);
        QCOMPARE(mask(70, 130), 0);
        QCOMPARE(steps(), 1);
    }

    void backspaceTakesACornerBack() {
        auto polygon = tool<MaskPolygonTool>();
        const Hand hand{*polygon, view_};
        for (const QPointF p : {QPointF(50, 50), QPointF(150, 50), QPointF(250, 190)}) hand.click(p);
        QVERIFY(hand.key(Qt::Key_Backspace));
        hand.click({150, 150});
        QVERIFY(polygon->commit());
        QCOMPARE(mask(130, 80), 255);
        QCOMPARE(mask(200, 140), 0);
    }
};
LACUNA_TEST(TestMaskTools)
#include "test_mask_tools.moc"

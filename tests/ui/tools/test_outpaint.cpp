// Pulling the page's edges: every modifier and snap by table, then the tool with its keys.
#include "tests/support/test_registry.h"
#include "tests/ui/tools/tool_bench.h"
#include "ui/tools/outpaint_ghost.h"
#include "ui/tools/outpaint_tool.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

enum { Free = 0, Ratio = 1, Symmetric = 2, Snap = 4 };

PullOptions optionsOf(int flags) {
    PullOptions options;
    options.keepRatio = flags & Ratio;
    options.symmetric = flags & Symmetric;
    options.snap = flags & Snap;
    options.tolerancePx = 8;
    options.dpi = 300;
    return options;
}

}  // namespace

class TestOutpaint : public QObject {
    Q_OBJECT
    std::unique_ptr<Document> document_;
    std::unique_ptr<OutpaintTool> tool_;
    PlainView view_;

  private Q_SLOTS:
    void init() {
        document_ = std::make_unique<Document>(grayPage({400, 300}));
        tool_ = std::make_unique<OutpaintTool>();
        tool_->setDocument(document_.get());
        tool_->setView(&view_);
        view_ = {};
    }
    void cleanup() {
        tool_.reset();
        document_.reset();
    }

    void edgesFollowTheHandle_data() {
        QTest::addColumn<int>("hx");
        QTest::addColumn<int>("hy");
        QTest::addColumn<double>("dx");
        QTest::addColumn<double>("dy");
        QTest::addColumn<int>("flags");
        QTest::addColumn<Margins>("expected");
        // A page of 400 x 300 pixels.
        QTest::newRow("right, free") << 1 << 0 << 37.0 << 99.0 << int(Free) << Margins{0, 0, 37, 0};
        QTest::newRow("left, free") << -1 << 0 << -37.0 << 0.0 << int(Free) << Margins{37, 0, 0, 0};
        QTest::newRow("bottom right, free") << 1 << 1 << 11.0 << 13.0 << int(Free) << Margins{0, 0, 11, 13};
        QTest::newRow("top left inwards crops")
            << -1 << -1 << 25.0 << 30.0 << int(Free) << Margins{-25, -30, 0, 0};
        QTest::newRow("right, symmetric") << 1 << 0 << 37.0 << 0.0 << int(Symmetric) << Margins{37, 0, 37, 0};
        QTest::newRow("top, symmetric") << 0 << -1 << 0.0 << -21.0 << int(Symmetric) << Margins{0, 21, 0, 21};
        QTest::newRow("corner keeps 4:3") << 1 << 1 << 100.0 << 10.0 << int(Ratio) << Margins{0, 0, 100, 75};
        QTest::newRow("edge keeps 4:3, the other axis evenly")
            << 1 << 0 << 100.0 << 0.0 << int(Ratio) << Margins{0, 37, 100, 38};
        QTest::newRow("corner keeps 4:3, symmetric")
            << 1 << 1 << 100.0 << 0.0 << int(Ratio | Symmetric) << Margins{100, 75, 100, 75};
        QTest::newRow("snaps to the model's grid")
            << 1 << 0 << 75.0 << 0.0 << int(Snap) << Margins{0, 0, 80, 0};
        QTest::newRow("snaps to 16:9") << 1 << 0 << 130.0 << 0.0 << int(Snap) << Margins{0, 0, 133, 0};
        QTest::newRow("snaps to a square") << 1 << 0 << -97.0 << 0.0 << int(Snap) << Margins{0, 0, -100, 0};
        QTest::newRow("cannot be pulled through itself")
            << 1 << 0 << -9999.0 << 0.0 << int(Free) << Margins{0, 0, -384, 0};
        QTest::newRow("cannot exceed the largest page")
            << 1 << 0 << 1e9 << 0.0 << int(Free) << Margins{0, 0, 65135, 0};
    }
    void edgesFollowTheHandle() {
        QFETCH(int, hx);
        QFETCH(int, hy);
        QFETCH(double, dx);
        QFETCH(double, dy);
        QFETCH(int, flags);
        QFETCH(Margins, expected);
        const Margins got = pullEdges({400, 300}, {}, {hx, hy}, dx, dy, optionsOf(flags)).margins;
        QVERIFY2(
            got == expected,
            qPrintable(
                QStringLiteral("%1 %2 %3 %4").arg(got.left).arg(got.top).arg(got.right).arg(got.bottom)));
    }

    void paperSizesCatchWithTheirName() {
        // A5 at 300 dpi is 1748 x 2480 pixels, A4 2480 x 3508.
        const Pull pull = pullEdges({1748, 2480}, {}, {1, 1}, 729, 1031, optionsOf(Snap));
        QCOMPARE(pull.label, std::string("A4"));
        QVERIFY(pull.margins == (Margins{0, 0, 2480 - 1748, 3508 - 2480}));
    }

    void itsOwnEdgeCatches() {
        const Pull pull = pullEdges({437, 300}, {0, 0, 200, 0}, {1, 0}, -195, 0, optionsOf(Snap));
        QVERIFY(pull.margins == Margins{});
    }

    void aSecondDragGoesOnFromTheFirst() {
        QVERIFY(pullEdges({400, 300}, {10, 20, 30, 40}, {1, 0}, 7, 0, optionsOf(Free)).margins ==
                (Margins{10, 20, 37, 40}));
    }

    void theHandlesAreFoundAtEveryZoom() {
        for (const double scale : {0.25, 1.0, 2.0}) {
            view_.scaleOf = scale;
            QCOMPARE(tool_->handleAt({400 * scale, 300 * scale}), (FrameHandle{1, 1}));
            QCOMPARE(tool_->handleAt({400 * scale + 8, 300 * scale + 4}), (FrameHandle{1, 1}));
            QVERIFY(tool_->handleAt({200 * scale, 150 * scale}).none());
        }
        view_.scaleOf = 1;
        QCOMPARE(tool_->handleAt({403, 60}), (FrameHandle{1, 0}));  // the edge itself
    }

    void enterAsksForTheExpansionAndLeavesTheDocument() {
        QSignalSpy expand(tool_.get(), &OutpaintTool::expandRequested);
        Hand{*tool_, view_}.drag({{400, 150}, {430, 150}, {464, 150}}, Qt::ControlModifier);
        QVERIFY(tool_->margins() == (Margins{0, 0, 64, 0}));
        QVERIFY(tool_->commit());
        QCOMPARE(expand.count(), 1);
        QVERIFY(expand.at(0).at(0).value<Margins>() == (Margins{0, 0, 64, 0}));
        QVERIFY(document_->size() == (Size{400, 300}));
        QCOMPARE(document_->undoStack()->count(), 0);
    }

    void escRestores() {
        Hand{*tool_, view_}.drag({{400, 150}, {464, 150}});
        QVERIFY(tool_->cancel());
        QVERIFY(tool_->margins() == Margins{});
        QVERIFY(!tool_->commit());
    }

    void escAfterEnterIsLeftToTheRunAndTheFrameStays() {
        tool_->setMargins({0, 0, 64, 0});
        QVERIFY(tool_->commit());
        QVERIFY(!tool_->cancel());
        QVERIFY(tool_->margins() == (Margins{0, 0, 64, 0}));
        QVERIFY(tool_->cancel());
        QVERIFY(tool_->margins() == Margins{});
    }

    void inwardsCropsInOneUndoStep() {
        QSignalSpy expand(tool_.get(), &OutpaintTool::expandRequested);
        Hand{*tool_, view_}.drag({{0, 0}, {40, 20}}, Qt::ControlModifier);
        QVERIFY(tool_->commit());
        QVERIFY(document_->size() == (Size{360, 280}));
        QCOMPARE(expand.count(), 0);
        QCOMPARE(document_->undoStack()->count(), 1);
        QVERIFY(tool_->margins() == Margins{});
        document_->undoStack()->undo();
        QVERIFY(document_->size() == (Size{400, 300}));
    }

    void outwardsAndInwardsDoesBoth() {
        QSignalSpy expand(tool_.get(), &OutpaintTool::expandRequested);
        tool_->setMargins({-40, 0, 64, 0});
        QVERIFY(tool_->commit());
        QVERIFY(document_->size() == (Size{360, 300}));
        QVERIFY(expand.at(0).at(0).value<Margins>() == (Margins{0, 0, 64, 0}));
    }

    void theSummarySaysSizeRatioAndGrowth() {
        tool_->setMargins({0, 0, 0, 100});
        const QString text = tool_->summary();
        QVERIFY2(text.contains("400 × 400 px") && text.contains("34 × 34 mm") && text.contains("1:1") &&
                     text.contains("+33 %"),
                 qPrintable(text));
    }

    void theGhostContinuesTheBordersColours() {
        Bitmap proxy({40, 30}, PixelFormat::Rgba8);
        fill(proxy, {0, 0, 20, 30}, {65535, 0, 0, 65535});
        fill(proxy, {20, 0, 20, 30}, {0, 0, 65535, 65535});
        const Image ghost = extendedProxy(std::move(proxy).freeze(), {400, 300}, {200, 0, 200, 0});
        QVERIFY(ghost.size() == (Size{384, 144}));
        const auto* row = ghost.row<std::uint8_t>(72);
        QVERIFY(row[4 * 20] > 180 && row[4 * 20 + 2] < 80);    // left of the page: red runs on
        QVERIFY(row[4 * 360] < 80 && row[4 * 360 + 2] > 180);  // right of it: blue
        QCOMPARE(int(row[4 * 20 + 3]), 255);
    }

    void theGhostComesFromAWorkerAndTheNewestRequestWins() {
        OutpaintGhost ghost;
        QSignalSpy ready(&ghost, &OutpaintGhost::ready);
        ghost.start(document_->snapshot());
        for (int i = 1; i <= 20; ++i) ghost.request({0, 0, 10 * i, 0});
        QTRY_VERIFY(ghost.margins() == (Margins{0, 0, 200, 0}));
        QVERIFY(ready.count() < 20);
        QVERIFY(!ghost.image().isNull());
    }

    void aGhostThatIsGoneIsNotAnswered() {
        auto ghost = std::make_unique<OutpaintGhost>();
        ghost->start(document_->snapshot());
        ghost->request({0, 0, 100, 0});
        ghost.reset();
        QTest::qWait(50);  // the worker ends, its answer finds nobody
    }
};
LACUNA_TEST(TestOutpaint)
#include "test_outpaint.moc"

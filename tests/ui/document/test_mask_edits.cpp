// Mask edits work tile by tile; the result is that of working on the whole page at once.
#include "engine/image/convert.h"
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/document/mask_edits.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

const Rect kPage{0, 0, 900, 700};

/// Blobs across tile borders and at the page's edges, with soft parts.
Bitmap blobs() {
    Bitmap mask(kPage.size(), PixelFormat::Gray8);
    for (const Dab& dab : {Dab{256, 256, 90, 0.6, 1}, Dab{520, 300, 40, 1, 1}, Dab{0, 690, 70, 0.9, 1},
                           Dab{880, 20, 60, 0.2, 0.7}}) {
        paintDab(mask, 0, 0, dab, DabMode::Paint);
    }
    return mask;
}

TileStore storeOf(const Bitmap& mask) {
    return TileStore::fromImage(mask, PixelFormat::Gray8);
}
bool same(const TileStore& store, const Bitmap& whole) {
    return store.read(kPage).freeze() == whole.clone().freeze();
}

}  // namespace

class TestMaskEdits : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void growingByTilesEqualsGrowingThePage_data() {
        QTest::addColumn<int>("radius");
        for (const int radius : {1, 5, 40, 150, -1, -7, -35}) QTest::addRow("%d px", radius) << radius;
    }
    void growingByTilesEqualsGrowingThePage() {
        QFETCH(int, radius);
        const Bitmap whole = blobs();
        TileStore store = storeOf(whole);
        growMask(store, kPage, radius);
        QVERIFY(same(store, grown(whole, radius)));
    }
    void featheringByTilesEqualsFeatheringThePage_data() {
        QTest::addColumn<int>("width");
        for (const int width : {1, 2, 9, 64, 301}) QTest::addRow("%d px", width) << width;
    }
    void featheringByTilesEqualsFeatheringThePage() {
        QFETCH(int, width);
        const Bitmap whole = blobs();
        TileStore store = storeOf(whole);
        featherMask(store, kPage, width);
        QVERIFY(same(store, feathered(whole, width)));
    }
    void shapesByTilesEqualShapesOnThePage_data() {
        QTest::addColumn<int>("how");
        for (const int how : {0, 1, 2, 3}) QTest::addRow("combine %d", how) << how;
    }
    void shapesByTilesEqualShapesOnThePage() {
        QFETCH(int, how);
        const auto combine = MaskCombine(how);
        Bitmap whole = blobs();
        TileStore store = storeOf(whole);
        const std::vector<PointF> points{{-50, 100.25}, {600.5, -30}, {1200, 400}, {300, 650.75}, {310, 200}};
        fillPolygon(whole, points, combine);
        fillMaskPolygon(store, kPage, points, combine);
        QVERIFY2(same(store, whole), "polygon");
        fillRectangle(whole, 100.5, 40.25, 700.125, 520, combine);
        fillMaskRect(store, kPage, 100.5, 40.25, 700.125, 520, combine);
        QVERIFY2(same(store, whole), "rectangle");
    }
    void replacingByAnEmptyShapeClears() {
        TileStore store = storeOf(blobs());
        fillMaskRect(store, kPage, 2000, 2000, 3000, 3000, MaskCombine::Replace);
        QVERIFY(store.contentBounds().empty());
    }
    void invertingTwiceIsNothing() {
        const Bitmap whole = blobs();
        TileStore store = storeOf(whole);
        invertMask(store, kPage);
        QCOMPARE(int(store.read({10, 10, 1, 1}).row<std::uint8_t>(0)[0]), 255);
        // Beyond the page there is no mask.
        QCOMPARE(int(store.read({905, 10, 1, 1}).row<std::uint8_t>(0)[0]), 0);
        invertMask(store, kPage);
        QVERIFY(same(store, whole));
    }
    void paintingOutsideThePageLeavesNothingThere() {
        TileStore store(PixelFormat::Gray8);
        paintDabs(store, kPage, strokeAlong(850, 650, 1000, 800, 0, DabMode::Paint, 100).dabs,
                  DabMode::Paint);
        QVERIFY(!store.empty());
        QVERIFY(kPage.contains(store.contentBounds()));
    }
    void aStrokeCutIntoSegmentsPaintsTheSame() {
        const Stroke whole = strokeAlong(100, 100, 700, 500);
        TileStore once(PixelFormat::Gray8), cut(PixelFormat::Gray8);
        paintDabs(once, kPage, whole.dabs, DabMode::Paint);
        for (const Dab& dab : whole.dabs) paintDabs(cut, kPage, std::span(&dab, 1), DabMode::Paint);
        QVERIFY(once.read(kPage).freeze() == cut.read(kPage).freeze());
    }
};
LACUNA_TEST(TestMaskEdits)
#include "test_mask_edits.moc"

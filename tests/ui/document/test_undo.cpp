// Undo brings back every byte, a drag is one step, and old steps leave memory without being lost.
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

/// All that can be seen or saved of a picture, for comparing before and after.
bool samePicture(const Picture& a, const Picture& b) {
    if (a.size != b.size || a.dpi != b.dpi || a.layers.size() != b.layers.size()) return false;
    const auto sameStore = [](const TileStore& x, const TileStore& y) {
        const Rect area = x.tileBounds().united(y.tileBounds());
        return x.format() == y.format() && x.background() == y.background() &&
               x.read(area).freeze() == y.read(area).freeze();
    };
    for (std::size_t i = 0; i < a.layers.size(); ++i) {
        const Layer &x = *a.layers[i], &y = *b.layers[i];
        if (x.id != y.id || x.name != y.name || x.x != y.x || x.y != y.y || x.opacity != y.opacity ||
            x.blend != y.blend || x.visible != y.visible || x.locked != y.locked ||
            x.mask.has_value() != y.mask.has_value() || x.generation != y.generation ||
            !sameStore(x.pixels, y.pixels) || (x.mask && !sameStore(*x.mask, *y.mask))) {
            return false;
        }
    }
    return sameStore(a.mask, b.mask);
}

using Edit = std::function<void(Document&)>;

}  // namespace
Q_DECLARE_METATYPE(Edit)

class TestUndo : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void undoRestoresEveryTileByteForByte_data() {
        QTest::addColumn<Edit>("edit");
        const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << edit; };
        row("paint mask", [](Document& d) { d.paintMask(strokeAlong(100, 100, 600, 500)); });
        row("erase mask",
            [](Document& d) { d.paintMask(strokeAlong(300, 300, 350, 320, 0, DabMode::Erase)); });
        row("clear mask", [](Document& d) { d.clearMask(); });
        row("invert mask", [](Document& d) { d.invertMask(); });
        row("grow mask", [](Document& d) { d.growMask(20); });
        row("shrink mask", [](Document& d) { d.growMask(-20); });
        row("feather mask", [](Document& d) { d.featherMask(30); });
        row("rectangle", [](Document& d) { d.fillMaskRect({10.5, 20.25, 400, 300}); });
        row("lasso", [](Document& d) {
            d.fillMaskPolygon(std::vector<PointF>{{10, 10}, {600, 40}, {300, 580}});
        });
        row("replace by lasso", [](Document& d) {
            d.fillMaskPolygon(std::vector<PointF>{{10, 10}, {90, 40}, {30, 80}}, MaskCombine::Replace);
        });
        row("mask from layer", [](Document& d) { d.maskFromLayer(d.layers()[3]->id); });
        row("add layer", [](Document& d) { d.addLayer(); });
        row("add image", [](Document& d) {
            d.addImageLayer("x", noise({90, 80}, PixelFormat::Rgb8, 9), 5, 6);
        });
        row("remove layer", [](Document& d) { d.removeLayer(d.layers()[1]->id); });
        row("duplicate", [](Document& d) { d.duplicateLayer(d.layers()[3]->id); });
        row("reorder", [](Document& d) { d.reorderLayer(d.layers()[1]->id, 3); });
        row("move", [](Document& d) { QVERIFY(d.moveLayer(d.layers()[1]->id, 13, -7)); });
        row("opacity", [](Document& d) { d.setLayerOpacity(d.layers()[1]->id, 0.3); });
        row("blend", [](Document& d) { d.setLayerBlend(d.layers()[2]->id, BlendMode::Screen); });
        row("hide", [](Document& d) { d.setLayerVisible(d.layers()[2]->id, false); });
        row("add layer mask", [](Document& d) { d.addLayerMask(d.layers()[1]->id, true); });
        row("remove layer mask", [](Document& d) { d.removeLayerMask(d.layers()[3]->id); });
        row("merge down", [](Document& d) { QVERIFY(d.mergeDown(d.layers()[2]->id)); });
        row("flatten", [](Document& d) { d.flatten(); });
        row("16 bits", [](Document& d) { d.setDepth(Depth::Bits16); });
        row("brush", [](Document& d) {
            QVERIFY(d.paintLayer(d.layers()[1]->id, strokeAlong(0, 0, 300, 300), kMiddleGrey));
        });
        row("eraser", [](Document& d) {
            QVERIFY(
                d.paintLayer(d.layers()[3]->id, strokeAlong(0, 300, 300, 300, 0, DabMode::Erase), kBlack));
        });
        row("paint layer mask",
            [](Document& d) { QVERIFY(d.paintLayerMask(d.layers()[3]->id, strokeAlong(0, 300, 300, 300))); });
        row("clear under mask", [](Document& d) { QVERIFY(d.clearLayerUnderMask(d.layers()[0]->id)); });
        row("extend", [](Document& d) { QVERIFY(d.cropOrExtend({10, 300, 0, 77})); });
        row("crop", [](Document& d) { QVERIFY(d.cropOrExtend({-100, 0, -300, -20})); });
    }
    void undoRestoresEveryTileByteForByte() {
        QFETCH(Edit, edit);
        Document document(richPicture());
        document.fillMaskRect({200, 200, 300, 250});
        document.featherMask(15);
        const Picture before = document.picture();
        const Image seenBefore = page(document);
        const auto revisionBefore = document.revision();
        const int steps = document.undoStack()->count();
        edit(document);
        const Picture after = document.picture();
        QVERIFY2(!samePicture(before, after), "the edit must change something, or this test proves nothing");
        QCOMPARE(document.undoStack()->count(), steps + 1);
        QVERIFY(document.revision() != revisionBefore);

        document.undoStack()->undo();
        QVERIFY(samePicture(document.picture(), before));
        QVERIFY(page(document) == seenBefore);
        QCOMPARE(document.revision(), revisionBefore);
        document.undoStack()->redo();
        QVERIFY(samePicture(document.picture(), after));
    }
    void aDragIsOneUndoStep() {
        Document document(richPicture());
        const std::uint64_t drag = Document::newDrag();
        for (int i = 0; i < 20; ++i)
            document.paintMask(strokeAlong(20 + 30 * i, 300, 50 + 30 * i, 310, drag));
        QCOMPARE(document.undoStack()->count(), 1);
        const Image painted = maskOf(document);
        document.undoStack()->undo();
        QVERIFY(!document.hasMask());
        document.undoStack()->redo();
        QVERIFY(maskOf(document) == painted);
    }
    void twoDragsAreTwoSteps() {
        Document document(richPicture());
        document.paintMask(strokeAlong(20, 30, 50, 30, Document::newDrag()));
        document.paintMask(strokeAlong(20, 90, 50, 90, Document::newDrag()));
        QCOMPARE(document.undoStack()->count(), 2);
    }
    void anEditThatChangesNothingIsNoStep() {
        Document document(richPicture());
        document.clearMask();
        document.setLayerOpacity(document.layers()[0]->id, 1.0);
        document.paintMask(strokeAlong(5000, 5000, 6000, 5000));
        document.setDepth(Depth::Bits8);
        QCOMPARE(document.undoStack()->count(), 0);
        QVERIFY(!document.isModified());
    }
    void twoHundredAndFiftyStepsCanAllBeUndoneOnALittleMemory() {
        Document document(richPicture());
        document.setUndoMemory(std::size_t(1) << 20);
        const LayerId layer = document.layers()[0]->id;
        std::vector<Image> pages;
        for (int i = 0; i < 250; ++i) {
            if (i % 25 == 0) pages.push_back(page(document));
            const double y = 20 + (i * 37) % 560;
            QVERIFY(document.paintLayer(layer, strokeAlong(20, y, 680, y),
                                        Colour{std::uint16_t(i * 250), 9999, 40000, 65535}));
        }
        QVERIFY2(document.undoMemory() < std::size_t(10) << 20, "old steps must have left memory");
        const Image last = page(document);
        for (int i = 249; i >= 0; --i) {
            document.undoStack()->undo();
            if (i % 25 == 0) QVERIFY(page(document) == pages[std::size_t(i / 25)]);
        }
        QVERIFY(!document.isModified());
        while (document.undoStack()->canRedo()) document.undoStack()->redo();
        QVERIFY(page(document) == last);
    }
    void undoKeepsOnlyTilesThatChanged() {
        Document document(pictureFromImage(noise({2048, 2048}, PixelFormat::Rgba8, 1), "base"));
        QVERIFY(document.paintLayer(document.activeLayer(), strokeAlong(100, 100, 120, 100), kBlack));
        // One tile of 256 x 256 x 4 bytes, its smaller levels, and the object itself.
        QVERIFY(document.undoMemory() > 0);
        QVERIFY(document.undoMemory() < 2 * 256 * 256 * 4);
    }
    void savedIsWhatWasWrittenNotWhatWasEditedMeanwhile() {
        Document document(richPicture());
        document.invertMask();
        const std::uint64_t written = document.snapshot().revision;
        document.growMask(-3);
        document.markSaved(written);
        QVERIFY(document.isModified());
        QSignalSpy spy(&document, &Document::modifiedChanged);
        document.undoStack()->undo();
        QVERIFY(!document.isModified());
        QCOMPARE(spy.count(), 1);
        document.undoStack()->undo();
        QVERIFY(document.isModified());
    }
    void aDragThatGoesOnAfterUndoStillUndoesToItsOwnStart() {
        Document document(richPicture());
        const Image blank = maskOf(document);
        const std::uint64_t drag = Document::newDrag();
        document.paintMask(strokeAlong(20, 30, 150, 30, drag));
        document.undoStack()->undo();
        document.paintMask(strokeAlong(150, 30, 300, 30, drag));
        QCOMPARE(document.undoStack()->count(), 1);
        document.undoStack()->undo();
        QVERIFY(maskOf(document) == blank);
    }
};
LACUNA_TEST(TestUndo)
#include "test_undo.moc"

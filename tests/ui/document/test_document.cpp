// What a person does to a document, and what it announces.
#include <thread>

#include "engine/image/composite.h"
#include "engine/image/convert.h"
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/document/image_conversion.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestDocument : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void snapshotIsUntouchedByLaterPainting() {
        Document document(richPicture());
        document.fillMaskRect({10, 10, 90, 90});
        const Snapshot snapshot = document.snapshot();
        const Image seen = page(document), mask = maskOf(document);
        document.invertMask();
        QVERIFY(document.paintLayer(document.layers()[0]->id, strokeAlong(0, 0, 700, 600), kBlack));
        document.removeLayer(document.layers()[1]->id);
        QVERIFY(document.cropOrExtend({-10, -10, 0, 0}));
        QVERIFY(renderPage(snapshot) == seen);
        QVERIFY(renderMask(snapshot, snapshot.page()) == mask);
    }
    void aSnapshotCanBeRenderedWhileTheDocumentIsPaintedOn() {
        Document document(richPicture());
        const Snapshot snapshot = document.snapshot();
        const Image expected = page(document);
        Image rendered;
        std::thread worker([&] {
            for (int i = 0; i < 5; ++i) rendered = renderPage(snapshot);
        });
        for (int i = 0; i < 40; ++i) {
            (void)document.paintLayer(document.layers()[0]->id, strokeAlong(0, 15 * i, 700, 15 * i), kBlack);
        }
        worker.join();
        QVERIFY(rendered == expected);
    }
    void changedNamesAllPixelsThatChangedAndNotThePage() {
        Document document(richPicture());
        QRect announced;
        connect(&document, &Document::changed, this, [&](const QRect& rect) { announced |= rect; });
        const Image before = page(document);
        QVERIFY(document.paintLayer(document.layers()[0]->id, strokeAlong(300, 250, 350, 260), kBlack));
        const Image after = page(document);
        QRect actual;
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                if (std::memcmp(before.row<std::byte>(y) + 4 * x, after.row<std::byte>(y) + 4 * x, 4) != 0)
                    actual |= QRect(x, y, 1, 1);
            }
        }
        QVERIFY(!actual.isEmpty());
        QVERIFY(announced.contains(actual));
        QVERIFY2(announced.width() < 130 && announced.height() < 90,
                 "a small stroke must not repaint the page");
    }
    void maskStrokesAnnounceTheMaskAndNotThePicture() {
        Document document(richPicture());
        QSignalSpy picture(&document, &Document::changed), mask(&document, &Document::maskChanged);
        document.paintMask(strokeAlong(300, 250, 350, 260));
        QCOMPARE(picture.count(), 0);
        QCOMPARE(mask.count(), 1);
        QVERIFY(QRect(275, 225, 105, 65).contains(mask[0][0].toRect()));
    }
    void lockedAndHiddenLayersRefusePaintWithASentence() {
        Document document(richPicture());
        const LayerId id = document.layers()[0]->id;
        document.setLayerLocked(id, true);
        const auto locked = document.paintLayer(id, strokeAlong(0, 0, 10, 10), kBlack);
        QVERIFY(!locked);
        QCOMPARE(locked.error().kind, ErrorKind::BadRequest);
        QVERIFY(QString::fromStdString(locked.error().what).contains(QStringLiteral("Unlock")));
        QVERIFY(!document.moveLayer(id, 1, 1));
        document.setLayerLocked(id, false);
        document.setLayerVisible(id, false);
        QVERIFY(!document.paintLayer(id, strokeAlong(0, 0, 10, 10), kBlack));
        QVERIFY(!document.paintLayer(LayerId{999999}, strokeAlong(0, 0, 10, 10), kBlack));
    }
    void mergingDownAndFlatteningLookTheSame() {
        Document document(richPicture());
        document.setLayerBlend(document.layers()[1]->id, BlendMode::Normal);
        const Image before = page(document);
        QVERIFY(document.mergeDown(document.layers()[1]->id));
        QCOMPARE(document.layers().size(), std::size_t(3));
        QVERIFY(page(document) == before);
        document.flatten();
        QCOMPARE(document.layers().size(), std::size_t(1));
        QVERIFY(page(document) == before);
    }
    void theLowestLayerCannotBeMergedDown() {
        Document document(richPicture());
        QCOMPARE(document.mergeDown(document.layers()[0]->id).error().kind, ErrorKind::BadRequest);
    }
    void removingTheActiveLayerActivatesItsNeighbour() {
        Document document(richPicture());
        const LayerId below = document.layers()[1]->id;
        document.setActiveLayer(document.layers()[2]->id);
        document.removeLayer(document.activeLayer());
        QCOMPARE(document.activeLayer(), below);
        document.undoStack()->undo();
        QCOMPARE(document.activeLayer(), document.layers()[2]->id);
    }
    void extendingThePageKeepsThePictureInPlace() {
        Document document(richPicture());
        document.fillMaskRect({100, 100, 50, 60});
        const Image before = page(document);
        QSignalSpy resized(&document, &Document::sizeChanged);
        QVERIFY(document.cropOrExtend({40, 300, 5, 0}));
        QCOMPARE(document.size(), (Size{745, 900}));
        QCOMPARE(resized.count(), 1);
        QVERIFY(cropped(page(document), {40, 300, 700, 600}).freeze() == before);
        QCOMPARE(document.maskBounds(), (Rect{140, 400, 50, 60}));
    }
    void croppingAllAwayIsRefused() {
        Document document(richPicture());
        QCOMPARE(document.cropOrExtend({-350, 0, -350, 0}).error().kind, ErrorKind::BadRequest);
        QCOMPARE(document.cropOrExtend({70000, 0, 0, 0}).error().kind, ErrorKind::BadRequest);
        QCOMPARE(document.undoStack()->count(), 0);
    }
    void sixteenBitsAndBackLoseNothing() {
        Document document(richPicture());
        const Image before = page(document);
        document.setDepth(Depth::Bits16);
        QCOMPARE(page(document).format(), PixelFormat::Rgba16);
        document.setDepth(Depth::Bits8);
        QVERIFY(page(document) == before);
    }
    void aBlankPageCostsNothing() {
        const Picture picture = blankPicture({9933, 14043}, 300, "A0");
        QVERIFY2(picture.bytes() < 8 << 20, "a white A0 page must not take its 532 MiB");
        QCOMPARE(renderRegion(picture, {9932, 14042, 1, 1}).row<std::uint8_t>(0)[0], std::uint8_t(255));
    }
    void resetForgetsUndoAndIsUnmodified() {
        Document document(richPicture());
        document.invertMask();
        QSignalSpy reset(&document, &Document::wasReset);
        document.reset(richPicture({50, 50}), QStringLiteral("/tmp/a.ora"));
        QCOMPARE(reset.count(), 1);
        QVERIFY(!document.isModified());
        QVERIFY(!document.undoStack()->canUndo());
        QCOMPARE(document.filePath(), QStringLiteral("/tmp/a.ora"));
    }
    void aSaveOfAnEarlierPictureDoesNotMarkThisOneSaved() {
        Document document(richPicture());
        const auto earlier = document.revision();
        document.reset(richPicture());
        document.invertMask();
        QVERIFY(!document.markSaved(earlier));
        QVERIFY(document.isModified());
    }
};
LACUNA_TEST(TestDocument)
#include "test_document.moc"

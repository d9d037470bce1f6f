// The canvas's blocks: recomposing only what changed gives the same as composing everything, at every level.
#include <QtGui/QPainter>

#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/document/compositor.h"
#include "ui/document/image_conversion.h"

using namespace lacuna;
using namespace lacuna::tests;
using namespace std::chrono_literals;

namespace {

/// The page as the canvas would draw it at a scale of 1 / 2^level.
QImage drawn(const std::vector<CompositeBlock>& blocks, Size page, double scale) {
    QImage screen(int(std::ceil(page.width * scale)), int(std::ceil(page.height * scale)),
                  QImage::Format_ARGB32_Premultiplied);
    screen.fill(Qt::transparent);
    QPainter painter(&screen);
    for (const CompositeBlock& block : blocks) {
        const QRectF& r = block.documentRect;
        painter.drawImage(QRectF(r.x() * scale, r.y() * scale, r.width() * scale, r.height() * scale),
                          block.image, block.source);
    }
    return screen;
}

QImage complete(Compositor& compositor, const Document& document, double scale) {
    const QRect all = toQRect(document.picture().page());
    (void)compositor.blocks(all, scale);
    for (;;) {
        compositor.waitUntilReady();
        const auto blocks = compositor.blocks(all, scale, 1h);
        if (std::ranges::all_of(blocks, &CompositeBlock::current))
            return drawn(blocks, document.size(), scale);
    }
}

}  // namespace

class TestCompositor : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void composingOnlyTheChangedRectGivesTheSameAsAll_data() {
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 0.5, 0.25, 0.125}) QTest::addRow("1/%g", 1 / scale) << scale;
    }
    void composingOnlyTheChangedRectGivesTheSameAsAll() {
        QFETCH(double, scale);
        Document document(richPicture({1100, 900}));
        Compositor compositor(&document);
        (void)complete(compositor, document, scale);
        const auto checkAgainstFresh = [&](const char* edit) {
            Compositor fresh(&document);
            QVERIFY2(complete(compositor, document, scale) == complete(fresh, document, scale), edit);
        };
        const LayerId base = document.layers()[0]->id, faint = document.layers()[2]->id,
                      masked = document.layers()[3]->id;
        QVERIFY(document.paintLayer(base, strokeAlong(200, 250, 530, 260), {60000, 0, 0, 65535}));
        checkAgainstFresh("brush");
        QVERIFY(document.paintLayer(base, strokeAlong(600, 600, 640, 600, 0, DabMode::Erase), kBlack));
        checkAgainstFresh("eraser makes an opaque block transparent");
        QVERIFY(document.paintLayerMask(masked, strokeAlong(10, 300, 300, 500)));
        checkAgainstFresh("layer mask");
        // A hard edge on a layer whose place is no multiple of the level's pixels: it is shown up to a pixel
        // further on.
        document.fillMaskRect({40, 300, 101, 77}, MaskCombine::Replace);
        QVERIFY(document.clearLayerUnderMask(masked));
        checkAgainstFresh("hard edge");
        QVERIFY(document.moveLayer(faint, 37, -51));
        checkAgainstFresh("move");
        document.setLayerBlend(masked, BlendMode::Screen);
        checkAgainstFresh("blend mode");
        document.reorderLayer(base, 3);
        checkAgainstFresh("reorder");
        document.removeLayer(faint);
        checkAgainstFresh("remove");
        QVERIFY(document.cropOrExtend({100, -20, 30, 40}));
        checkAgainstFresh("page");
        for (int i = 0; i < 4; ++i) {
            document.undoStack()->undo();
            checkAgainstFresh("undo");
        }
    }
    void atFullSizeTheScreenShowsWhatIsExported() {
        Document document(richPicture());
        Compositor compositor(&document);
        const QImage seen = complete(compositor, document, 1);
        QImage exported = toQImage(page(document));
        exported.convertTo(QImage::Format_ARGB32_Premultiplied);
        QVERIFY(seen == exported);
    }
    void onlyTheBlocksUnderAChangeAreComposedAgain() {
        Document document(richPicture({1100, 900}));
        Compositor compositor(&document);
        (void)complete(compositor, document, 1);
        QVERIFY(document.paintLayer(document.layers()[0]->id, strokeAlong(30, 30, 40, 30), kBlack));
        int outdated = 0;
        // A budget of nothing composes one block; more than one outdated would show as a block that is not
        // current.
        for (const CompositeBlock& block : compositor.blocks({0, 0, 1100, 900}, 1, 0us))
            outdated += !block.current;
        QCOMPARE(outdated, 0);
    }
    void theMaskIsShownAsAlphaAndBlankBlocksAreLeftOut() {
        Document document(richPicture({1100, 900}));
        Compositor compositor(&document);
        const QRect all(0, 0, 1100, 900);
        document.fillMaskRect({300, 300, 100, 50});
        (void)compositor.maskBlocks(all, 1, 1h);
        compositor.waitUntilReady();
        const auto blocks = compositor.maskBlocks(all, 1, 1h);
        QCOMPARE(blocks.size(), std::size_t(1));
        QCOMPARE(blocks[0].image.format(), QImage::Format_Alpha8);
        QCOMPARE(blocks[0].documentRect, QRectF(256, 256, 256, 256));
        QCOMPARE(int(blocks[0].image.constScanLine(60)[60]), 255);
        QCOMPARE(int(blocks[0].image.constScanLine(30)[60]), 0);
        document.clearMask();
        QVERIFY(compositor.maskBlocks(all, 1, 1h).empty());
    }
    void aCoarseBlockStandsInUntilTheFineOneIsReady() {
        Document document(richPicture({1100, 900}));
        Compositor compositor(&document);
        (void)complete(compositor, document, 0.25);
        QSignalSpy ready(&compositor, &Compositor::ready);
        const auto first = compositor.blocks({0, 0, 1100, 900}, 1, 0us);
        QVERIFY(!first.empty());
        QVERIFY(std::ranges::none_of(first, &CompositeBlock::current));
        compositor.waitUntilReady();
        QVERIFY(ready.count() > 0);
        QVERIFY(std::ranges::all_of(compositor.blocks({0, 0, 1100, 900}, 1, 0us), &CompositeBlock::current));
    }
    void theCacheStaysWithinItsLimit() {
        Document document(richPicture({1100, 900}));
        Compositor compositor(&document);
        compositor.setCacheLimit(5 * 256 * 256 * 4);
        for (int y = 0; y < 900; y += 256) {
            for (int x = 0; x < 1100; x += 256) {
                (void)compositor.blocks({x, y, 100, 100}, 1);
                compositor.waitUntilReady();
            }
        }
        (void)compositor.blocks({0, 0, 100, 100}, 1);
        QVERIFY(compositor.cacheBytes() <= 5 * 256 * 256 * 4);
    }
    void anEditDuringBackgroundWorkIsNotLost() {
        Document document(richPicture({1100, 900}));
        Compositor compositor(&document);
        (void)complete(compositor, document, 0.25);
        (void)compositor.blocks({0, 0, 1100, 900}, 1, 0us);  // workers start
        QVERIFY(document.paintLayer(document.layers()[0]->id,
                                    strokeAlong(0, 0, 1100, 900, 0, DabMode::Paint, 200), kWhite));
        Compositor fresh(&document);
        QVERIFY(complete(compositor, document, 1) == complete(fresh, document, 1));
    }
    void levelsAreNeverCoarserThanTheScreen() {
        QCOMPARE(Compositor::levelFor(3), 0);
        QCOMPARE(Compositor::levelFor(1), 0);
        QCOMPARE(Compositor::levelFor(0.51), 0);
        QCOMPARE(Compositor::levelFor(0.5), 1);
        QCOMPARE(Compositor::levelFor(1.0 / 8), 3);
        QCOMPARE(Compositor::levelFor(0.1), 3);
        QCOMPARE(Compositor::levelFor(0), kMaxLevel);
    }
};
LACUNA_TEST(TestCompositor)
#include "test_compositor.moc"

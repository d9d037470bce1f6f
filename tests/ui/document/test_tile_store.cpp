// A tile store behaves as one endless bitmap, and shares what did not change.
#include "engine/image/convert.h"
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/document/tile_store.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestTileStore : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void readsBackWhatWasWrittenAcrossTileBorders_data() {
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("y");
        QTest::newRow("aligned") << 0 << 0;
        QTest::newRow("inside") << 17 << 230;
        QTest::newRow("negative") << -300 << -257;
    }
    void readsBackWhatWasWrittenAcrossTileBorders() {
        QFETCH(int, x);
        QFETCH(int, y);
        for (const PixelFormat format : {PixelFormat::Gray8, PixelFormat::Rgba8, PixelFormat::Rgba16}) {
            const Image written = noise({333, 290}, format, 7);
            TileStore store(format);
            store.write(written, x, y);
            QVERIFY(store.read({x, y, 333, 290}).freeze() == written);
            // A pixel beside it is still background.
            const Bitmap beside = store.read({x - 1, y, 1, 290});
            QVERIFY(std::ranges::all_of(beside.bytes(), [](std::byte b) { return b == std::byte{0}; }));
        }
    }
    void tilesOfOneColourCostOneRow() {
        TileStore store;
        store.fill({0, 0, 2560, 2560}, {std::byte{9}, std::byte{8}, std::byte{7}, std::byte{255}});
        QCOMPARE(store.tiles().size(), std::size_t(100));
        QVERIFY2(store.bytes() < 100 * 2048, "a uniform tile must not hold its 262144 bytes");
        QCOMPARE(store.read({2559, 2559, 1, 1}).row<std::uint8_t>(0)[2], std::uint8_t(7));
    }
    void tilesEqualToTheBackgroundAreNotKept() {
        TileStore mask = TileStore::gray(255);
        mask.fill({0, 0, 600, 600}, {std::byte{0}});
        QCOMPARE(mask.tiles().size(), std::size_t(9));
        mask.fill({0, 0, 600, 600}, {std::byte{255}});
        QVERIFY(mask.empty());
    }
    void aCopySharesTilesUntilItIsWritten() {
        TileStore store =
            TileStore::fromImage(noise({1024, 1024}, PixelFormat::Rgba8, 1), PixelFormat::Rgba8);
        const TileStore copy = store;
        QVERIFY(copy.sharesAllWith(store));
        const Image before = copy.read({0, 0, 1024, 1024}).freeze();
        store.fill({300, 300, 10, 10}, {});
        QVERIFY(copy.read({0, 0, 1024, 1024}).freeze() == before);
        int shared = 0;
        for (const auto& [index, tile] : store.tiles()) shared += copy.tile(index) == tile;
        QCOMPARE(shared, 15);
    }
    void shiftingMovesEveryPixel_data() {
        QTest::addColumn<int>("dx");
        QTest::addColumn<int>("dy");
        QTest::newRow("whole tiles") << 512 << -256;
        QTest::newRow("any way") << -77 << 300;
    }
    void shiftingMovesEveryPixel() {
        QFETCH(int, dx);
        QFETCH(int, dy);
        const Image pixels = noise({400, 300}, PixelFormat::Rgba8, 3);
        const TileStore moved = TileStore::fromImage(pixels, PixelFormat::Rgba8, 10, 20).shifted(dx, dy);
        QVERIFY(moved.read({10 + dx, 20 + dy, 400, 300}).freeze() == pixels);
        QCOMPARE(moved.contentBounds(), (Rect{10 + dx, 20 + dy, 400, 300}));
    }
    void clippingKeepsTheInsideAndClearsTheOutside() {
        const Image pixels = noise({400, 300}, PixelFormat::Rgba8, 3, true);
        const TileStore part = TileStore::fromImage(pixels, PixelFormat::Rgba8).clipped({100, 50, 200, 220});
        QCOMPARE(part.contentBounds(), (Rect{100, 50, 200, 220}));
        QVERIFY(part.read({100, 50, 200, 220}).freeze() == cropped(pixels, {100, 50, 200, 220}).freeze());
    }
    void deepPixelsSurviveTheWayToSixteenBitsAndBack() {
        const Image pixels = noise({300, 300}, PixelFormat::Rgba8, 3);
        const TileStore store = TileStore::fromImage(pixels, PixelFormat::Rgba8);
        QVERIFY(store.converted(PixelFormat::Rgba16)
                    .converted(PixelFormat::Rgba8)
                    .read({0, 0, 300, 300})
                    .freeze() == pixels);
    }
    void smallerLevelsAreTheMeansOfTheTile() {
        // 255 and 0 in columns: every mean of 2 x 2 is 127.5, every level after that the same.
        Bitmap stripes({kTileSide, kTileSide}, PixelFormat::Gray8);
        for (int y = 0; y < kTileSide; ++y) {
            for (int x = 0; x < kTileSide; x += 2) stripes.row<std::uint8_t>(y)[x] = 255;
        }
        const TilePtr tile = Tile::make(std::move(stripes));
        Bitmap scratch;
        for (int level = 1; level <= kMaxLevel; ++level) {
            const ConstView view = tile->level(level, scratch);
            QCOMPARE(view.size(), (Size{kTileSide >> level, kTileSide >> level}));
            QVERIFY(std::abs(int(view.row<std::uint8_t>(0)[0]) - 128) <= 1);
        }
    }
};
LACUNA_TEST(TestTileStore)
#include "test_tile_store.moc"

// What is composed in pieces is what is composed at once, and equals composing by hand.
#include "engine/image/composite.h"
#include "engine/image/convert.h"
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/document/image_conversion.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestRender : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void composingByTilesEqualsComposingWholeLayersByHand() {
        const Picture picture = richPicture();
        Bitmap byHand(picture.size, PixelFormat::Rgba8);
        for (const LayerPtr& layer : picture.layers) {
            const Rect area = picture.page().translated(-layer->x, -layer->y);
            const Bitmap pixels = layer->pixels.read(area);
            const Bitmap mask = layer->mask ? layer->mask->read(area) : Bitmap();
            composite(byHand, pixels, layer->mask ? ConstView(mask) : ConstView(), layer->opacity,
                      layer->blend);
        }
        QVERIFY(renderPage(picture) == std::move(byHand).freeze());
    }
    void anyRegionIsThatPartOfThePage() {
        const Picture picture = richPicture();
        const Image whole = renderPage(picture);
        for (const Rect area : {Rect{0, 0, 1, 1}, Rect{255, 255, 2, 2}, Rect{100, 37, 431, 390}}) {
            QVERIFY(renderRegion(picture, area) == cropped(whole, area).freeze());
        }
    }
    void outsideThePageIsTransparent() {
        const Picture picture = richPicture();
        const Image around = renderRegion(picture, picture.page().grown(20));
        QVERIFY(cropped(around, {20, 20, 700, 600}).freeze() == renderPage(picture));
        QCOMPARE(around.row<std::uint8_t>(0)[3], std::uint8_t(0));
        QCOMPARE(around.row<std::uint8_t>(639)[739 * 4 + 3], std::uint8_t(0));
    }
    void hiddenLayersAndThoseBelowAnOpaqueOneDoNotShow() {
        Picture picture = richPicture();
        Layer cover = makeLayer("cover");
        cover.pixels =
            TileStore::fromImage(noise({700, 600}, PixelFormat::Rgba8, 77, true), PixelFormat::Rgba8);
        picture.layers.push_back(std::make_shared<const Layer>(cover));
        QVERIFY(renderPage(picture) == cover.pixels.read(picture.page()).freeze());
        cover.visible = false;
        const Image without = renderPage(richPicture());
        picture.layers.back() = std::make_shared<const Layer>(cover);
        QVERIFY(renderPage(picture) == without);
    }
    void aDeepLayerMakesADeepPage() {
        Picture picture = richPicture();
        QCOMPARE(renderPage(picture).format(), PixelFormat::Rgba8);
        Layer deep = makeLayer("deep", Depth::Bits16);
        deep.pixels =
            TileStore::fromImage(noise({100, 100}, PixelFormat::Rgba16, 8, true), PixelFormat::Rgba16);
        picture.layers = {std::make_shared<const Layer>(deep)};
        picture.size = {100, 100};
        QVERIFY(renderPage(picture) == deep.pixels.read({0, 0, 100, 100}).freeze());
    }
    void smallerLevelsShowThePictureInItsPlace() {
        // A white square on black, its edges on multiples of 8: at level 3 it must lie exactly an eighth of
        // the way.
        Picture picture = blankPicture({1024, 1024}, 300, "page");
        Layer black = *picture.layers[0];
        black.pixels.fill({0, 0, 1024, 1024}, {std::byte{0}, std::byte{0}, std::byte{0}, std::byte{255}});
        black.pixels.fill({240, 320, 400, 160},
                          {std::byte{255}, std::byte{255}, std::byte{255}, std::byte{255}});
        picture.layers[0] = std::make_shared<const Layer>(black);
        Bitmap small({128, 128}, PixelFormat::Rgba8);
        composeInto(small, picture, {0, 0, 128, 128}, 3);
        for (int y = 0; y < 128; ++y) {
            for (int x = 0; x < 128; ++x) {
                const int expected = Rect{30, 40, 50, 20}.contains(x, y) ? 255 : 0;
                QCOMPARE(int(small.row<std::uint8_t>(y)[4 * x]), expected);
            }
        }
    }
    void thumbnailsKeepThePagesShape() {
        const Image thumbnail = renderThumbnail(richPicture({1400, 700}), 128);
        QCOMPARE(thumbnail.size(), (Size{128, 64}));
    }
    void qtSharesPixelsAndKeepsThemAlive() {
        Image image = noise({50, 40}, PixelFormat::Rgba8, 1);
        const Image copy = image;
        const QImage shown = toQImage(image);
        QVERIFY(shown.constBits() == reinterpret_cast<const uchar*>(image.bytes().data()));
        image = {};
        QVERIFY(fromQImage(shown) == copy);
    }
    void imagesSurviveTheWayThroughQt() {
        for (const PixelFormat format : {PixelFormat::Gray8, PixelFormat::Rgb8, PixelFormat::Rgba8,
                                         PixelFormat::Gray16, PixelFormat::Rgba16}) {
            const Image image = noise({51, 40}, format, 3);
            QVERIFY(fromQImage(toQImage(image)) == image);
        }
    }
};
LACUNA_TEST(TestRender)
#include "test_render.moc"

// A project that is saved is the project that is opened; other programs find a plain OpenRaster file; files
// from nowhere are refused.
#include <cstring>

#include "engine/formats/image_file.h"
#include "engine/formats/ora.h"
#include "engine/formats/ora_stack.h"
#include "engine/formats/zip_archive.h"
#include "engine/image/convert.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;
using Packing = ZipWriter::Packing;

namespace {

/// Each pixel another value, alpha 200.
Image gradient(Size size, PixelFormat format) {
    Bitmap bitmap(size, format);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            for (int c = 0; c < 4; ++c) {
                const int value = c == 3 ? 200 : (x * 7 + y * 13 + c * 31) % 256;
                if (format == PixelFormat::Rgba16) {
                    bitmap.row<std::uint16_t>(y)[x * 4 + c] =
                        std::uint16_t(value * 257 - (c < 3 ? (value > 0) : 0));
                } else {
                    bitmap.row<std::uint8_t>(y)[x * 4 + c] = std::uint8_t(value);
                }
            }
        }
    }
    return std::move(bitmap).freeze();
}

PosterFile samplePoster() {
    PosterFile poster;
    poster.size = {40, 30};
    poster.dpi = 150;
    poster.properties = {{"guides", "[10, 20]"}};
    PosterLayer top;
    top.name = "月满中秋 & <title>";
    top.x = 5;
    top.y = -3;
    top.opacity = 0.625;
    top.composite = "svg:multiply";
    top.pixels = gradient({20, 10}, PixelFormat::Rgba8);
    Bitmap mask({20, 10}, PixelFormat::Gray8);
    std::memset(mask.bytes().data(), 255, 100);
    top.mask = std::move(mask).freeze();
    top.recipe = R"({"lacuna_recipe":1,"task":"inpaint","prompt":"moon"})";
    top.properties = {{"badge", "7"}};
    PosterLayer deep;
    deep.name = "16 bits";
    deep.visible = false;
    deep.pixels = gradient({40, 30}, PixelFormat::Rgba16);
    PosterLayer empty;
    empty.name = "empty";
    poster.layers = {top, deep, empty};
    poster.merged = gradient({40, 30}, PixelFormat::Rgba8);
    return poster;
}

/// An .ora made by hand, entry by entry.
std::filesystem::path oraOf(const TemporaryFolder& folder,
                            const std::vector<std::pair<std::string, std::string>>& entries) {
    auto zip = ZipWriter::create(folder / "hand.ora");
    for (const auto& [name, bytes] : entries) {
        if (!zip->add(name, bytes, Packing::Deflate)) qFatal("zip");
    }
    if (!zip->close()) qFatal("zip");
    return folder / "hand.ora";
}

std::string pngOf(const Image& image) {
    const auto bytes = encodeImage(image, {});
    return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::string stackOf(const std::string& layers) {
    return R"(<image w="8" h="8"><stack>)" + layers + "</stack></image>";
}

Error errorOf(const std::filesystem::path& path, const PosterLimits& limits = {}) {
    const auto poster = readPoster(path, limits);
    return poster ? Error{ErrorKind::Internal, "accepted", {}} : poster.error();
}

const std::pair<std::string, std::string> kMime{"mimetype", "image/openraster"};

}  // namespace

class TestOra : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void whatWasSavedIsOpened() {
        const TemporaryFolder folder;
        const PosterFile poster = samplePoster();
        const auto written = writePoster(folder / "a.ora", poster);
        QVERIFY2(written, written ? "" : written.error().what.c_str());
        QCOMPARE(folder.entryCount(), 1);
        const auto read = readPoster(folder / "a.ora");
        QVERIFY2(read, read ? "" : read.error().what.c_str());
        QCOMPARE(read->size, poster.size);
        QCOMPARE(read->dpi, 150.0);
        QVERIFY(read->properties == poster.properties);
        QCOMPARE(read->layers.size(), poster.layers.size());
        for (std::size_t i = 0; i < poster.layers.size(); ++i) {
            const PosterLayer &was = poster.layers[i], &is = read->layers[i];
            QCOMPARE(is.name, was.name);
            QCOMPARE(is.x, was.x);
            QCOMPARE(is.y, was.y);
            QCOMPARE(is.opacity, was.opacity);
            QCOMPARE(is.composite, was.composite);
            QCOMPARE(is.visible, was.visible);
            QVERIFY(is.pixels == was.pixels || (!is.pixels && !was.pixels));
            QVERIFY(is.mask == was.mask || (!is.mask && !was.mask));
            QVERIFY(is.properties == was.properties);
        }
        QCOMPARE(read->layers[1].pixels.format(), PixelFormat::Rgba16);
        QVERIFY(read->layers[0].recipe.find("\"moon\"") != std::string::npos);
    }

    void otherProgramsFindAPlainOpenRasterFile() {
        const TemporaryFolder folder;
        QVERIFY(writePoster(folder / "a.ora", samplePoster()));
        // The specification's way to recognise the file: local header of 30 bytes, the name, the stored type.
        QCOMPARE(TemporaryFolder::read(folder / "a.ora").substr(30, 24),
                 std::string("mimetypeimage/openraster"));
        const auto zip = ZipReader::open(folder / "a.ora", 100);
        QVERIFY(zip);
        const auto thumbnail = decodeImage(*zip->read("Thumbnails/thumbnail.png", 1 << 20), "thumbnail");
        QVERIFY(thumbnail);
        QVERIFY(thumbnail->pixels.width() <= 256 && thumbnail->pixels.height() <= 256);
        const auto merged = decodeImage(*zip->read("mergedimage.png", 1 << 20), "merged");
        QVERIFY(converted(merged->pixels, PixelFormat::Rgba8) == samplePoster().merged);
        // The layer as others show it has its mask in the alpha channel: shown above, hidden below.
        const auto shown = decodeImage(*zip->read("data/layer000.png", 1 << 20), "layer");
        QVERIFY(shown);
        QCOMPARE(int(shown->pixels.row<std::uint8_t>(0)[3]), 200);
        QCOMPARE(int(shown->pixels.row<std::uint8_t>(9)[3]), 0);
    }

    void aLayerThatAnotherProgramPaintedOnIsItsNewPicture() {
        const TemporaryFolder folder;
        QVERIFY(writePoster(folder / "a.ora", samplePoster()));
        const auto zip = ZipReader::open(folder / "a.ora", 100);
        std::vector<std::pair<std::string, std::string>> entries;
        for (const char* name : {"mimetype", "stack.xml", "lacuna/document.json", "lacuna/layer000-full.png",
                                 "lacuna/layer000-mask.png", "lacuna/layer000.json", "data/layer000.png",
                                 "data/layer001.png", "data/layer002.png"}) {
            entries.emplace_back(name, *zip->readText(name, 1 << 20));
        }
        const Image painted = gradient({9, 9}, PixelFormat::Rgba8);
        entries[6].second = pngOf(painted);
        const auto read = readPoster(oraOf(folder, entries));
        QVERIFY(read);
        QVERIFY(read->layers[0].pixels == painted);
        QVERIFY(!read->layers[0].mask);
    }

    void groupsAreFlattened() {
        const TemporaryFolder folder;
        const std::string picture = pngOf(gradient({2, 2}, PixelFormat::Rgba8));
        const auto read = readPoster(oraOf(
            folder,
            {kMime,
             {"stack.xml",
              stackOf(
                  R"(<stack x="3" opacity="0.5" visibility="hidden"><layer name="in" src="a.png" x="1" opacity="0.5"/>
                                              <text/></stack><layer src="a.png" opacity="7"/>)")},
             {"a.png", picture}}));
        QVERIFY2(read, read ? "" : read.error().what.c_str());
        QCOMPARE(read->layers.size(), std::size_t(2));
        QCOMPARE(read->layers[0].x, 4);
        QCOMPARE(read->layers[0].opacity, 0.25);
        QVERIFY(!read->layers[0].visible);
        QCOMPARE(read->layers[1].opacity, 1.0);
    }

    void greyPicturesOfOtherProgramsGetAnAlphaChannel() {
        const TemporaryFolder folder;
        const auto read =
            readPoster(oraOf(folder, {kMime,
                                      {"stack.xml", stackOf(R"(<layer src="a.png"/>)")},
                                      {"a.png", pngOf(plainImage({3, 3}, 9, PixelFormat::Gray8))}}));
        QVERIFY(read);
        QCOMPARE(read->layers[0].pixels.format(), PixelFormat::Rgba8);
        QCOMPARE(int(read->layers[0].pixels.row<std::uint8_t>(0)[3]), 255);
    }

    void aSaveThatCannotBeMadeLeavesTheOldFile() {
        const TemporaryFolder folder;
        QVERIFY(writePoster(folder / "a.ora", samplePoster()));
        const std::string before = TemporaryFolder::read(folder / "a.ora");
        PosterFile broken = samplePoster();
        broken.layers[0].mask = plainImage({3, 3}, 255, PixelFormat::Gray8);
        const auto written = writePoster(folder / "a.ora", broken);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::BadRequest);
        QCOMPARE(TemporaryFolder::read(folder / "a.ora"), before);
        QCOMPARE(folder.entryCount(), 1);
        QCOMPARE(writePoster(folder / "no/a.ora", samplePoster()).error().kind, ErrorKind::CannotWrite);
    }

    void aRecipeThatIsNoJsonDoesNotStopASave() {
        const TemporaryFolder folder;
        PosterFile poster = samplePoster();
        poster.layers[0].recipe = "by hand";
        QVERIFY(writePoster(folder / "a.ora", poster));
        QCOMPARE(readPoster(folder / "a.ora")->layers[0].recipe, std::string("by hand"));
    }

    void refusesStacks_data() {
        QTest::addColumn<QString>("xml");
        QTest::addColumn<QString>("because");
        const auto row = [](const char* name, const std::string& xml, const char* because) {
            QTest::newRow(name) << QString::fromStdString(xml) << QString(because);
        };
        row("nothing", "", "not valid XML");
        row("half", R"(<image w="8" h="8"><stack>)", "not valid XML");
        row("no size", "<image><stack/></image>", "no size");
        row("a negative size", R"(<image w="-8" h="8"><stack/></image>)", "no size");
        row("an absurd size", R"(<image w="46341000" h="46341000"><stack/></image>)", "more than the");
        row("no stack", R"(<image w="8" h="8"/>)", "no layers");
        row("a layer without a picture", stackOf("<layer/>"), "names no picture");
        row("a picture that is not there", stackOf(R"(<layer src="b.png"/>)"), "lacks its part");
        row("a picture outside", stackOf(R"(<layer src="../../etc/passwd"/>)"), "lacks its part");
        row("no PNG", stackOf(R"(<layer src="mimetype"/>)"), "no PNG");
        row("a position of text", stackOf(R"(<layer src="a.png" x="left"/>)"), "position");
        row("a position of infinity", stackOf(R"(<layer src="a.png" x="inf"/>)"), "position");
        row("a layer far away", stackOf(R"(<layer src="a.png" x="2000000"/>)"), "position");
        std::string deep;
        for (int i = 0; i < 100; ++i) deep += "<stack>";
        for (int i = 0; i < 100; ++i) deep += "</stack>";
        row("groups too deep", stackOf(deep), "too deeply");
        std::string many;
        for (int i = 0; i < 1001; ++i) many += R"(<layer src="a.png"/>)";
        row("too many layers", stackOf(many), "more than 1000 layers");
        row("entities that grow",
            R"(<!DOCTYPE image [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><image w="&b;" h="8"><stack/></image>)",
            "no size");
    }
    void refusesStacks() {
        QFETCH(const QString, xml);
        QFETCH(const QString, because);
        const TemporaryFolder folder;
        const Error error = errorOf(oraOf(folder, {kMime,
                                                   {"stack.xml", xml.toStdString()},
                                                   {"a.png", pngOf(gradient({2, 2}, PixelFormat::Rgba8))}}));
        QVERIFY2(QString::fromStdString(error.what).contains(because), error.what.c_str());
    }

    void aPngThatClaimsAnAbsurdSizeIsRefusedBeforeDecoding() {
        const TemporaryFolder folder;
        std::string picture = pngOf(gradient({2, 2}, PixelFormat::Rgba8));
        // IHDR: 46340 x 46340.
        picture.replace(16, 8, std::string("\0\0\xB5\x04\0\0\xB5\x04", 8));
        const Error error = errorOf(
            oraOf(folder, {kMime, {"stack.xml", stackOf(R"(<layer src="a.png"/>)")}, {"a.png", picture}}));
        QVERIFY2(error.what != "accepted", error.what.c_str());
    }

    void allLayersTogetherAreLimited() {
        const TemporaryFolder folder;
        PosterLimits limits;
        limits.maxPixelBytes = 1000;
        QVERIFY(writePoster(folder / "a.ora", samplePoster()));
        QVERIFY(errorOf(folder / "a.ora", limits).what != "accepted");
    }

    void anArchiveThatGrowsWithoutEndIsRefused() {
        const TemporaryFolder folder;
        const Error error = errorOf(oraOf(folder, {kMime, {"stack.xml", std::string(20u << 20, ' ')}}));
        QVERIFY2(error.what.find("more than the") != std::string::npos, error.what.c_str());
    }

    void damagedArchivesAreRefused() {
        const TemporaryFolder folder;
        QVERIFY(writePoster(folder / "a.ora", samplePoster()));
        const std::string whole = TemporaryFolder::read(folder / "a.ora");
        for (const std::size_t length :
             {std::size_t(0), std::size_t(10), whole.size() / 2, whole.size() - 1}) {
            QVERIFY(errorOf(folder.write("cut.ora", std::string_view(whole).substr(0, length))).kind ==
                    ErrorKind::BadFile);
        }
        int refused = 0;
        for (std::size_t at = 60; at < whole.size(); at += 97) {
            std::string flipped = whole;
            flipped[at] = char(flipped[at] ^ 0x5A);
            refused += errorOf(folder.write("flipped.ora", flipped)).what != "accepted";  // and never a crash
        }
        QVERIFY(refused > 0);
        QCOMPARE(errorOf(folder / "gone.ora").kind, ErrorKind::BadFile);
        QCOMPARE(errorOf(folder.write("text.ora", "not a zip")).kind, ErrorKind::BadFile);
        QVERIFY(errorOf(oraOf(folder, {{"stack.xml", stackOf("")}})).what.find("no OpenRaster") !=
                std::string::npos);
    }

    void tooManyPartsAreRefused() {
        const TemporaryFolder folder;
        PosterLimits limits;
        limits.maxEntries = 3;
        QVERIFY(writePoster(folder / "a.ora", samplePoster()));
        QVERIFY(errorOf(folder / "a.ora", limits).what.find("parts") != std::string::npos);
    }

    void theChecksumIsTheUsualOne() {
        QCOMPARE(crc32Of(std::as_bytes(std::span("123456789", 9))),
                 0xCBF43926u);  // the check value of ISO 3309
    }
};
LACUNA_TEST(TestOra)
#include "test_ora.moc"

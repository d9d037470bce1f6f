// What is written comes back: pixels, depth, alpha, recipe and resolution, from files and from memory.
#include "engine/formats/image_file.h"

#include <cmath>

#include "engine/image/convert.h"
#include "tests/engine/formats_images/pictures.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using tests::encoded;
using tests::gradient;

namespace {
const char* const kRecipe = "{\"lacuna_recipe\": 1, \"prompt\": \"中秋快乐 <moon> & \\\"lantern\\\" 🏮\"}";
// The same text with everything beyond ASCII escaped, which is the same JSON.
const char* const kAscii =
    "{\"lacuna_recipe\": 1, \"prompt\": \"\\u4e2d\\u79cb\\u5feb\\u4e50 <moon> & \\\"lantern\\\" "
    "\\ud83c\\udfee\"}";
}  // namespace

class TestImageFile : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void losslessTypesKeepEveryBit_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("format");
        using enum ImageFileType;
        const PixelFormat all[] = {PixelFormat::Gray8,  PixelFormat::Rgb8,  PixelFormat::Rgba8,
                                   PixelFormat::Gray16, PixelFormat::Rgb16, PixelFormat::Rgba16};
        for (const PixelFormat format : all) {
            for (const ImageFileType type : {Png, Tiff}) {
                QTest::addRow("%s %d", name(type).data(), int(format)) << int(type) << int(format);
            }
        }
    }
    void losslessTypesKeepEveryBit() {
        QFETCH(int, type);
        QFETCH(int, format);
        const Image image = gradient({67, 41}, PixelFormat(format));
        const auto back = decodeImage(encoded(image, ImageFileType(type), kRecipe), "test");
        QVERIFY2(back.has_value(), back ? "" : back.error().what.c_str());
        QVERIFY(back->pixels == image);
        QCOMPARE(back->recipe, std::string(kAscii));
        QVERIFY(std::abs(back->header.dpi - 300) < 0.1);
        QVERIFY2(back->note.empty(), back->note.c_str());
        QCOMPARE(int(back->header.format), format);
        QCOMPARE(back->header.size, image.size());
    }
    void tiffCompressionsAllComeBack() {
        const Image image = gradient({67, 41}, PixelFormat::Rgba16);
        for (const TiffCompression compression :
             {TiffCompression::None, TiffCompression::Lzw, TiffCompression::Deflate}) {
            ImageWriteOptions options;
            options.type = ImageFileType::Tiff;
            options.tiffCompression = compression;
            QVERIFY(decodeImage(encodeImage(image, options).value(), "test")->pixels == image);
        }
    }
    void jpegComesCloseAndKeepsTheRecipe() {
        const Image image = gradient({120, 80}, PixelFormat::Rgb8);
        const auto back = decodeImage(encoded(image, ImageFileType::Jpeg, kRecipe), "test").value();
        QCOMPARE(back.recipe, std::string(kAscii));
        QVERIFY(std::abs(back.header.dpi - 300) < 0.5);
        for (int y = 0; y < 80; ++y) {
            for (int i = 0; i < 360; ++i)
                QVERIFY(std::abs(back.pixels.row<std::uint8_t>(y)[i] - image.row<std::uint8_t>(y)[i]) <= 6);
        }
    }
    void jpegComposesAlphaOverWhite() {
        const auto back =
            decodeImage(encoded(Bitmap({16, 16}, PixelFormat::Rgba8).freeze(), ImageFileType::Jpeg), "test")
                .value();
        QVERIFY(back.pixels.row<std::uint8_t>(8)[24] >= 254);
    }
    void webpKeepsAlphaAndTheRecipe() {
        const Image image = gradient({64, 48}, PixelFormat::Rgba8);
        ImageWriteOptions options;
        options.type = ImageFileType::WebP;
        options.quality = 100;
        options.recipe = kRecipe;
        const auto back = decodeImage(encodeImage(image, options).value(), "test").value();
        QCOMPARE(back.recipe, std::string(kAscii));
        QCOMPARE(back.pixels.size(), image.size());
        for (int y = 0; y < 48; ++y) {
            for (int x = 0; x < 64; ++x) {
                const auto *a = back.pixels.row<std::uint8_t>(y) + 4 * x,
                           *b = image.row<std::uint8_t>(y) + 4 * x;
                QVERIFY(std::abs(a[3] - b[3]) <= 1);
                if (b[3] < 128)
                    continue;  // lossy with half the colour resolution, and OpenImageIO hands over
                               // premultiplied colours, of which little is left there
                for (int c = 0; c < 3; ++c)
                    QVERIFY2(std::abs(a[c] - b[c]) <= 24,
                             qPrintable(QString("%1 %2 %3").arg(a[c]).arg(b[c]).arg(b[3])));
            }
        }
    }
    void lossyWebpComesClose() {
        const Image image = gradient({64, 48}, PixelFormat::Rgb8);
        const auto back = decodeImage(encoded(image, ImageFileType::WebP, kRecipe), "test").value();
        QCOMPARE(back.recipe, std::string(kAscii));
        QVERIFY(std::abs(back.pixels.row<std::uint8_t>(24)[96] - image.row<std::uint8_t>(24)[96]) <= 8);
    }
    void deepPicturesBecomeShallowWhereTheTypeAsks() {
        const auto back =
            decodeImage(encoded(gradient({32, 32}, PixelFormat::Rgb16), ImageFileType::Jpeg), "test").value();
        QCOMPARE(back.header.format, PixelFormat::Rgb8);
    }
    void filesAndMemoryReadTheSame() {
        QTemporaryDir folder;
        const Image image = gradient({40, 30}, PixelFormat::Rgba8);
        for (const ImageFileType type :
             {ImageFileType::Png, ImageFileType::Jpeg, ImageFileType::Tiff, ImageFileType::WebP}) {
            const auto bytes = encoded(image, type, kRecipe);
            // The first bytes decide, not the name.
            const auto path = tests::put(folder, "wrong.name", bytes);
            const auto fromFile = readImage(path), fromMemory = decodeImage(bytes, "memory");
            QVERIFY2(fromFile.has_value(), fromFile ? "" : describe(fromFile.error()).c_str());
            QVERIFY(fromFile->pixels == fromMemory->pixels);
            QCOMPARE(fromFile->recipe, fromMemory->recipe);
            QCOMPARE(readImageHeader(path)->size, image.size());
        }
    }
    void writingGoesByTheName() {
        QTemporaryDir folder;
        const Image image = gradient({40, 30}, PixelFormat::Rgb16);
        const std::filesystem::path path = folder.filePath("picture.TIF").toStdString();
        QVERIFY(writeImage(path, image).has_value());
        QCOMPARE(readImageHeader(path)->type, ImageFileType::Tiff);
        QVERIFY(readImage(path)->pixels == image);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);  // no temporary file stays
        QCOMPARE(writeImage(folder.filePath("picture.bmp").toStdString(), image).error().kind,
                 ErrorKind::Unsupported);
        QCOMPARE(writeImage(folder.filePath("picture.psd").toStdString(), image).error().kind,
                 ErrorKind::Unsupported);
    }
    void aFailedWriteLeavesTheOldFile() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("a.webp").toStdString();
        QVERIFY(writeImage(path, gradient({40, 30}, PixelFormat::Rgb8)).has_value());
        const auto tooWide = writeImage(path, Bitmap({16384, 1}, PixelFormat::Rgb8).freeze());
        QCOMPARE(tooWide.error().kind, ErrorKind::BadRequest);
        QCOMPARE(readImage(path)->pixels.size(), (Size{40, 30}));
        QCOMPARE(writeImage("/no/such/folder/a.png", gradient({4, 4}, PixelFormat::Rgb8)).error().kind,
                 ErrorKind::CannotWrite);
        QCOMPARE(writeImage(path, Image{}).error().kind, ErrorKind::BadRequest);
    }
    void typesAreKnownByNameAndByBytes() {
        QVERIFY(imageFileTypeOf("a/b.JPeG") == ImageFileType::Jpeg);
        QVERIFY(!imageFileTypeOf("a.txt"));
        QVERIFY(!sniffImageType({}));
        for (const ImageFileType type :
             {ImageFileType::Png, ImageFileType::Jpeg, ImageFileType::Tiff, ImageFileType::WebP}) {
            QVERIFY(sniffImageType(encoded(gradient({8, 8}, PixelFormat::Rgb8), type)) == type);
        }
    }
    void equalPicturesGiveEqualFiles() {
        const Image image = gradient({20, 20}, PixelFormat::Rgb8);
        QVERIFY(encoded(image, ImageFileType::Png, kRecipe) == encoded(image, ImageFileType::Png, kRecipe));
    }
};
LACUNA_TEST(TestImageFile)
#include "test_image_file.moc"

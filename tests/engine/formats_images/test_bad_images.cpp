// Files that lie, end early or are something else: one sentence, no crash, and no memory taken for what they
// claim.
#include <cstring>

#include "tests/engine/formats_images/pictures.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using tests::encoded;
using tests::gradient;

namespace {

using Bytes = std::vector<std::byte>;

/// PNG's CRC (ISO 15948, annex D).
std::uint32_t crc(std::span<const std::byte> data) {
    std::uint32_t c = 0xffffffffu;
    for (const std::byte b : data) {
        c ^= std::uint32_t(b);
        for (int k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    }
    return ~c;
}
void big32(Bytes& bytes, std::size_t at, std::uint32_t v) {
    for (int i = 0; i < 4; ++i) bytes[at + std::size_t(i)] = std::byte(v >> (24 - 8 * i));
}

/// A small PNG whose header claims another size, with a right checksum.
Bytes pngClaiming(std::uint32_t width, std::uint32_t height) {
    Bytes png = encoded(gradient({8, 8}, PixelFormat::Rgb8), ImageFileType::Png);
    big32(png, 16, width);  // signature 8, length 4, "IHDR" 4
    big32(png, 20, height);
    big32(png, 29, crc(std::span(png).subspan(12, 17)));
    return png;
}

/// The first marker of a frame header (SOF0..SOF2) in a JPEG: height, then width, follow after 5 bytes.
Bytes jpegClaiming(std::uint16_t width, std::uint16_t height) {
    Bytes jpeg = encoded(gradient({16, 16}, PixelFormat::Rgb8), ImageFileType::Jpeg);
    for (std::size_t i = 0; i + 9 < jpeg.size(); ++i) {
        if (jpeg[i] == std::byte{0xff} &&
            (jpeg[i + 1] == std::byte{0xc0} || jpeg[i + 1] == std::byte{0xc2})) {
            jpeg[i + 5] = std::byte(height >> 8), jpeg[i + 6] = std::byte(height & 255);
            jpeg[i + 7] = std::byte(width >> 8), jpeg[i + 8] = std::byte(width & 255);
            return jpeg;
        }
    }
    qFatal("no frame header");
}

void verifySentence(const Error& error, const char* file) {
    QVERIFY2(error.what.find(file) != std::string::npos, error.what.c_str());
    QVERIFY2(error.what.ends_with("."), error.what.c_str());
}

}  // namespace

class TestBadImages : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aClaimOf46340SquaredIsRefusedByItsSize() {
        for (const Bytes& bytes : {pngClaiming(46340, 46340), jpegClaiming(46340, 46340)}) {
            const auto result = decodeImage(bytes, "huge.png");
            QVERIFY(!result);
            QCOMPARE(result.error().kind, ErrorKind::Unsupported);
            verifySentence(result.error(), "huge.png");
            QVERIFY2(result.error().what.find("46340 x 46340") != std::string::npos,
                     result.error().what.c_str());
            QVERIFY2(result.error().what.find("32768") != std::string::npos, result.error().what.c_str());
        }
    }
    void manyPixelsWithinTheSidesAreRefusedToo() {
        const auto result = decodeImage(pngClaiming(32768, 32768), "large.png");
        QCOMPARE(result.error().kind, ErrorKind::Unsupported);
        QVERIFY(result.error().what.find("million pixels") != std::string::npos);
    }
    void theHeaderAloneIsRefusedAsWell() {
        QTemporaryDir folder;
        QCOMPARE(readImageHeader(tests::put(folder, "huge.png", pngClaiming(46340, 46340))).error().kind,
                 ErrorKind::Unsupported);
    }
    void claimsBeyondAllNumbersAreRefused() {
        for (const auto& [w, h] :
             {std::pair{0u, 8u}, {8u, 0u}, {0x7fffffffu, 0x7fffffffu}, {0xffffffffu, 1u}}) {
            QVERIFY(!decodeImage(pngClaiming(w, h), "x.png"));
        }
    }
    void aLyingSizeWithinTheLimitsIsDamage() {
        const auto result = decodeImage(pngClaiming(2000, 2000), "short.png");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadFile);
        verifySentence(result.error(), "short.png");
    }
    void truncatedFilesAreDamage_data() {
        QTest::addColumn<int>("type");
        for (const ImageFileType type :
             {ImageFileType::Png, ImageFileType::Jpeg, ImageFileType::Tiff, ImageFileType::WebP}) {
            QTest::addRow("%s", name(type).data()) << int(type);
        }
    }
    void truncatedFilesAreDamage() {
        QFETCH(int, type);
        QTemporaryDir folder;
        const Bytes whole = encoded(tests::noise({90, 70}, PixelFormat::Rgb8).freeze(), ImageFileType(type));
        for (const double part : {0.1, 0.3, 0.5, 0.7, 0.9, 0.97}) {
            const auto bytes = std::span(whole).first(std::size_t(double(whole.size()) * part));
            const auto fromMemory = decodeImage(bytes, "cut");
            QVERIFY2(!fromMemory, qPrintable(QString::number(part)));
            QCOMPARE(fromMemory.error().kind, ErrorKind::BadFile);
            const auto fromFile = readImage(tests::put(folder, "cut", bytes));
            QVERIFY2(!fromFile, qPrintable(QString::number(part)));
            QCOMPARE(fromFile.error().kind, ErrorKind::BadFile);
            verifySentence(fromFile.error(), "cut");
        }
    }
    void everyShortBeginningIsRefused() {
        for (const ImageFileType type :
             {ImageFileType::Png, ImageFileType::Jpeg, ImageFileType::Tiff, ImageFileType::WebP}) {
            const Bytes whole = encoded(gradient({8, 8}, PixelFormat::Rgb8), type);
            for (std::size_t length = 0; length < std::min<std::size_t>(64, whole.size() / 2); ++length) {
                QVERIFY(!decodeImage(std::span(whole).first(length), "beginning"));
            }
        }
    }
    void flippedBytesNeverCrash() {
        std::uint32_t state = 7;
        const auto next = [&] { return state = state * 1664525u + 1013904223u; };
        for (const ImageFileType type :
             {ImageFileType::Png, ImageFileType::Jpeg, ImageFileType::Tiff, ImageFileType::WebP}) {
            ImageWriteOptions options;
            options.type = type;
            options.embedProfile = false;  // profiles are damaged in a test of their own
            const Bytes whole = encodeImage(gradient({24, 24}, PixelFormat::Rgba8), options).value();
            for (int i = 0; i < 150; ++i) {
                Bytes broken = whole;
                for (int k = 0; k < 3; ++k) broken[(next() >> 8) % broken.size()] = std::byte(next() >> 24);
                if (const auto result = decodeImage(broken, "flipped"); !result)
                    verifySentence(result.error(), "");
            }
        }
    }
    void otherFilesAreNoPictures() {
        const auto text = std::as_bytes(std::span("hello, I am no picture", 22));
        const auto result = decodeImage(text, "letter.txt");
        QCOMPARE(result.error().kind, ErrorKind::Unsupported);
        verifySentence(result.error(), "letter.txt");
        QCOMPARE(decodeImage({}, "empty.png").error().kind, ErrorKind::BadFile);
    }
    void filesThatCannotBeOpenedAreNamed() {
        const auto missing = readImage("/no/such/poster.png");
        QCOMPARE(missing.error().kind, ErrorKind::BadFile);
        verifySentence(missing.error(), "poster.png");
        QTemporaryDir folder;
        QCOMPARE(readImage(folder.path().toStdString()).error().kind, ErrorKind::BadFile);
    }
    void sizesAreCheckedBeforeMultiplying() {
        QVERIFY(checkImageSize(100, 100, "a").has_value());
        QVERIFY(!checkImageSize(-1, 100, "a"));
        QVERIFY(!checkImageSize(std::int64_t{1} << 62, std::int64_t{1} << 62, "a"));
        QVERIFY(!allocateBitmap({46340, 46340}, PixelFormat::Rgba16, "a"));
    }
};
LACUNA_TEST(TestBadImages)
#include "test_bad_images.moc"

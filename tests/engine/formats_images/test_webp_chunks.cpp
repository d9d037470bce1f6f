// Metadata chunks in WebP's container, and containers that lie.
#include "engine/formats/webp_chunks.h"

#include "tests/engine/formats_images/pictures.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestWebpChunks : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theRecipeComesBackFromMemoryAndFile() {
        QTemporaryDir folder;
        const auto plain = tests::encoded(tests::gradient({9, 7}, PixelFormat::Rgb8), ImageFileType::WebP);
        const std::string recipe = R"({"prompt": "a < b & c > d"})";
        const auto bytes = withChunks(plain, {}, recipe);
        QVERIFY(!bytes.empty());
        QCOMPARE(recipeInWebP(bytes), recipe);
        QCOMPARE(recipeInWebP(tests::put(folder, "a.webp", bytes)), recipe);
        QVERIFY(decodeImage(bytes, "a.webp").has_value());
    }
    void replacingKeepsOneOfEach() {
        const auto plain =
            tests::encoded(tests::gradient({9, 7}, PixelFormat::Rgba8), ImageFileType::WebP, "{\"old\": 1}");
        const auto bytes = withChunks(plain, {}, "{\"new\": 2}");
        QCOMPARE(recipeInWebP(bytes), std::string("{\"new\": 2}"));
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        QVERIFY(text.find("old") == text.npos);
    }
    void otherBytesAreNotTouched() {
        QVERIFY(withChunks({}, {}, "{}").empty());
        QVERIFY(withChunks(std::as_bytes(std::span("RIFF\0\0\0\0WEBP", 12)), {}, "{}").empty());
        QVERIFY(recipeInWebP(std::span<const std::byte>{}).empty());
        QVERIFY(recipeInWebP(std::filesystem::path("/no/such/file")).empty());
    }
    void lyingChunkSizesEndTheSearch() {
        const auto whole =
            withChunks(tests::encoded(tests::gradient({9, 7}, PixelFormat::Rgb8), ImageFileType::WebP), {},
                       "{\"a\": 1}");
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto found = recipeInWebP(std::span(whole).first(length));
            QVERIFY(found.empty());
        }
        auto lying = whole;
        for (int i = 0; i < 4; ++i) lying[16 + std::size_t(i)] = std::byte{0xff};  // the first chunk's size
        QVERIFY(recipeInWebP(lying).empty());
    }
};
LACUNA_TEST(TestWebpChunks)
#include "test_webp_chunks.moc"

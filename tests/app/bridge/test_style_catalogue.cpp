// Styles are found in the person's folder and where the person said, and judged against the model, off the
// GUI thread.
#include "app/bridge/style_catalogue.h"

#include "engine/formats/safetensors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using tests::TemporaryFolder;

namespace {

/// A pair for the layer of 1 x 1 named `layer`.
std::filesystem::path writeLora(const TemporaryFolder& folder, const std::string& name,
                                const std::string& layer) {
    static const std::vector<std::byte> zeros(2);
    const TensorView one{DType::BF16, {1, 1}, zeros};
    const auto file = folder / name;
    std::filesystem::create_directories(file.parent_path());
    const std::vector<TensorToWrite> pair{{layer + ".lora_A.weight", one}, {layer + ".lora_B.weight", one}};
    if (!writeSafetensors(file, pair)) qFatal("a LoRA could not be written");
    return file;
}

std::vector<StyleInfo> scanned(StyleCatalogue& catalogue, const std::vector<std::filesystem::path>& files,
                               const std::filesystem::path& model) {
    QSignalSpy found(&catalogue, &StyleCatalogue::found);
    catalogue.scan(files, model);
    if (!found.wait()) return {};
    return found.first()[0].value<std::vector<StyleInfo>>();
}

}  // namespace

class TestStyleCatalogue : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void stylesOfTheFolderAndOthersAreFound() {
        const TemporaryFolder folder;
        writeLora(folder, "styles/ink/ink.safetensors", "a");
        writeLora(folder, "styles/loose.safetensors", "a");
        folder.write("styles/ink/ink.png", "a picture");
        const auto other = writeLora(folder, "elsewhere/other.safetensors", "a");
        StyleCatalogue catalogue(folder / "styles");
        const auto styles = scanned(catalogue, {other, other, folder / "gone.safetensors"}, {});
        QCOMPARE(styles.size(), std::size_t(4));
        QCOMPARE(styles[0].name, std::string("ink"));
        QVERIFY(styles[0].own && styles[1].own && !styles[2].own);
        QCOMPARE(styles[2].name, std::string("other"));
        QCOMPARE(styles[2].fit, StyleFit::Fits);
        QCOMPARE(styles[3].fit, StyleFit::Missing);
    }

    void theModelDecidesWhatFits() {
        const TemporaryFolder folder;
        writeLora(folder, "styles/ink.safetensors", "transformer_blocks.0.attn.to_q");
        StyleCatalogue catalogue(folder / "styles");
        const auto styles = scanned(catalogue, {}, LACUNA_TESTS_DIR "/reference/tiny-t2i");
        QCOMPARE(styles.size(), std::size_t(1));
        QCOMPARE(styles[0].fit, StyleFit::OtherModel);
    }

    void aFolderThatIsNotThereIsEmpty() {
        StyleCatalogue catalogue("/nowhere/at/all");
        QSignalSpy found(&catalogue, &StyleCatalogue::found);
        catalogue.scan({}, {});
        QVERIFY(found.wait());
        QVERIFY(found.first()[0].value<std::vector<StyleInfo>>().empty());
    }

    void aChosenFileIsAddedOrRefusedWithAReason() {
        const TemporaryFolder folder;
        const auto good = writeLora(folder, "ink.safetensors", "a");
        StyleCatalogue catalogue(folder / "styles");
        QSignalSpy added(&catalogue, &StyleCatalogue::added), refused(&catalogue, &StyleCatalogue::refused);
        catalogue.check(good);
        QTRY_COMPARE(added.count(), 1);
        catalogue.check(folder.write("text.safetensors", "no LoRA"));
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(!refused.first()[1].value<Error>().what.empty());
    }
};
LACUNA_TEST(TestStyleCatalogue)
#include "test_style_catalogue.moc"

// A style is listed by its header alone: its name, its words, and whether its layers are the model's.
#include "engine/formats/lora_file.h"

#include "engine/formats/safetensors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using lacuna::tests::TemporaryFolder;

namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

std::filesystem::path write(const std::filesystem::path& file, const Shapes& shapes,
                            const std::map<std::string, std::string>& metadata = {}) {
    static const std::vector<std::byte> zeros(1 << 16);
    std::vector<TensorToWrite> tensors;
    for (const auto& [name, shape] : shapes) {
        TensorView view{DType::BF16, shape, {}};
        view.bytes = std::span(zeros).first(std::size_t(view.count()) * 2);
        tensors.push_back({name, view});
    }
    if (!writeSafetensors(file, tensors, metadata)) qFatal("a LoRA could not be written");
    return file;
}

/// A rank 2 pair for a layer of 8 x 6, as diffusers names it.
Shapes pairOf(const std::string& layer) {
    return {{layer + ".lora_A.weight", {2, 6}}, {layer + ".lora_B.weight", {8, 2}}};
}

LinearNames model() {
    LinearNames linears;
    linears.add("transformer_blocks.0.attn.to_q", {8, 6});
    return linears;
}

}  // namespace

class TestLoraFile : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void ourOwnFilesSayWhatTheyAre() {
        const TemporaryFolder folder;
        const auto file = write(
            folder / "pytorch_lora_weights.safetensors", pairOf("transformer.transformer_blocks.0.attn.to_q"),
            {{"lacuna_name", "Lantern paper"}, {"lacuna_base", "Draft"}, {"lacuna_trigger", "lanternish"}});
        const auto linears = model();
        const StyleInfo info = readStyle(file, &linears);
        QCOMPARE(info.name, std::string("Lantern paper"));
        QCOMPARE(info.base, std::string("Draft"));
        QCOMPARE(info.trigger, std::string("lanternish"));
        QCOMPARE(info.fit, StyleFit::Fits);
        QCOMPARE(info.bytes, std::uint64_t(2 * (2 * 6 + 8 * 2)));
    }

    void namelessFilesAreCalledAfterTheirPlace() {
        const TemporaryFolder folder;
        const auto pair = pairOf("transformer_blocks.0.attn.to_q");
        std::filesystem::create_directories(folder / "ink");
        QCOMPARE(readStyle(write(folder / "ink" / "pytorch_lora_weights.safetensors", pair), nullptr).name,
                 std::string("ink"));
        QCOMPARE(readStyle(write(folder / "woodcut.safetensors", pair), nullptr).name,
                 std::string("woodcut"));
    }

    void namingsOfOtherProgramsFitToo() {
        const TemporaryFolder folder;
        const auto linears = model();
        const Shapes kohya{{"lora_unet_transformer_blocks_0_attn_to_q.lora_down.weight", {2, 6, 1, 1}},
                           {"lora_unet_transformer_blocks_0_attn_to_q.lora_up.weight", {8, 2, 1, 1}},
                           {"lora_unet_transformer_blocks_0_attn_to_q.alpha", {}}};
        QCOMPARE(readStyle(write(folder / "kohya.safetensors", kohya), &linears).fit, StyleFit::Fits);
        const auto dit = pairOf("pipe.dit.transformer_blocks.0.attn.to_q");
        QCOMPARE(readStyle(write(folder / "dit.safetensors", dit), &linears).fit, StyleFit::Fits);
    }

    void anotherModelsLayersDoNotFit() {
        const TemporaryFolder folder;
        const auto linears = model();
        const auto deeper = pairOf("transformer_blocks.40.attn.to_q");
        QCOMPARE(readStyle(write(folder / "deep.safetensors", deeper), &linears).fit, StyleFit::OtherModel);
        const Shapes wider{{"transformer_blocks.0.attn.to_q.lora_A.weight", {2, 12}},
                           {"transformer_blocks.0.attn.to_q.lora_B.weight", {16, 2}}};
        QCOMPARE(readStyle(write(folder / "wide.safetensors", wider), &linears).fit, StyleFit::OtherModel);
    }

    void whatIsNoLoraIsSaidToBeNone() {
        const TemporaryFolder folder;
        const auto linears = model();
        const Shapes half{{"transformer_blocks.0.attn.to_q.lora_A.weight", {2, 6}}};
        QCOMPARE(readStyle(write(folder / "half.safetensors", half), &linears).fit, StyleFit::Damaged);
        const Shapes weights{{"transformer_blocks.0.attn.to_q.weight", {8, 6}}};
        QCOMPARE(readStyle(write(folder / "weights.safetensors", weights), &linears).fit, StyleFit::Damaged);
        auto dora = pairOf("transformer_blocks.0.attn.to_q");
        dora["transformer_blocks.0.attn.to_q.dora_scale"] = {8};
        QCOMPARE(readStyle(write(folder / "dora.safetensors", dora), &linears).fit, StyleFit::OtherKind);
        QCOMPARE(readStyle(folder.write("text.safetensors", "not at all"), &linears).fit, StyleFit::Damaged);
        QCOMPARE(readStyle(folder / "nowhere.safetensors", &linears).fit, StyleFit::Missing);
    }

    void theModelsLayersComeFromItsHeaders() {
        const auto linears = linearsOfModel(LACUNA_TESTS_DIR "/reference/tiny-t2i");
        QVERIFY(linears);
        const auto name = linears->find("transformer.transformer_blocks.0.attn.to_q");
        QCOMPARE(name, std::string("transformer_blocks.0.attn.to_q"));
        QVERIFY(linears->sizeOf(name).first > 0);
        QVERIFY(!linearsOfModel("/nowhere/at/all"));
    }
};
LACUNA_TEST(TestLoraFile)
#include "test_lora_file.moc"

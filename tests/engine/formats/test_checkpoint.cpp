// Shards and their index: everything the index says is checked, and a missing file is named.
#include "engine/formats/checkpoint.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using lacuna::tests::TemporaryFolder;

namespace {

void writeShard(const std::filesystem::path& path, std::initializer_list<const char*> names) {
    static const std::vector<std::uint8_t> bytes{1, 2, 3, 4};
    std::vector<TensorToWrite> tensors;
    for (const char* name : names)
        tensors.push_back({name, {DType::U8, {4}, std::as_bytes(std::span(bytes))}});
    if (!writeSafetensors(path, tensors, {{"from", path.filename().string()}}))
        qFatal("a shard could not be written");
}

Error errorOf(const std::filesystem::path& path) {
    const auto checkpoint = Checkpoint::open(path);
    return checkpoint ? Error{ErrorKind::Internal, "accepted", {}} : checkpoint.error();
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void shardsAreFoundThroughTheIndex() {
        const TemporaryFolder folder;
        writeShard(folder / "model-00001-of-00002.safetensors", {"a"});
        writeShard(folder / "model-00002-of-00002.safetensors", {"b", "c"});
        folder.write("model.safetensors.index.json",
                     R"({"metadata":{"total_size":12},"weight_map":{"a":"model-00001-of-00002.safetensors",
                         "b":"model-00002-of-00002.safetensors","c":"model-00002-of-00002.safetensors"}})");
        const auto checkpoint = Checkpoint::open(folder.path());
        QVERIFY(checkpoint);
        QVERIFY((checkpoint->names() == std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(checkpoint->totalBytes(), std::uint64_t(12));
        QCOMPARE(checkpoint->files().size(), std::size_t(2));
        QVERIFY(checkpoint->contains("c"));
        QVERIFY(checkpoint->owner("c"));
        QVERIFY(checkpoint->owner("c") != checkpoint->owner("a"));
        QVERIFY(!checkpoint->owner("d"));
    }

    void oneFileNeedsNoIndex() {
        const TemporaryFolder folder;
        writeShard(folder / "diffusion_pytorch_model.safetensors", {"a"});
        QVERIFY(Checkpoint::open(folder.path()));
        const auto alone = Checkpoint::open(folder / "diffusion_pytorch_model.safetensors");
        QVERIFY(alone);
        QVERIFY(alone->contains("a"));
        QCOMPARE(alone->metadata().at("from"), std::string("diffusion_pytorch_model.safetensors"));
    }

    void aFileOfAnotherNameIsTakenWhenItIsTheOnlyOne() {
        const TemporaryFolder folder;
        writeShard(folder / "weights.safetensors", {"a"});
        QVERIFY(Checkpoint::open(folder.path()));
        writeShard(folder / "others.safetensors", {"a"});
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::ModelMissing);
    }

    void aMissingTensorIsNamed() {
        const TemporaryFolder folder;
        writeShard(folder / "model.safetensors", {"a"});
        const auto checkpoint = Checkpoint::open(folder.path());
        const auto tensor = checkpoint->get("img_in.weight");
        QVERIFY(!tensor);
        QVERIFY(contains(tensor.error().what, "img_in.weight"));
    }

    void anEmptyFolderHoldsNoWeights() {
        const TemporaryFolder folder;
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::ModelMissing);
    }

    void aMissingShardIsNamed() {
        const TemporaryFolder folder;
        writeShard(folder / "one.safetensors", {"a"});
        folder.write("model.safetensors.index.json",
                     R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})");
        const Error error = errorOf(folder.path());
        QCOMPARE(error.kind, ErrorKind::ModelMissing);
        QVERIFY(contains(error.what, "two.safetensors"));
    }

    void anIndexThatLiesAboutAShardIsRefused() {
        const TemporaryFolder folder;
        writeShard(folder / "one.safetensors", {"a"});
        folder.write("model.safetensors.index.json", R"({"weight_map":{"b":"one.safetensors"}})");
        QVERIFY(contains(errorOf(folder.path()).what, "does not hold \"b\""));
    }

    void refusesIndexes_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("out of the folder") << R"({"weight_map":{"a":"../one.safetensors"}})";
        QTest::newRow("an absolute path") << R"({"weight_map":{"a":"/etc/passwd"}})";
        QTest::newRow("the folder itself") << R"({"weight_map":{"a":".."}})";
        QTest::newRow("a zero byte") << R"({"weight_map":{"a":"one\u0000.safetensors"}})";
        QTest::newRow("an empty name") << R"({"weight_map":{"a":""}})";
        QTest::newRow("no text") << R"({"weight_map":{"a":1}})";
        QTest::newRow("no map") << R"({"weight_map":[]})";
        QTest::newRow("nothing") << R"({"weight_map":{}})";
        QTest::newRow("no JSON") << "{";
        QTest::newRow("a list") << "[]";
    }
    void refusesIndexes() {
        QFETCH(const QString, text);
        const TemporaryFolder folder;
        writeShard(folder / "one.safetensors", {"a"});
        folder.write("model.safetensors.index.json", text.toStdString());
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::BadFile);
    }
};
LACUNA_TEST(TestCheckpoint)
#include "test_checkpoint.moc"

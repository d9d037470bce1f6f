// What the window knows of a model before it is loaded, read from files that may be anything.
#include "engine/formats/model_folder.h"

#include <algorithm>

#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using lacuna::tests::TemporaryFolder;

namespace {

void makeParts(const std::filesystem::path& folder, std::initializer_list<const char*> parts) {
    for (const char* part : parts) std::filesystem::create_directories(folder / part);
}
constexpr std::initializer_list<const char*> kAllParts{"transformer", "vae", "text_encoder", "tokenizer",
                                                       "scheduler"};

Error errorOf(const std::filesystem::path& folder) {
    const auto model = openModelFolder(folder);
    return model ? Error{ErrorKind::Internal, "accepted", {}} : model.error();
}

}  // namespace

class TestModelFolder : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aPublishedTextToImageModel() {
        const TemporaryFolder folder;
        makeParts(folder / "Qwen-Image", kAllParts);
        folder.write("Qwen-Image/model_index.json",
                     R"({"_class_name":"QwenImagePipeline","transformer":["diffusers","x"]})");
        folder.write("Qwen-Image/transformer/a.safetensors", "12345");
        folder.write("Qwen-Image/vae/b.safetensors", "123");
        const auto info = readModelFolder(folder / "Qwen-Image");
        QVERIFY(info);
        QCOMPARE(info->name, std::string("Qwen-Image"));
        QCOMPARE(info->tasks.size(), std::size_t(4));
        QCOMPARE(info->referenceImages, 0);
        QCOMPARE(info->sizes.front(), (Size{1328, 1328}));
        QCOMPARE(info->defaults.steps, 50);
        QCOMPARE(info->weightBytes, std::uint64_t(8));
        QVERIFY(!info->draft);
        // The index file itself may be chosen instead of its folder, and a slash may end the path.
        QVERIFY(readModelFolder(folder / "Qwen-Image/model_index.json"));
        QCOMPARE(readModelFolder(folder / "Qwen-Image/")->name, std::string("Qwen-Image"));
    }

    void editModelsEditAndNeedAProcessor() {
        const TemporaryFolder folder;
        makeParts(folder.path(), kAllParts);
        folder.write("model_index.json", R"({"_class_name":"QwenImageEditPlusPipeline"})");
        QVERIFY(errorOf(folder.path()).what.find("\"processor\"") != std::string::npos);
        makeParts(folder.path(), {"processor"});
        const auto model = openModelFolder(folder.path());
        QVERIFY(model);
        QCOMPARE(model->kind, PipelineKind::EditPlus);
        QCOMPARE(model->info.referenceImages, 3);
        QCOMPARE(model->info.defaults.steps, 40);
        QVERIFY(std::ranges::find(model->info.tasks, Task::Edit) != model->info.tasks.end());
    }

    void theHubsCacheFoldersGetTheirReadableName() {
        const TemporaryFolder folder;
        const auto snapshot = folder / "models--Qwen--Qwen-Image-Edit-2509/snapshots/0123abcd";
        makeParts(snapshot, kAllParts);
        folder.write("models--Qwen--Qwen-Image-Edit-2509/snapshots/0123abcd/model_index.json",
                     R"({"_class_name":"QwenImagePipeline"})");
        QCOMPARE(readModelFolder(snapshot)->name, std::string("Qwen-Image-Edit-2509"));
    }

    void aModelMaySayWhatItIs() {
        const TemporaryFolder folder;
        makeParts(folder.path(), kAllParts);
        folder.write(
            "model_index.json",
            R"({"_class_name":"QwenImagePipeline","lacuna":{"name":"Draft","hint":"For layouts.","draft":true,"grid":32,
                         "sizes":[[256,384],[384,256]],"min_pixels":65536,"max_pixels":262144,"steps":12,"guidance":2.5,
                         "schedule":"lightning","tasks":["inpaint","text-to-image"],"reference_images":1,"a newer key":[1]}})");
        const auto info = readModelFolder(folder.path());
        QVERIFY(info);
        QCOMPARE(info->name, std::string("Draft"));
        QVERIFY(info->draft);
        QCOMPARE(info->grid, 32);
        QCOMPARE(info->sizes.front(), (Size{256, 384}));
        QCOMPARE(info->defaults.steps, 12);
        QCOMPARE(info->defaults.guidance, 2.5);
        QCOMPARE(info->defaults.schedule, Schedule::Lightning);
        QVERIFY((info->tasks == std::vector<Task>{Task::Inpaint, Task::TextToImage}));
        QCOMPARE(info->maxPixels, std::int64_t(262144));
    }

    void aModelMayHaveAFastMode() {
        const TemporaryFolder folder;
        makeParts(folder.path(), kAllParts);
        folder.write("few.safetensors", "12345");
        folder.write("model_index.json",
                     R"({"_class_name":"QwenImagePipeline","lacuna":{"steps":16,"guidance":3,
                         "fast":{"lora":"few.safetensors","steps":6}}})");
        const auto info = readModelFolder(folder.path());
        QVERIFY(info);
        QCOMPARE(info->sampling(false).steps, 16);
        QCOMPARE(info->sampling(true).steps, 6);
        QCOMPARE(info->sampling(true).guidance, 1.0);
        QCOMPARE(info->sampling(true).schedule, Schedule::Lightning);
        const LoraUse style{"style.safetensors", 0.5};
        QCOMPARE(info->loras(false, {style}), (std::vector<LoraUse>{style}));
        const auto fast = info->loras(true, {style});
        QCOMPARE(fast, (std::vector<LoraUse>{{folder / "few.safetensors", 1}, style}));
        QVERIFY(info->isFast({{"few.safetensors", 1}}));  // as recipes have it, without folders
        QVERIFY(!info->isFast({style}));

        std::filesystem::remove(folder / "few.safetensors");
        const auto gone = errorOf(folder.path());
        QCOMPARE(gone.kind, ErrorKind::BadFile);
        QVERIFY(gone.what.find("\"lora\"") != std::string::npos);
    }

    void refusesWhatNoModelWouldSay_data() {
        QTest::addColumn<QString>("keys");
        QTest::newRow("sizes off the grid") << R"("sizes":[[250,384]])";
        QTest::newRow("an absurd size") << R"("sizes":[[256,1073741824]])";
        QTest::newRow("a negative size") << R"("sizes":[[-256,256]])";
        QTest::newRow("no sizes") << R"("sizes":[])";
        QTest::newRow("a size of three") << R"("sizes":[[256,256,256]])";
        QTest::newRow("no steps") << R"("steps":0)";
        QTest::newRow("a grid of nothing") << R"("grid":0)";
        QTest::newRow("most below least") << R"("min_pixels":65536,"max_pixels":100)";
        QTest::newRow("an unknown task") << R"("tasks":["upscale"])";
        QTest::newRow("no task") << R"("tasks":[])";
        QTest::newRow("an unknown schedule") << R"("schedule":"karras")";
        QTest::newRow("a base elsewhere") << R"("base":"../../secrets")";
        QTest::newRow("a base above") << R"("base":"..")";
        QTest::newRow("a fast LoRA elsewhere") << R"("fast":{"lora":"../model_index.json"})";
        QTest::newRow("a fast mode without a LoRA") << R"("fast":{"steps":4})";
        QTest::newRow("an absolute base") << R"("base":"/etc")";
    }
    void refusesWhatNoModelWouldSay() {
        QFETCH(const QString, keys);
        const TemporaryFolder folder;
        makeParts(folder.path(), kAllParts);
        folder.write("model_index.json",
                     R"({"_class_name":"QwenImagePipeline","lacuna":{)" + keys.toStdString() + "}}");
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::BadFile);
    }

    void missingPartsAreTheBases() {
        const TemporaryFolder folder;
        makeParts(folder / "whole", kAllParts);
        makeParts(folder / "edit", {"transformer", "processor"});
        folder.write("edit/model_index.json", R"({"_class_name":"QwenImageEditPipeline"})");
        QVERIFY(errorOf(folder / "edit").what.find("\"vae\"") != std::string::npos);
        const auto given = openModelFolder(folder / "edit", folder / "whole");
        QVERIFY(given);
        QCOMPARE(given->vae, folder / "whole" / "vae");
        QCOMPARE(given->transformer, folder / "edit" / "transformer");
        folder.write("edit/model_index.json",
                     R"({"_class_name":"QwenImageEditPipeline","lacuna":{"base":"whole"}})");
        const auto named = openModelFolder(folder / "edit");
        QVERIFY(named);
        QCOMPARE(named->tokenizer, folder / "whole" / "tokenizer");
    }

    void otherFamiliesAreUnsupported() {
        const TemporaryFolder folder;
        makeParts(folder.path(), kAllParts);
        folder.write("model_index.json", R"({"_class_name":"QwenImage21Pipeline"})");
        const Error error = errorOf(folder.path());
        QCOMPARE(error.kind, ErrorKind::Unsupported);
        QVERIFY(error.what.find("QwenImage21Pipeline") != std::string::npos);
    }

    void foldersThatAreNoModels() {
        const TemporaryFolder folder;
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::ModelMissing);
        QCOMPARE(errorOf(folder / "nowhere").kind, ErrorKind::ModelMissing);
        folder.write("model_index.json", "{ not json");
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::BadFile);
        folder.write("model_index.json", "{}");
        QCOMPARE(errorOf(folder.path()).kind, ErrorKind::BadFile);
    }
};
LACUNA_TEST(TestModelFolder)
#include "test_model_folder.moc"

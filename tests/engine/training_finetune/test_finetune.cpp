// Whole runs: the loss falls, a stopped run goes on to the same bits, what is written is used by the editor's
// engine, the draft's kind of model is trained too.
#include "engine/formats/image_file.h"
#include "engine/pipeline/model_store.h"
#include "engine/training/data/shards.h"
#include "engine/training/finetune/encoded_set.h"
#include "engine/training/finetune/finetune.h"
#include "tests/engine/training_finetune/small_run.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestFinetune : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;
    std::vector<FinetuneEvent> events_;

    FinetuneHooks hooks(int stopAfter = -1) {
        FinetuneHooks hooks;
        hooks.read = [](const std::filesystem::path& file) -> Result<Image> {
            LACUNA_TRY(LoadedImage loaded, readImage(file));
            return std::move(loaded.pixels);
        };
        events_.clear();
        hooks.tell = [this](const FinetuneEvent& event) { events_.push_back(event); };
        if (stopAfter >= 0) {
            hooks.stopped = [this, stopAfter] {
                return !events_.empty() && events_.back().kind == FinetuneEvent::Kind::Step &&
                       events_.back().done >= stopAfter;
            };
        }
        return hooks;
    }
    NamedTensors tensors(const std::string& file) const {
        return readTensors(folder_ / file).value().tensors;
    }
    double meanLoss(std::size_t first, std::size_t count) const {
        double sum = 0;
        std::size_t number = 0;
        for (const auto& event : events_) {
            if (event.kind != FinetuneEvent::Kind::Step) continue;
            if (number >= first && number < first + count) sum += event.loss;
            ++number;
        }
        return sum / double(count);
    }

  private Q_SLOTS:
    void initTestCase() { tests::writePictures(folder_); }

    void aLoraLearnsItsPictures() {
        const auto config = tests::writeRun(folder_, "learns",
                                            {{"targets", "all"},
                                             {"rank", 8},
                                             {"batch", 2},
                                             {"optimizer", {{"learning_rate", 0.01}, {"steps", 120}}}});
        QVERIFY_OK(finetune(config, FinetuneKind::Lora, false, hooks()));
        const double before = meanLoss(0, 30), after = meanLoss(90, 30);
        QVERIFY2(after < 0.8 * before, qPrintable(QString("%1 -> %2").arg(before).arg(after)));
    }

    void aStoppedRunGoesOnToTheSameBits() {
        QVERIFY_OK(finetune(tests::writeRun(folder_, "whole"), FinetuneKind::Lora, false, hooks()));
        QCOMPARE(events_.back().kind, FinetuneEvent::Kind::Finished);
        const auto half = tests::writeRun(folder_, "half");
        QVERIFY_OK(finetune(half, FinetuneKind::Lora, false, hooks(2)));
        QCOMPARE(events_.back().kind, FinetuneEvent::Kind::Stopped);
        QCOMPARE(events_.back().done, std::int64_t(2));
        QVERIFY_OK(finetune(half, FinetuneKind::Lora, true, hooks()));
        QCOMPARE(events_.back().done, std::int64_t(6));
        const auto a = tensors(std::string("whole/") + kLoraFile),
                   b = tensors(std::string("half/") + kLoraFile);
        QCOMPARE(a.size(), std::size_t(3 * 4 * 2));
        for (const auto& [name, tensor] : a) QVERIFY2(torch::equal(tensor, b.at(name)), name.c_str());
    }

    void accumulatedBatchesEqualOneLargeOne() {
        // The same four samples a step; with one bucket every batch fits together.
        QVERIFY_OK(
            finetune(tests::writeRun(folder_, "large", {{"batch", 4}}), FinetuneKind::Lora, false, hooks()));
        auto share = hooks();
        QVERIFY_OK(finetune(tests::writeRun(folder_, "parts", {{"batch", 2}, {"accumulate", 2}}),
                            FinetuneKind::Lora, false, share));
        const auto a = tensors("large/state.safetensors"), b = tensors("parts/state.safetensors");
        for (const auto& [name, tensor] : a) {
            if (!name.starts_with("w.")) continue;
            const double error =
                (tensor - b.at(name)).norm().item<double>() / (tensor.norm().item<double>() + 1e-9);
            QVERIFY2(error < 1e-3, qPrintable(QString("%1: %2").arg(name.c_str()).arg(error)));
        }
    }

    void picturesAreReadOnce() {
        const auto config = tests::writeRun(folder_, "cached", {{"optimizer", {{"steps", 1}}}});
        QVERIFY_OK(finetune(config, FinetuneKind::Lora, false, hooks()));
        auto blind = hooks();
        blind.read = {};
        QVERIFY_OK(finetune(config, FinetuneKind::Lora, false, blind));
        const auto other = tests::writeRun(folder_, "uncached", {{"optimizer", {{"steps", 1}}}});
        const auto refused = finetune(other, FinetuneKind::Lora, false, blind);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
    }

    void shardsAreReadWithoutADecoderAndDrawnByWeight() {
        const auto folder = folder_ / "shards";
        std::filesystem::create_directories(folder);
        std::vector<data::ShardEntry> entries;
        for (const int grey : {40, 220}) {
            Bitmap picture({32, 32}, PixelFormat::Rgb8);
            std::ranges::fill(picture.bytes(), std::byte(grey));
            entries.push_back({{std::to_string(grey), "a grey sheet", false, grey == 40 ? 3.0 : 1.0, false},
                               std::move(picture).freeze(),
                               {}});
        }
        QVERIFY_OK(data::writeShard(folder / "shard-00000.safetensors", entries));
        const auto stamp = data::stampOf(folder / "shard-00000.safetensors");
        QVERIFY_OK(stamp);
        data::ShardManifest manifest;
        manifest.samples = 2;
        manifest.complete = true;
        manifest.shards = {{"shard-00000.safetensors", stamp->bytes, stamp->hash, 2}};
        QVERIFY_OK(manifest.write(folder));

        const auto file =
            tests::writeRun(folder_, "sharded", {{"pictures", "shards"}, {"optimizer", {{"steps", 1}}}});
        auto blind = hooks();
        blind.read = {};
        QVERIFY_OK(finetune(file, FinetuneKind::Lora, false, blind));

        const auto config = readFinetuneConfig(file, FinetuneKind::Lora);
        QVERIFY_OK(config);
        ModelStore store{StoreOptions{}};
        QVERIFY_OK(store.open(config->model));
        const auto set = EncodedSet::prepare(*config, store, {}, {}, {}, {});
        QVERIFY_OK(set);
        std::map<double, int> drawn;  // by what a latent holds
        for (std::uint64_t number = 0; number < 400; ++number)
            ++drawn[set->batch(number, {})->latents.sum().item<double>()];
        QCOMPARE(drawn.size(), std::size_t(2));
        const int more = std::max(drawn.begin()->second, drawn.rbegin()->second);
        // 3 of 4; the standard deviation is sqrt(400 * 3 / 16) = 8.7.
        QVERIFY2(std::abs(more - 300) < 44, qPrintable(QString::number(more)));
    }

    void samplesAreDrawnAndTold() {
        const auto config =
            tests::writeRun(folder_, "samples",
                            {{"sample_prompts", {"a red sheet"}}, {"sample_steps", 2}, {"sample_every", 3}});
        QVERIFY_OK(finetune(config, FinetuneKind::Lora, false, hooks()));
        std::vector<std::filesystem::path> files;
        for (const auto& event : events_) {
            if (event.kind == FinetuneEvent::Kind::Sample) files.push_back(event.file);
        }
        QCOMPARE(files.size(), std::size_t(2));
        QVERIFY_OK(readImage(files.back()));
        QVERIFY(toLine(events_.back()).starts_with("{\"event\":\"finished\",\"file\":"));
    }

    void theLoraChangesWhatTheEnginePaints() {
        const auto config = tests::writeRun(folder_, "used");
        QVERIFY_OK(finetune(config, FinetuneKind::Lora, false, hooks()));
        const std::filesystem::path model = LACUNA_TESTS_DIR "/reference/tiny-t2i";
        ModelStore plain{StoreOptions{}}, styled{StoreOptions{}};
        QVERIFY_OK(plain.open(model));
        QVERIFY_OK(styled.open(model, {{folder_ / "used" / kLoraFile, 1}}));
        const auto a = plain.networks(), b = styled.networks();
        QVERIFY_OK(a);
        QVERIFY_OK(b);
        const auto weight = [](Networks* networks, const char* key) {
            return networks->transformer->named_parameters()[key];
        };
        const char* changed = "transformer_blocks.2.attn.to_v.weight";
        QVERIFY(!torch::equal(weight(*a, changed), weight(*b, changed)));
        const char* kept = "transformer_blocks.2.img_mlp.net.2.weight";
        QVERIFY(torch::equal(weight(*a, kept), weight(*b, kept)));
    }

    void allWeightsGiveAModelFolder() {
        const auto config = tests::writeRun(folder_, "full", {{"name", "Paper"}, {"recompute", true}});
        QVERIFY_OK(finetune(config, FinetuneKind::Full, false, hooks()));
        ModelStore store{StoreOptions{}};
        QVERIFY_OK(store.open(folder_ / "full" / kModelFolder));
        QCOMPARE(store.folder().info.name, std::string("Paper"));
        const auto networks = store.networks();
        QVERIFY_OK(networks);
        const auto state = tensors("full/state.safetensors");
        const auto trained = state.at("w.transformer.img_in.weight").to(torch::kBFloat16).to(torch::kFloat);
        QVERIFY(torch::equal((*networks)->transformer->named_parameters()["img_in.weight"], trained));
    }

    void theDraftModelIsTrainedToo() {
        const auto config = tests::writeRun(folder_, "draft",
                                            {{"model", LACUNA_RESOURCES_DIR "/models/draft"},
                                             {"resolution", 64},
                                             {"optimizer", {{"steps", 2}}}});
        QVERIFY_OK(finetune(config, FinetuneKind::Lora, false, hooks()));
        QVERIFY_OK(finetune(config, FinetuneKind::Full, false, hooks()));
        QVERIFY(tensors("draft/state.safetensors").contains("w.mpe.linear_1.weight"));
    }

    void wrongConfigurationsAreSaidInASentence() {
        const auto mentions = [&](const Json& extra, const char* word) {
            const auto result =
                finetune(tests::writeRun(folder_, "wrong", extra), FinetuneKind::Lora, false, hooks());
            QVERIFY(!result);
            QVERIFY2(result.error().what.find(word) != std::string::npos, result.error().what.c_str());
        };
        mentions({{"targets", "some"}}, "targets");
        mentions({{"rank", 0}}, "rank");
        mentions({{"noise", "loud"}}, "noise");
        mentions({{"pictures", "nowhere"}}, "pictures");
    }
};
LACUNA_TEST(TestFinetune)
#include "test_finetune.moc"

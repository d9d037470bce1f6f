// Whole runs on a problem of seconds: losses fall, a stopped run resumes to the same bits, the export is a
// model that the editor's engine opens and that gives the trainer's picture.
#include <fstream>

#include "engine/models/qwen_image/vae_weights.h"
#include "engine/models/scaled_weight.h"
#include "engine/pipeline/model_store.h"
#include "engine/pipeline/prompt.h"
#include "engine/pipeline/text_to_image.h"
#include "engine/sampling/noise.h"
#include "engine/training/export.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/vae_trainer.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

class TestRuns : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;

    /// Stops after `steps` more steps.
    static std::function<bool()> after(int steps) {
        return [steps, done = 0]() mutable { return ++done >= steps; };
    }
    NamedTensors state(const std::string& run) const {
        return readTensors(folder_ / run / "state.safetensors").value().tensors;
    }

    /// The first loss of every line of a run's log.
    std::vector<double> loggedLosses(const std::string& run) const {
        std::ifstream log(folder_ / run / "log.csv");
        std::string line;
        std::getline(log, line);
        if (!line.starts_with("step,seconds,samples_per_second,learning_rate,gradient_norm,loss,"))
            return {0};
        std::vector<double> losses;
        while (std::getline(log, line))
            losses.push_back(QString::fromStdString(line).split(',')[5].toDouble());
        return losses;
    }

  private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        tests::writeSmallAtlas(folder_);
    }

    void theAutoencodersLossFalls() {
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "vae", 300), false));
        const auto losses = loggedLosses("vae");
        QVERIFY2(losses.back() < 0.9 * losses.front(),
                 qPrintable(QString("%1 then %2").arg(losses.front()).arg(losses.back())));
        QVERIFY_OK(qwen_image::loadVae(folder_ / "vae" / "vae"));
        const auto curve = tests::TemporaryFolder::read(folder_ / "vae" / "loss.svg");
        QVERIFY(curve.find("<polyline") != std::string::npos);
    }

    void everyLineSaysTheShareOfTheMachinesProducts() {
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "shared", 3, 0, {{"log_every", 1}}), false));
        const auto lines =
            QString::fromStdString(tests::TemporaryFolder::read(folder_ / "shared" / "log.csv"))
                .trimmed()
                .split('\n');
        QVERIFY2(lines[0].endsWith(",gemm_share"), qPrintable(lines[0]));
        QCOMPARE(lines.size(), qsizetype{4});
        for (const auto& line : lines.mid(1)) {
            const double share = line.split(',').last().toDouble();
            QVERIFY2(share > 0 && share < 1.5, qPrintable(line));  // the ceiling is measured while others run
        }
    }

    void aStoppedAutoencoderRunResumesToTheSameBits() {
        QVERIFY_OK(trainVae(tests::writeVaeRun(folder_, "whole", 8), false));
        const auto file = tests::writeVaeRun(folder_, "halves", 8);
        QVERIFY_OK(trainVae(file, false, after(3)));
        QCOMPARE(state("halves").at("steps").item<int>(), 3);
        const auto part = folder_.write("halves/.state.safetensors.q7TxkA", "cut off by a kill");
        QVERIFY_OK(trainVae(file, true));
        QVERIFY(!std::filesystem::exists(part));
        for (const auto& [name, tensor] : state("whole")) {
            if (name != "seconds") QVERIFY2(torch::equal(tensor, state("halves").at(name)), name.c_str());
        }
    }

    void theFlowsLossFalls() {
        const auto file = tests::writeFlowRun(folder_, "flow", 60);
        QVERIFY_OK(trainFlow(file, false));
        const auto losses = loggedLosses("flow");
        QVERIFY2(losses.back() < 0.9 * losses.front(),
                 qPrintable(QString("%1 then %2").arg(losses.front()).arg(losses.back())));
    }

    void aStoppedFlowRunResumesToTheSameBits() {
        QVERIFY_OK(trainFlow(tests::writeFlowRun(folder_, "flow-whole", 6), false));
        const auto file = tests::writeFlowRun(folder_, "flow-halves", 6);
        QVERIFY_OK(trainFlow(file, false, after(4)));  // in the second stage, after a change of resolution
        QVERIFY_OK(trainFlow(file, true));
        for (const auto& [name, tensor] : state("flow-whole")) {
            if (name != "seconds")
                QVERIFY2(torch::equal(tensor, state("flow-halves").at(name)), name.c_str());
        }
    }

    void theExportIsAModelThatGivesTheTrainersPicture() {
        const auto file = folder_ / "flow.json";
        QVERIFY_OK(exportModel(file, folder_ / "draft"));
        ModelStore store({torch::kFloat, folder_ / "previews"});
        QVERIFY_OK(store.open(folder_ / "draft"));
        const auto& info = store.folder().info;
        QCOMPARE(info.name, std::string("Draft"));
        QVERIFY(info.draft);
        QCOMPARE(info.sizes.front(), (Size{64, 96}));

        // The trainer's model with the export's rounding to bfloat16.
        const auto config = readFlowRunConfig(file).value();
        auto model = DraftModel::create(config.run.folder, 1, torch::kCPU).value();
        auto averages = state("flow");
        for (auto& [name, tensor] : averages)
            tensor = tensor.is_floating_point() ? tensor.to(torch::kBFloat16).to(torch::kFloat) : tensor;
        QVERIFY_OK(copyParameters(averages, "e.", model.parameters(), "test"));
        auto vae = qwen_image::loadVae(folder_ / "draft" / "vae").value();
        const auto expected =
            sampleTextToImage(model, networksOf(model, vae), "a red moon", {64, 96}, 2, 2, 7);
        QVERIFY_OK(expected);

        auto networks = store.networks({});
        QVERIFY_OK(networks);
        CoreRun run;
        run.size = {64, 96};
        run.steps = 2;
        run.guidance.scale = 2;
        run.generator = makeGenerator(7);
        const auto text = store.prompts(
            {{PromptTemplate::TextToImage, "a red moon", {}}, {PromptTemplate::TextToImage, " ", {}}});
        QVERIFY_OK(text);
        run.guidance.positive = text->at(0);
        run.guidance.negative = text->at(1);
        torch::NoGradGuard noGrad;
        const auto result = textToImage(**networks, run);
        QVERIFY_OK(result);
        const auto picture = decodePicture(**networks, result->latents, run.size);
        const double difference = (picture - *expected).abs().max().item<double>();
        QVERIFY2(difference < 1e-3, qPrintable(QString("largest difference %1").arg(difference)));
    }

    void anExportOfEightBitsIsSmallerAndNearlyTheSame() {
        Json json = Json::parse(tests::TemporaryFolder::read(folder_ / "flow.json"));
        json["weight_bits"] = 8;
        const auto file = folder_.write("flow-8.json", json.dump());
        QVERIFY_OK(exportModel(file, folder_ / "draft-8"));
        const auto weights = std::filesystem::path("text_encoder") / "model.safetensors";
        QVERIFY(std::filesystem::file_size(folder_ / "draft-8" / weights) <
                std::filesystem::file_size(folder_ / "draft" / weights));
        const auto whole = Checkpoint::open(folder_ / "draft" / "text_encoder").value(),
                   eight = Checkpoint::open(folder_ / "draft-8" / "text_encoder").value();
        int scaled = 0;
        for (const auto& name : whole.names()) {
            const auto a = scaledWeight(whole, name).value().to(torch::kFloat);
            const auto b = scaledWeight(eight, name).value().to(torch::kFloat);
            const double error = (a - b).abs().max().item<double>();
            QVERIFY2(error <= 0.01 * a.abs().max().item<double>(), name.c_str());
            scaled += !torch::equal(a, b);
        }
        QVERIFY(scaled > 0);
        ModelStore store({torch::kFloat, folder_ / "previews"});
        QVERIFY_OK(store.open(folder_ / "draft-8"));
        QVERIFY_OK(store.networks({}));
        QVERIFY_OK(trainFlow(
            startedRun("flow", "flow-from-8", {"vae", "transformer", "text_encoder", "mpe", "scheduler"},
                       {{"start", "draft-8"}}),
            false));
    }

    /// A copy of a run file that starts from the export of `theExportIs...`, without the keys of `dropped`,
    /// for one step that changes nothing (a learning rate of zero).
    std::filesystem::path startedRun(const std::string& of, const std::string& name,
                                     const std::vector<std::string>& dropped, const Json& extra) const {
        Json json = Json::parse(tests::TemporaryFolder::read(folder_ / (of + ".json")));
        for (const auto& key : dropped) json.erase(key);
        json["output"] = name;
        json["start"] = "draft";
        json["optimizer"] = {{"learning_rate", 0}, {"min_learning_rate", 0}, {"steps", 1}};
        json.update(extra);
        return folder_.write(name + ".json", json.dump());
    }

    void aRunStartedFromAnExportHasItsWeights() {
        QVERIFY_OK(
            trainFlow(startedRun("flow", "flow-started",
                                 {"vae", "transformer", "text_encoder", "mpe", "scheduler"}, Json::object()),
                      false));
        const auto from = state("flow"), started = state("flow-started");
        for (const auto& [name, tensor] : from) {
            if (!name.starts_with("e.")) continue;
            const auto rounded = tensor.to(torch::kBFloat16).to(torch::kFloat);
            const auto own = "w." + name.substr(2);
            QVERIFY2(torch::equal(rounded, started.at(own)), own.c_str());
        }
        QCOMPARE(tests::TemporaryFolder::read(folder_ / "flow-started" / "tokenizer" / "vocab.json"),
                 tests::TemporaryFolder::read(folder_ / "draft" / "tokenizer" / "vocab.json"));
    }

    void anAutoencoderStartedFromAnExportHasItsWeights() {
        QVERIFY_OK(trainVae(startedRun("vae", "vae-started", {"vae"}, Json::object()), false));
        const auto exported =
            readTensors(folder_ / "draft" / "vae" / "diffusion_pytorch_model.safetensors").value().tensors;
        for (const auto& [name, tensor] : exported)
            QVERIFY2(torch::equal(tensor.to(torch::kFloat), state("vae-started").at("w." + name)),
                     name.c_str());
    }

    void layersThatDoNotFitTheStartAreRefusedUnlessAsked() {
        Json wider = Json::parse(tests::TemporaryFolder::read(folder_ / "flow.json"))["transformer"];
        wider["num_layers"] = 3;
        auto result = trainFlow(startedRun("flow", "flow-deeper", {}, {{"transformer", wider}}), false);
        QVERIFY(!result);
        QVERIFY2(describe(result.error()).find("start_partial") != std::string::npos,
                 describe(result.error()).c_str());
        QVERIFY_OK(trainFlow(
            startedRun("flow", "flow-deeper", {}, {{"transformer", wider}, {"start_partial", true}}), false));
        const auto deeper = state("flow-deeper");
        QVERIFY(deeper.contains("w.transformer.transformer_blocks.2.attn.to_q.weight"));
        QVERIFY(torch::equal(
            deeper.at("w.transformer.img_in.weight"),
            state("flow").at("e.transformer.img_in.weight").to(torch::kBFloat16).to(torch::kFloat)));
    }
};
LACUNA_TEST(TestRuns)
#include "test_runs.moc"

// LoRA files in the namings that are about, against what diffusers computes with them
// (tests/reference/make_lora.py), and files that lie; and the backward pass that computes blocks again.
#include "app/parity/comparison.h"
#include "app/parity/fixture.h"
#include "engine/formats/safetensors.h"
#include "engine/models/lora.h"
#include "engine/models/qwen_image/keys.h"
#include "engine/models/weights.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

const std::filesystem::path kFolder = LACUNA_TESTS_DIR "/reference";
constexpr const char* kLayer = "transformer.transformer_blocks.1.attn.to_q";

struct Entry {
    std::string name;
    torch::Tensor value;
};

void writeFile(const std::filesystem::path& path, const std::vector<Entry>& entries,
               const std::map<std::string, std::string>& metadata = {}) {
    std::vector<TensorToWrite> list;
    for (const auto& [name, value] : entries) {
        const auto type = value.scalar_type() == torch::kLong ? DType::I64 : DType::F32;
        list.push_back({name,
                        {type,
                         value.sizes().vec(),
                         {static_cast<const std::byte*>(value.const_data_ptr()), value.nbytes()}}});
    }
    QVERIFY(writeSafetensors(path, list, metadata).has_value());
}

std::vector<Entry> goodPair() {
    return {{std::string(kLayer) + ".lora_A.weight", torch::ones({2, 64})},
            {std::string(kLayer) + ".lora_B.weight", torch::ones({64, 2})}};
}

}  // namespace

class TestLora : public QObject {
    Q_OBJECT

  public:
    TestLora() {
        auto fixture = parity::Fixture::open(kFolder, {torch::kFloat, kFolder / "tiny-t2i/tokenizer"});
        if (fixture) fixture_ = std::make_unique<parity::Fixture>(*std::move(fixture));
    }

  private Q_SLOTS:
    void initTestCase() { QVERIFY(fixture_ != nullptr); }

    void mergedFilesGiveWhatDiffusersGives_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("strength");
        QTest::addColumn<QString>("expected");
        QTest::newRow("diffusers' naming, alpha in the metadata")
            << "lora_diffusers" << 1.0 << "diffusers_out";
        QTest::newRow("half strength") << "lora_diffusers" << 0.5 << "half_out";
        QTest::newRow("kohya's naming, alpha as tensors") << "lora_kohya" << 1.0 << "kohya_out";
        QTest::newRow("our own") << "lora_lacuna" << 1.0 << "lacuna_out";
    }
    void mergedFilesGiveWhatDiffusersGives() {
        QFETCH(QString, file);
        QFETCH(double, strength);
        QFETCH(QString, expected);
        auto model = load({{kFolder / (file.toStdString() + ".safetensors"), strength}});
        const torch::NoGradGuard noGrad;
        const auto wanted = fixture_->tensor("lora_io", expected.toStdString()).value();
        const auto got = parity::compare(parity::Measure::Relative, 1e-4, model->forward(input()), wanted);
        QVERIFY(got.has_value());
        QVERIFY2(got->holds(), parity::describe(*got).c_str());
    }

    void severalAddUp() {
        const auto file = kFolder / "lora_diffusers.safetensors";
        auto twice = load({{file, 0.3}, {file, 0.7}}), once = load({{file, 1}});
        const torch::NoGradGuard noGrad;
        const auto a = twice->forward(input()), b = once->forward(input());
        QVERIFY((a - b).abs().max().item<double>() < 1e-4 * b.abs().max().item<double>());
    }

    void prefixesAndAdapterNamesMakeNoDifference() {
        const std::string layer = "transformer_blocks.1.attn.to_q";
        for (const std::string prefix : {"", "transformer.", "diffusion_model.", "model.diffusion_model.",
                                         "pipe.dit.", "base_model.model.transformer."}) {
            for (const std::string middle : {"", "default."}) {
                const tests::TemporaryFolder folder;
                const auto name = prefix + layer;
                writeFile(folder / "a.safetensors",
                          {{name + ".lora_A." + middle + "weight", torch::full({2, 64}, 0.5f)},
                           {name + ".lora_B." + middle + "weight", torch::ones({64, 2})}});
                auto lora = open(folder / "a.safetensors");
                QVERIFY2(lora.has_value(), lora ? "" : describe(lora.error()).c_str());
                // No alpha: alpha = r, so the change is strength * B A = 3 * (2 * 0.5).
                QCOMPARE(lora->delta(layer + ".weight", 3).max().item<float>(), 3.0f);
                QVERIFY(!lora->delta(layer + ".bias", 3).defined());
            }
        }
    }

    void refusesFilesThatLie_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("half a pair") << "half"
                                     << "one of its two";
        QTest::newRow("another model's width") << "width"
                                               << "shape";
        QTest::newRow("ranks that differ") << "rank"
                                           << "shape";
        QTest::newRow("a layer that is not there") << "layer"
                                                   << "does not have";
        QTest::newRow("a norm, which is no linear") << "norm"
                                                    << "does not have";
        QTest::newRow("not a number") << "nan"
                                      << "no numbers";
        QTest::newRow("whole numbers") << "integers"
                                       << "whole numbers";
        QTest::newRow("alpha without end") << "alpha"
                                           << "alpha";
        QTest::newRow("twice the same layer") << "twice"
                                              << "two adapters";
        QTest::newRow("something else") << "else"
                                        << "no part of a LoRA";
        QTest::newRow("LoKr") << "lokr"
                              << "another kind";
        QTest::newRow("metadata that are no JSON") << "metadata"
                                                   << "JSON";
        QTest::newRow("nothing") << "nothing"
                                 << "no adapters";
    }
    void refusesFilesThatLie() {
        QFETCH(QString, change);
        QFETCH(QString, mentions);
        auto entries = goodPair();
        std::map<std::string, std::string> metadata;
        const std::string layer = kLayer;
        if (change == "half") entries.pop_back();
        if (change == "width") entries[0].value = torch::ones({2, 63});
        if (change == "rank") entries[1].value = torch::ones({64, 3});
        if (change == "layer")
            entries.push_back(
                {"transformer.transformer_blocks.9.attn.to_q.lora_A.weight", torch::ones({2, 64})});
        if (change == "norm") entries.push_back({"transformer.txt_norm.lora_A.weight", torch::ones({2, 32})});
        if (change == "nan") entries[0].value[1][5] = std::nan("");
        if (change == "integers") entries[0].value = torch::ones({2, 64}, torch::kLong);
        if (change == "alpha") entries.push_back({layer + ".alpha", torch::full({1}, INFINITY)});
        if (change == "twice")
            entries.push_back(
                {"lora_unet_transformer_blocks_1_attn_to_q.lora_down.weight", torch::ones({2, 64})});
        if (change == "else") entries.push_back({layer + ".weight", torch::ones({64, 64})});
        if (change == "lokr") entries.push_back({layer + ".lokr_w1", torch::ones({8, 8})});
        if (change == "metadata") metadata["lora_adapter_metadata"] = "{\"transformer.lora_alpha\": ";
        if (change == "nothing") entries.clear();
        const tests::TemporaryFolder folder;
        writeFile(folder / "a.safetensors", entries, metadata);
        const auto lora = open(folder / "a.safetensors");
        QVERIFY(!lora.has_value());
        QVERIFY(lora.error().kind == ErrorKind::BadFile || lora.error().kind == ErrorKind::Unsupported);
        QVERIFY2(QString::fromStdString(lora.error().what).contains(mentions), lora.error().what.c_str());
    }

    void recomputedBlocksGiveTheSameGradients() {
        auto model = load({});
        for (auto& parameter : model->parameters()) parameter.set_requires_grad(true);
        const auto gradients = [&](bool recompute) {
            model->zero_grad();
            auto in = input();
            in.latents = in.latents.clone().set_requires_grad(true);
            qwen_image::ForwardOptions options;
            options.recompute = recompute;
            model->forward(in, options).pow(2).mean().backward();
            std::map<std::string, torch::Tensor> result{{"latents", in.latents.grad().clone()}};
            for (const auto& item : model->named_parameters()) {
                if (item.value().grad().defined()) result[item.key()] = item.value().grad().clone();
            }
            return result;
        };
        const auto kept = gradients(false), again = gradients(true);
        QVERIFY(kept.size() > 100);
        for (const auto& [name, gradient] : kept) {
            QVERIFY2(again.contains(name), name.c_str());
            const double error = (again.at(name) - gradient).norm().item<double>();  // sums in another order
            QVERIFY2(error <= 1e-5 * gradient.norm().item<double>() + 1e-9, name.c_str());
        }
    }

    void recomputedBlocksTrainAdaptersBehindFrozenLayers() {
        auto model = load({});
        auto* layer = std::ranges::find_if(slots_, [](const auto& s) {
                          return s.key == "transformer_blocks.0.attn.to_q.weight";
                      })->owner;
        auto* linear = dynamic_cast<nn::LinearImpl*>(layer);
        QVERIFY(linear);
        const auto down = torch::full({2, 64}, 0.1f).set_requires_grad(true);
        const auto up = torch::full({64, 2}, 0.1f).set_requires_grad(true);
        linear->lowRank = nn::LowRank{down, up, 1};
        qwen_image::ForwardOptions options;
        options.recompute = true;
        model->forward(input(), options).pow(2).mean().backward();
        QVERIFY(down.grad().defined() && down.grad().abs().max().item<float>() > 0);
        QVERIFY(up.grad().defined() && up.grad().abs().max().item<float>() > 0);
    }

  private:
    qwen_image::Transformer shapes() {
        return qwen_image::Transformer(
            qwen_image::readTransformerConfig(kFolder / "tiny-t2i/transformer/config.json").value());
    }
    Result<Lora> open(const std::filesystem::path& file) {
        auto model = shapes();
        return Lora::open(file, *model);
    }
    qwen_image::Transformer load(const std::vector<std::pair<std::filesystem::path, double>>& loras) {
        auto model = shapes();
        std::vector<AppliedLora> applied;
        for (const auto& [file, strength] : loras) {
            auto lora = Lora::open(file, *model);
            if (!lora) qWarning("%s", describe(lora.error()).c_str());
            applied.push_back({std::move(lora).value(), strength});
        }
        LoadOptions options;
        options.rename = qwen_image::transformerKey;
        if (!applied.empty()) options.delta = deltaOf(std::move(applied));
        const auto checkpoint = Checkpoint::open(kFolder / "tiny-t2i/transformer").value();
        const auto report = loadWeights(*model, checkpoint, options);
        if (!report) qWarning("%s", describe(report.error()).c_str());
        slots_ = nn::namedSlots(*model);
        return model;
    }
    qwen_image::TransformerInput input() {
        qwen_image::TransformerInput in;
        in.latents = fixture_->tensor("transformer_io", "latents").value().narrow(0, 0, 1);
        in.text = fixture_->tensor("transformer_io", "encoder_hidden_states").value().narrow(0, 0, 1);
        in.timestep = fixture_->tensor("transformer_io", "timestep").value().narrow(0, 0, 1);
        in.grids = {{1, 4, 6}};
        return in;
    }

    std::unique_ptr<parity::Fixture> fixture_;
    std::vector<nn::NamedSlot> slots_;
};
LACUNA_TEST(TestLora)
#include "test_lora.moc"

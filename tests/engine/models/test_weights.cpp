// Weights reach their modules where they lie, and every claim that does not fit the module is refused by
// name.
#include <QTemporaryDir>

#include "engine/formats/safetensors.h"
#include "engine/models/weights.h"
#include "engine/nn/layers.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

DType dtypeOf(torch::ScalarType type) {
    switch (type) {
        case torch::kBFloat16:
            return DType::BF16;
        case torch::kHalf:
            return DType::F16;
        case torch::kFloat8_e4m3fn:
            return DType::F8_E4M3;
        case torch::kChar:
            return DType::I8;
        default:
            return DType::F32;
    }
}

using Tensors = std::vector<std::pair<std::string, torch::Tensor>>;

class OneLayer : public nn::Module {
  public:
    OneLayer() { layer = attach("layer", nn::Linear(3, 2)); }
    nn::Linear layer{nullptr};
};

}  // namespace

class TestWeights : public QObject {
    Q_OBJECT

    Checkpoint written(const Tensors& tensors) {
        std::vector<TensorToWrite> list;
        for (const auto& [name, tensor] : tensors) {
            const std::span<const std::byte> bytes(static_cast<const std::byte*>(tensor.const_data_ptr()),
                                                   tensor.nbytes());
            list.push_back({name, {dtypeOf(tensor.scalar_type()), tensor.sizes().vec(), bytes}});
        }
        const std::filesystem::path path =
            folder_.filePath(QString("%1.safetensors").arg(++count_)).toStdString();
        if (!writeSafetensors(path, list)) qFatal("cannot write %s", path.c_str());
        return Checkpoint::open(path).value();
    }
    /// A layer's worth, [2, 3].
    Tensors layer(torch::ScalarType type) const {
        return {{"weight", torch::tensor({{1.f, 2.f, 3.f}, {-4.f, 5.f, 6.f}}).to(type)},
                {"bias", torch::tensor({0.5f, -0.5f}).to(type)}};
    }

  private Q_SLOTS:
    void sameTypeIsMappedAndOutlivesTheCheckpoint() {
        nn::Linear linear(3, 2);
        {
            const auto checkpoint = written(layer(torch::kFloat));
            const auto report = loadWeights(*linear, checkpoint);
            QVERIFY(report.has_value());
            QCOMPARE(report->mappedBytes, std::uint64_t{8 * 4});
            QCOMPARE(report->privateBytes, std::uint64_t{0});
        }
        const auto y = linear(torch::ones({1, 3}));
        QCOMPARE(y[0][0].item<float>(), 6.5f);
        QVERIFY(!linear->weight.requires_grad());
    }

    void widenPolicyDecidesWhatStaysMapped() {
        const auto checkpoint = written(layer(torch::kBFloat16));
        nn::Linear linear(3, 2);
        QVERIFY(loadWeights(*linear, checkpoint, {.widen = WidenPolicy::BlockAtUse}).has_value());
        QCOMPARE(linear->weight.scalar_type(), torch::kBFloat16);
        QCOMPARE(linear->bias.scalar_type(), torch::kFloat);  // vectors are small
        const torch::NoGradGuard noGrad;
        QCOMPARE(linear(torch::ones({1, 3}))[0][1].item<float>(), 6.5f);
        QVERIFY(loadWeights(*linear, checkpoint).has_value());  // small: widened whole
        QCOMPARE(linear->weight.scalar_type(), torch::kFloat);
    }

    void narrowTypesAreWidened_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("f16") << int(torch::kHalf);
        QTest::newRow("f8") << int(torch::kFloat8_e4m3fn);
    }
    void narrowTypesAreWidened() {
        QFETCH(int, type);
        nn::Linear linear(3, 2);
        for (const auto policy : {WidenPolicy::WholeAtLoad, WidenPolicy::BlockAtUse}) {
            QVERIFY(
                loadWeights(*linear, written(layer(torch::ScalarType(type))), {.widen = policy}).has_value());
            const torch::NoGradGuard noGrad;
            QCOMPARE(linear(torch::ones({1, 3}))[0][1].item<float>(), 6.5f);
        }
    }

    void wholeNumbersAreMultipliedWithTheirRowsScale() {
        Tensors tensors{{"layer.weight", torch::tensor({{1, 2, 3}, {4, 5, 6}}, torch::kChar)},
                        {"layer.bias", torch::zeros({2})}};
        OneLayer module;
        const auto refused = loadWeights(module, written(tensors));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
        tensors.emplace_back("layer.weight_scale", torch::tensor({{0.5f}, {2.f}}));
        const auto loaded = loadWeights(module, written(tensors));
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().what.c_str());
        QVERIFY(torch::equal(module.layer->weight, torch::tensor({{0.5f, 1.f, 1.5f}, {8.f, 10.f, 12.f}})));
    }

    void trainableWeightsArePrivateCopies() {
        const auto checkpoint = written(layer(torch::kFloat));
        nn::Linear linear(3, 2);
        const auto report = loadWeights(*linear, checkpoint, {.trainable = true});
        QVERIFY(report && report->mappedBytes == 0);
        QVERIFY(linear->weight.requires_grad());
        {
            const torch::NoGradGuard noGrad;
            linear->weight.mul_(2);  // would be a crash on the mapped file
        }
        QCOMPARE(tensorOf(checkpoint, "weight").value()[0][0].item<float>(), 1.0f);
    }

    void wrongFilesAreRefusedByName_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("word");
        QTest::newRow("missing") << "drop"
                                 << "bias";
        QTest::newRow("unexpected") << "add"
                                    << "lora";
        QTest::newRow("shape") << "reshape"
                               << "[3, 2]";
    }
    void wrongFilesAreRefusedByName() {
        QFETCH(QString, change);
        QFETCH(QString, word);
        auto tensors = layer(torch::kFloat);
        if (change == "drop") tensors.pop_back();
        if (change == "add") tensors.emplace_back("lora", torch::ones({1}));
        if (change == "reshape") tensors[0].second = tensors[0].second.t().contiguous();
        nn::Linear linear(3, 2);
        const auto report = loadWeights(*linear, written(tensors));
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::BadFile);
        QVERIFY2(QString::fromStdString(report.error().what).contains(word), report.error().what.c_str());
    }

    void loadingIsCancelledBetweenTensors() {
        std::stop_source source;
        LoadOptions options;
        options.cancel = source.get_token();
        options.onProgress = [&](double) { source.request_stop(); };
        nn::Linear linear(3, 2);
        const auto report = loadWeights(*linear, written(layer(torch::kFloat)), options);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    }

  private:
    QTemporaryDir folder_;
    int count_ = 0;
};
LACUNA_TEST(TestWeights)
#include "test_weights.moc"

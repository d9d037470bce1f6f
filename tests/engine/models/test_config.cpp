// Configurations: released values are read, absurd and contradicting ones are refused with the file and the
// key in the sentence.
#include <QFile>
#include <QTemporaryDir>

#include "engine/models/qwen2_5_vl/config.h"
#include "engine/models/qwen_image/config.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestConfig : public QObject {
    Q_OBJECT

    std::filesystem::path written(const QByteArray& json) {
        const auto path = folder_.filePath(QString("config%1.json").arg(++count_));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) file.write(json);
        return path.toStdString();
    }

  private Q_SLOTS:
    void transformerKeepsTheFamilysValuesForAbsentKeys() {
        const auto config =
            qwen_image::readTransformerConfig(written(R"({"num_layers": 2, "pooled_projection_dim": 768})"));
        QVERIFY(config.has_value());
        QCOMPARE(config->numLayers, std::int64_t{2});
        QCOMPARE(config->width(), std::int64_t{3072});
        QCOMPARE(config->outFeatures(), std::int64_t{64});
    }

    void refusesWhatCannotBeRun_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("kind");
        const int bad = int(ErrorKind::BadFile), unsupported = int(ErrorKind::Unsupported);
        QTest::newRow("layers") << QByteArray(R"({"num_layers": 2000000000})") << "num_layers" << bad;
        QTest::newRow("negative") << QByteArray(R"({"num_attention_heads": -1})") << "num_attention_heads"
                                  << bad;
        QTest::newRow("text") << QByteArray(R"({"in_channels": "64"})") << "in_channels" << bad;
        QTest::newRow("axes") << QByteArray(R"({"axes_dims_rope": [16, 56, 40]})") << "axes_dims_rope" << bad;
        QTest::newRow("odd axes") << QByteArray(R"({"axes_dims_rope": [15, 57, 56]})") << "axes_dims_rope"
                                  << bad;
        QTest::newRow("guidance") << QByteArray(R"({"guidance_embeds": true})") << "guidance_embeds"
                                  << unsupported;
        QTest::newRow("no object") << QByteArray("[1, 2]") << "config" << bad;
        QTest::newRow("cut") << QByteArray("{\"num_layers\": 2") << "config" << bad;
    }
    void refusesWhatCannotBeRun() {
        QFETCH(QByteArray, json);
        QFETCH(QString, word);
        QFETCH(int, kind);
        const auto config = qwen_image::readTransformerConfig(written(json));
        QVERIFY(!config);
        QCOMPARE(int(config.error().kind), kind);
        QVERIFY2(QString::fromStdString(describe(config.error())).contains(word),
                 describe(config.error()).c_str());
    }

    void vaeNeedsAMeanForEveryChannel() {
        const auto config =
            qwen_image::readVaeConfig(written(R"({"z_dim": 2, "latents_mean": [0], "latents_std": [1, 1]})"));
        QVERIFY(!config);
        QVERIFY(QString::fromStdString(config.error().what + config.error().where).contains("latents_mean"));
    }

    void terminalShiftMayBeAbsentNullOrFalse() {
        for (const char* json : {"{}", R"({"shift_terminal": null})", R"({"shift_terminal": false})"}) {
            const auto config = qwen_image::readSchedulerConfig(written(json));
            QVERIFY2(config.has_value(), json);
            QVERIFY(!config->shiftTerminal);
        }
        QCOMPARE(*qwen_image::readSchedulerConfig(written(R"({"shift_terminal": 0.02})"))->shiftTerminal,
                 0.02);
    }

    void textEncoderReadsTheFlatLayoutOfTheHub() {
        const auto config =
            qwen2_5_vl::readTextEncoderConfig(written(R"({"hidden_size": 3584, "intermediate_size": 18944,
            "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4, "vocab_size": 152064, "rope_theta": 1000000.0,
            "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
            "vision_config": {"depth": 32, "hidden_size": 1280, "out_hidden_size": 3584, "in_chans": 3}})"));
        QVERIFY2(config.has_value(), config ? "" : describe(config.error()).c_str());
        QCOMPARE(config->language.headDim(), std::int64_t{128});
        QCOMPARE(config->language.mropeSection[1], std::int64_t{24});
        QCOMPARE(config->vision->patchFeatures(), std::int64_t{1176});
    }

    void textEncoderSectionsMustFillHalfAHead() {
        const auto config =
            qwen2_5_vl::readTextEncoderConfig(written(R"({"hidden_size": 32, "intermediate_size": 64,
            "num_hidden_layers": 1, "num_attention_heads": 2, "vocab_size": 100, "rope_scaling": {"mrope_section": [2, 3, 4]}})"));
        QVERIFY(!config);
        QVERIFY(QString::fromStdString(config.error().what).contains("mrope_section"));
    }

  private:
    QTemporaryDir folder_;
    int count_ = 0;
};
LACUNA_TEST(TestConfig)
#include "test_config.moc"

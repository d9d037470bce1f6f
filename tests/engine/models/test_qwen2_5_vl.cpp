// The text encoder's rules that golden numbers do not reach: sizes, windows, positions, keys.
#include "engine/models/qwen2_5_vl/text_encoder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::qwen2_5_vl;

class TestQwen25Vl : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void publishedEncoderHasThePublishedNumberOfParameters() {
        TextEncoderConfig config;
        config.vision = VisionConfig{};
        TextEncoder encoder(config);
        QCOMPARE(nn::parameterCount(*encoder), std::int64_t{7'070'619'136 + 676'550'144});
    }

    void picturesAreResizedToWholeMergeBlocks_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("expectedWidth");
        QTest::addColumn<int>("expectedHeight");
        // smart_resize(h, w, 28, 3136, 12845056) of transformers 5.23
        QTest::newRow("rounded") << 1024 << 1024 << 1036 << 1036;
        QTest::newRow("half to even") << 42 << 70 << 56 << 56;  // 1.5 -> 2, 2.5 -> 2
        QTest::newRow("too small") << 30 << 40 << 56 << 84;
        QTest::newRow("too large") << 6000 << 4000 << 4368 << 2912;
    }
    void picturesAreResizedToWholeMergeBlocks() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, expectedWidth);
        QFETCH(int, expectedHeight);
        const auto size = smartResize({width, height}, 28, 3136, 12845056);
        QVERIFY(size.has_value());
        QCOMPARE(size->width, expectedWidth);
        QCOMPARE(size->height, expectedHeight);
    }

    void refusesSlivers() {
        QVERIFY(!smartResize({5000, 10}, 28, 3136, 12845056));
        QVERIFY(!smartResize({0, 10}, 28, 3136, 12845056));
    }

    void windowsCoverEveryUnitOnce() {
        const auto windows = windowOrder(5, 9, 4);  // 4 + 1 rows, 4 + 4 + 1 columns
        QCOMPARE(windows.lengths, (std::vector<std::int64_t>{16, 16, 4, 4, 4, 1}));
        QVERIFY(torch::equal(std::get<0>(windows.order.sort()), torch::arange(45)));
        QCOMPARE(windows.order[16].item<std::int64_t>(),
                 std::int64_t{4});  // the second window begins at column 4
    }

    void picturesStandStillInTimeAndTextGoesOnAfterThem() {
        constexpr std::int64_t kPicture = 99;
        const auto p = imagePositions({1, kPicture, kPicture, kPicture, kPicture, kPicture, kPicture, 2},
                                      kPicture, {{2, 3}});
        const auto row = [&](int axis) {
            std::vector<std::int64_t> values;
            for (int i = 0; i < 8; ++i) values.push_back(p[axis][0][i].item<std::int64_t>());
            return values;
        };
        QCOMPARE(row(0), (std::vector<std::int64_t>{0, 1, 1, 1, 1, 1, 1, 4}));
        QCOMPARE(row(1), (std::vector<std::int64_t>{0, 1, 1, 1, 2, 2, 2, 4}));
        QCOMPARE(row(2), (std::vector<std::int64_t>{0, 1, 2, 3, 1, 2, 3, 4}));
        QVERIFY_EXCEPTION_THROWN(imagePositions({1, kPicture, 2}, kPicture, {{2, 3}}), c10::Error);
        QVERIFY_EXCEPTION_THROWN(imagePositions({1, 2}, kPicture, {{1, 1}}), c10::Error);
    }

    void bothKeyLayoutsMeanTheSame() {
        for (const char* stored :
             {"model.layers.3.mlp.up_proj.weight", "model.language_model.layers.3.mlp.up_proj.weight",
              "text_encoders.qwen25_7b.transformer.model.layers.3.mlp.up_proj.weight"}) {
            QCOMPARE(textEncoderKey(stored), std::string("language_model.layers.3.mlp.up_proj.weight"));
        }
        QCOMPARE(textEncoderKey("visual.merger.ln_q.weight"), std::string("visual.merger.ln_q.weight"));
        QCOMPARE(textEncoderKey("model.visual.merger.ln_q.weight"), std::string("visual.merger.ln_q.weight"));
        QCOMPARE(textEncoderKey("model.visual.merger.ln_q.weight", false), std::string());
        QCOMPARE(textEncoderKey("lm_head.weight"), std::string());
    }
};
LACUNA_TEST(TestQwen25Vl)
#include "test_qwen2_5_vl.moc"

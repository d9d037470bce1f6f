// What the positional encoding tells a token: distances, normals, enclosure, offsets; and that a fresh one
// adds nothing.
#include <cmath>

#include "engine/models/qwen_image/mpe.h"
#include "engine/models/qwen_image/mpe_source.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::qwen_image;

class TestMpe : public QObject {
    Q_OBJECT
    /// A grid of tokens (2 x 2 cells each) with a hole of whole tokens.
    static torch::Tensor maskOf(std::int64_t rows, std::int64_t columns, std::int64_t top, std::int64_t left,
                                std::int64_t bottom, std::int64_t right) {
        auto mask = torch::zeros({2 * rows, 2 * columns});
        mask.slice(0, 2 * top, 2 * bottom).slice(1, 2 * left, 2 * right).fill_(1);
        return mask;
    }

  private Q_SLOTS:
    void aFreshEncodingAddsNothing() {
        MultimodalPositionalEncoding mpe(MpeConfig{.width = 12, .hidden = 4});
        const auto bias = mpe(torch::randn({2, 6, kMpeFeatures}), torch::tensor({0, 3}));
        QCOMPARE(bias.tokens.sizes().vec(), (std::vector<std::int64_t>{2, 6, 12}));
        QCOMPARE(bias.time.sizes().vec(), (std::vector<std::int64_t>{2, 12}));
        QCOMPARE(bias.tokens.abs().max().item<float>(), 0.0f);
        QCOMPARE(bias.time.abs().max().item<float>(), 0.0f);
    }

    void anEnclosedHoleIsTold() {
        const auto f = mpeFeatures(maskOf(6, 6, 2, 2, 4, 4), Task::Inpaint).view({6, 6, kMpeFeatures});
        QCOMPARE(f[2][2][0].item<float>(), 1.0f);
        QCOMPARE(f[0][0][0].item<float>(), 0.0f);
        QCOMPARE(f[2][2][5].item<float>(), 0.0f);  // the hole does not reach the border
        QCOMPARE(f[0][0][5].item<float>(), 1.0f);
        QCOMPARE(f[2][2][1].item<float>(), 0.25f);  // half a token inside the edge, of 2
        QCOMPARE(f[2][1][1].item<float>(), -0.25f);
        QVERIFY(f[2][1][3].item<float>() > 0.9f);  // left of the hole: the normal points right, into it
        QCOMPARE(f[2][1][6].item<float>(), 0.0f);  // no offsets when nothing is outside
    }

    void outpaintingTellsHowFarOutsideAToken() {
        // Kept: columns 4..7 of 8; the new area is as wide as the kept rectangle.
        const auto f = mpeFeatures(maskOf(4, 8, 0, 0, 4, 4), Task::Outpaint).view({4, 8, kMpeFeatures});
        QCOMPARE(f[1][0][6].item<float>(), -3.5f / 4);  // its centre is 3.5 tokens left of a rectangle 4 wide
        QCOMPARE(f[1][3][6].item<float>(), -0.5f / 4);
        QCOMPARE(f[1][6][6].item<float>(), 0.0f);
        QCOMPARE(f[1][0][7].item<float>(), 0.0f);
        QCOMPARE(f[1][0][5].item<float>(), 1.0f);
    }

    void aPictureThatIsAllHoleHasNoEdge() {
        const auto f = mpeFeatures(torch::ones({8, 4}), Task::TextToImage);
        QCOMPARE(f.slice(1, 0, 3).min().item<float>(), 1.0f);
        QCOMPARE(f.slice(1, 3, 5).abs().max().item<float>(), 0.0f);
        QCOMPARE(f.slice(1, 6, 8).abs().max().item<float>(), 0.0f);
        QVERIFY(f.isfinite().all().item<bool>());
    }

    void operationsAreSpelledInStepsOf64() {
        QCOMPARE(operationPrefix(Task::TextToImage, {}), std::string());
        QCOMPARE(operationPrefix(Task::Inpaint, {}), std::string("[EDIT][INPAINT]"));
        QCOMPARE(operationPrefix(Task::Outpaint, {.left = 512, .bottom = 65}),
                 std::string("[EDIT][OUTPAINT_LEFT_512][OUTPAINT_BOTTOM_128]"));
        QCOMPARE(operationPrefix(Task::Outpaint, {.right = 5000}),
                 std::string("[EDIT][OUTPAINT_RIGHT_1024]"));
        const auto tokens = operationTokens();
        QVERIFY(std::ranges::find(tokens, "[OUTPAINT_LEFT_512]") != tokens.end());
    }

    void nothingOfTheHoleReachesTheSource() {
        auto mask = torch::zeros({1, 1, 16, 16});
        mask[0][0][3][9] = 1;  // one pixel generates its whole cell
        QCOMPARE(latentMask(mask).sum().item<float>(), 1.0f);
        const auto shown = neutralHole(torch::ones({1, 3, 16, 16}), mask);
        QCOMPARE(shown[0][0].slice(0, 0, 8).slice(1, 8, 16).abs().max().item<float>(), 0.0f);
        QCOMPARE(shown.sum().item<float>(), 3.0f * (256 - 64));
        const auto joined =
            joinSource(torch::zeros({1, 16, 2, 2}), torch::ones({1, 16, 2, 2}), latentMask(mask));
        QCOMPARE(joined.sizes().vec(), (std::vector<std::int64_t>{1, 33, 2, 2}));
        QCOMPARE(joined[0].slice(0, 16, 32).sum().item<float>(), 48.0f);
        QCOMPARE(joined[0][32][0][1].item<float>(), 1.0f);
    }
};
LACUNA_TEST(TestMpe)
#include "test_mpe.moc"

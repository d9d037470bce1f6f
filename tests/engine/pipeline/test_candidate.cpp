// What of the model's picture is laid over the page: of an edit, what the model changed, at the page's own
// size.
#include "engine/pipeline/candidate.h"

#include "engine/image/composite.h"
#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "engine/image/resample.h"
#include "engine/pipeline/pictures.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
constexpr Size kModel{96, 128};
constexpr Rect kSquare{32, 48, 32, 32};

/// Broad stripes, so that enlarging it leaves something to lose.
Bitmap page(Size size) {
    Bitmap result(size, PixelFormat::Rgb8);
    for (int y = 0; y < size.height; ++y) {
        auto* row = result.row<std::uint8_t>(y);
        for (int x = 0; x < size.width * 3; ++x) row[x] = std::uint8_t(40 + 160 * (y * 16 / size.height % 2));
    }
    return result;
}

/// Blocks of any colours: a drift in any direction can be told.
Bitmap blocks(Size size, int across) {
    const Bitmap colours = tests::noise({across, across * size.height / size.width}, PixelFormat::Rgb8);
    const int block = size.width / across;
    Bitmap result(size, PixelFormat::Rgb8);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            std::copy_n(colours.row<std::uint8_t>(y / block) + 3 * (x / block), 3,
                        result.row<std::uint8_t>(y) + 3 * x);
    }
    return result;
}

/// What an editing model makes of a page: smaller, a square painted, all else as it was.
torch::Tensor edited(const Bitmap& page, const Rect& square) {
    Bitmap picture = resized(page, kModel);
    if (!square.empty()) fill(picture, square, {65535, 0, 0, 65535});
    return pictureTensor(picture);
}

GenerateRequest editOf(Bitmap page) {
    GenerateRequest request;
    request.task = Task::Edit;
    request.modelSize = kModel;
    request.placement = boundsOf(page.size());
    request.references = {std::move(page).freeze()};
    return request;
}
}  // namespace

class TestCandidate : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void anEditShowsWhatItChangedAndKeepsTheRestToTheByte() {
        const Bitmap before = page({288, 384});  // three times the model's size
        const auto made =
            makeCandidate(editOf(before.clone()), nullptr, edited(before, kSquare), 1, "m", false);
        QCOMPARE(made.pixels.size(), before.size());
        QCOMPARE(made.mask.size(), before.size());
        Bitmap result = before.clone();
        mixInto(result, made.pixels, made.mask);
        const Rect square{3 * kSquare.x, 3 * kSquare.y, 3 * kSquare.width, 3 * kSquare.height};
        const auto* centre =
            result.row<std::uint8_t>(square.y + square.height / 2) + 3 * (square.x + square.width / 2);
        QVERIFY(centre[0] > 240 && centre[1] < 15 && centre[2] < 15);
        const Rect touched = square.grown(3 * 24);
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                if (touched.contains(Rect{x, y, 1, 1})) continue;
                QCOMPARE(int(made.mask.row<std::uint8_t>(y)[x]), 0);
            }
        }
        QVERIFY(ConstView(result).row<std::uint8_t>(0)[0] == before.row<std::uint8_t>(0)[0]);
    }
    void aModelThatDriftsIsMovedBackBeforeItsChangesAreLookedFor() {
        const Bitmap before = blocks({288, 384}, 6);
        torch::Tensor drifted = edited(before, kSquare).roll({3, 2}, {2, 3});
        auto request = editOf(before.clone());
        const auto maskOf = [&](bool matchColours) {
            request.matchColours = matchColours;
            return makeCandidate(request, nullptr, drifted, 1, "m", false).mask;
        };
        const auto mask = maskOf(true);
        QVERIFY(mask);
        const Rect square{3 * kSquare.x, 3 * kSquare.y, 3 * kSquare.width, 3 * kSquare.height};
        QVERIFY(square.grown(3 * 24).contains(maskBounds(mask)));
        const auto unmoved = maskOf(false);
        QVERIFY(!unmoved || maskArea(unmoved) > 2 * maskArea(mask));
    }
    void anEditThatChangedNothingIsShownAsItIs() {
        const Bitmap before = page(kModel);
        const auto made = makeCandidate(editOf(before.clone()), nullptr, edited(before, {}), 1, "m", false);
        QVERIFY(!made.mask);
        QVERIFY(made.pixels);
    }
    void aPictureOfAnotherSizeIsNoPageToKeep() {
        const Bitmap before = page(kModel);
        auto request = editOf(before.clone());
        request.references = {page({64, 64}).freeze()};
        QVERIFY(!makeCandidate(request, nullptr, edited(before, kSquare), 1, "m", false).mask);
    }
    void otherTasksWithoutAMaskReplaceThePage() {
        auto request = editOf(page(kModel));
        request.task = Task::TextToImage;
        QVERIFY(!makeCandidate(request, nullptr, edited(page(kModel), kSquare), 1, "m", false).mask);
    }
};
LACUNA_TEST(TestCandidate)
#include "test_candidate.moc"

// Captions on the wrong pictures score lower; with a real judge's network the numbers are probabilities.
#include "engine/training/judge/judge.h"
#include "engine/training/scoring/relevance_scorer.h"
#include "engine/training/tensor_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;

namespace {

LabelSpace space() {
    return {{{"moon", "月亮"}, {"lantern", "灯笼"}, {"boat", "船"}, {"cup", "杯子"}},
            {{"red", "红"}, {"blue", "蓝"}}};
}

/// A picture whose first pixel says what is on it: subject, colour.
Image pictureOf(int subject, int colour) {
    Bitmap bitmap({8, 8}, PixelFormat::Rgb8);
    bitmap.row<std::uint8_t>(0)[0] = std::uint8_t(subject);
    bitmap.row<std::uint8_t>(0)[1] = std::uint8_t(colour);
    return std::move(bitmap).freeze();
}

/// Sees that, with a little doubt.
Result<Sight> look(const Image& picture) {
    const auto* pixel = picture.row<std::uint8_t>(0);
    Sight sight;
    sight.present.assign(4, 0.05);
    sight.colour.assign(4, {0.5, 0.5});
    sight.ground.assign(kGrounds, 1.0 / kGrounds);
    sight.present[pixel[0]] = 0.95;
    sight.colour[pixel[0]] = pixel[1] ? std::vector<double>{0.1, 0.9} : std::vector<double>{0.9, 0.1};
    return sight;
}

}  // namespace

class TestRelevance : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void shuffledCaptionsScoreLower() {
        const std::vector<std::string> captions{"a red moon", "a blue lantern", "红船", "a blue cup"};
        const auto scorer = makeRelevanceScorer(space(), look, "stub");
        for (int i = 0; i < 4; ++i) {
            const auto relevance = [&](int caption) {
                const data::Sample sample{"p.png", {}, captions[std::size_t(caption)]};
                return scorer->look(pictureOf(i, i % 2), sample)->scores.at(data::kRelevance);
            };
            QVERIFY(relevance(i) > 0.85);
            for (int other = 1; other < 4; ++other) QVERIFY(relevance((i + other) % 4) < 0.1);
        }
    }

    void whereNothingIsClaimedNothingIsScored() {
        const auto scorer = makeRelevanceScorer(space(), look, "stub");
        for (const data::Sample& sample :
             {data::Sample{"p.png", {}, "an elephant"}, data::Sample{"p.png", {}, ""},
              data::Sample{"p.png", "before.png", "make the moon red"}}) {
            const auto found = scorer->look(pictureOf(0, 1), sample);
            QVERIFY(!found->scores.contains(data::kRelevance));
            QCOMPARE(found->notes.at(data::kSubjects), std::string("a blue moon"));
        }
    }

    void aJudgesFolderIsOpened() {
        const tests::TemporaryFolder folder;
        JudgeConfig config;
        config.widths = {4, 4, 4, 4};
        config.width = 32;
        config.labels = space();
        const Judge judge = freshJudge(config, 3, torch::kCPU);
        NamedTensors weights;
        for (const auto& item : judge->named_parameters()) weights[item.key()] = item.value();
        QVERIFY_OK(writeTensors(folder / "model.safetensors", weights));
        folder.write("config.json", config.json().dump());
        const auto scorer = openJudgeScorer(folder.path());
        QVERIFY_OK(scorer);
        QVERIFY((*scorer)->version().starts_with("1, judge "));
        Bitmap bitmap({40, 60}, PixelFormat::Rgba8);
        const auto found =
            (*scorer)->look(std::move(bitmap).freeze(), {"p.png", {}, "a red moon, starry night"});
        QVERIFY_OK(found);
        const double relevance = found->scores.at(data::kRelevance);
        QVERIFY(relevance > 0 && relevance < 1);
        QCOMPARE(openJudgeScorer(folder / "none").error().kind, ErrorKind::ModelMissing);
    }
};
LACUNA_TEST(TestRelevance)
#include "test_relevance.moc"

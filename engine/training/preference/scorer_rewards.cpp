// See scorer_rewards.h.
#include "engine/training/preference/scorer_rewards.h"

#include "engine/pipeline/pictures.h"
#include "engine/training/data/aesthetics.h"
#include "engine/training/evaluation/title_reading.h"
#include "engine/training/judge/judge.h"
#include "engine/training/posters/painter.h"
#include "engine/training/reading/text_scores.h"

namespace lacuna::training {
namespace {

class RelevanceReward : public Reward {
  public:
    RelevanceReward(Judge judge, AtlasNames names) : judge_(std::move(judge)), names_(std::move(names)) {}
    std::string name() const override { return "relevance"; }

    torch::Tensor score(const Answers& answers) override {
        const auto output = judge_->forward(answers.pictures);
        const auto probabilities = [](const torch::Tensor& logits) {
            return logits.softmax(-1).to(torch::kCPU, torch::kFloat);
        };
        const auto ground = probabilities(output.ground), place = probabilities(output.titlePlace),
                   colour = probabilities(output.colour);
        const auto present = output.present.sigmoid().to(torch::kCPU, torch::kFloat),
                   scripts = output.scripts.sigmoid().to(torch::kCPU, torch::kFloat);
        const auto g = ground.accessor<float, 2>(), t = place.accessor<float, 2>(),
                   p = present.accessor<float, 2>(), w = scripts.accessor<float, 2>();
        const auto c = colour.accessor<float, 3>();
        auto scores = torch::empty({answers.pictures.size(0)});
        for (std::int64_t i = 0; i < scores.size(0); ++i) {
            const auto asked =
                labelsOf(answers.questions[std::size_t(i)].scene, names_, judge_->config().labels);
            const auto scriptIs = [&](int which, bool wanted) {
                return wanted ? w[i][which] : 1 - w[i][which];
            };
            float sum = g[i][int(asked.background) * kPalettes + asked.palette] +
                        t[i][int(asked.titlePlace)] +
                        (scriptIs(0, asked.english) + scriptIs(1, asked.chinese)) / 2;
            for (const SubjectLabel& subject : asked.subjects)
                sum += p[i][subject.subject] * c[i][subject.subject][subject.colour];
            scores[i] = sum / float(3 + asked.subjects.size());
        }
        return scores;
    }

  private:
    Judge judge_;
    AtlasNames names_;
};

class AestheticsReward : public Reward {
  public:
    std::string name() const override { return "aesthetics"; }
    torch::Tensor score(const Answers& answers) override {
        return (valuesOf(answers.pictures) / valuesOf(answers.posters).clamp_min(1e-4)).clamp_max(1);
    }

  private:
    static torch::Tensor valuesOf(const torch::Tensor& pictures) {
        auto values = torch::empty({pictures.size(0)});
        const auto bytes = toBytes(pictures);
        for (std::int64_t i = 0; i < values.size(0); ++i)
            values[i] = data::aestheticScore(data::measureImage(bytesBitmap(bytes[i]))).value;
        return values;
    }
};

class LetteringReward : public Reward {
  public:
    explicit LetteringReward(std::unique_ptr<TextReader> reader) : reader_(std::move(reader)) {}
    std::string name() const override { return "lettering"; }
    torch::Tensor score(const Answers& answers) override {
        auto scores = torch::empty({answers.pictures.size(0)});
        for (std::int64_t i = 0; i < scores.size(0); ++i)
            scores[i] = scoreOf(answers.pictures[i], answers.questions[std::size_t(i)].scene);
        return scores;
    }

  private:
    double scoreOf(const torch::Tensor& picture, const Scene& scene) {
        const auto read = readTitles(*reader_, picture, scene);
        if (!read) return 0;
        double sum = 0, titles = 0;
        const auto add = [&](const std::optional<std::string>& text, const std::string& truth, bool chinese) {
            if (!text) return;
            ++titles;
            sum += textRenderScore(*text, truth, chinese).value_or(0);
        };
        add(read->english, scene.titleEnglish, false);
        add(read->chinese, scene.titleChinese, true);
        return titles > 0 ? sum / titles : 1;
    }

    std::unique_ptr<TextReader> reader_;
};

}  // namespace

Result<std::unique_ptr<Reward>> openRelevanceReward(const RewardSources& sources, const std::string& where) {
    if (sources.judge.empty())
        return fail(ErrorKind::BadFile,
                    "The reward \"relevance\" needs a judge. Write \"judge\": the folder of one, as "
                    "`lacuna-train classifier` makes it.",
                    where);
    LACUNA_TRY(Judge judge, loadJudge(sources.judge, sources.device));
    if (judge->config().labels != LabelSpace::of(sources.names))
        return fail(ErrorKind::BadFile,
                    "The judge was taught with another atlas. Train it again, or choose its atlas.", where);
    return std::make_unique<RelevanceReward>(std::move(judge), sources.names);
}

std::unique_ptr<Reward> makeAestheticsReward() {
    return std::make_unique<AestheticsReward>();
}

Result<std::unique_ptr<Reward>> openLetteringReward() {
    LACUNA_TRY(auto reader, openTextReader());
    return std::make_unique<LetteringReward>(std::move(reader));
}

}  // namespace lacuna::training

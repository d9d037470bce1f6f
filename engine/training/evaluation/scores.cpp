// See scores.h.
#include "engine/training/evaluation/scores.h"

#include <torch/script.h>

#include "engine/training/evaluation/attributes.h"
#include "engine/training/evaluation/frechet.h"
#include "engine/training/evaluation/picture_scores.h"
#include "engine/training/evaluation/title_reading.h"
#include "engine/training/reading/text_scores.h"

namespace lacuna::training {
namespace {

constexpr std::int64_t kBatch = 16;
constexpr const char* kNoReader = "not measured: no text reader";

class Mean {
  public:
    void add(double value) {
        sum_ += value;
        ++count_;
    }
    Score as(const std::string& name, const std::string& whyNot) const {
        if (!count_) return {name, {}, whyNot};
        return {name, sum_ / count_, {}};
    }

  private:
    double sum_ = 0;
    int count_ = 0;
};

/// What the judge makes of a set.
struct Seen {
    std::vector<PosterLabels> labels;
    torch::Tensor features;  ///< [N, D]
};

torch::Tensor batch(const std::vector<torch::Tensor>& pictures, std::size_t begin) {
    const auto end = std::min(pictures.size(), begin + kBatch);
    return torch::stack(
        std::vector(pictures.begin() + std::ptrdiff_t(begin), pictures.begin() + std::ptrdiff_t(end)));
}

torch::Tensor featuresOf(const std::vector<torch::Tensor>& pictures,
                         const std::function<torch::Tensor(const torch::Tensor&)>& network) {
    std::vector<torch::Tensor> features;
    for (std::size_t i = 0; i < pictures.size(); i += kBatch) features.push_back(network(batch(pictures, i)));
    return torch::cat(features);
}

Seen see(const std::vector<torch::Tensor>& pictures, Judge& judge) {
    Seen seen;
    seen.features = featuresOf(pictures, [&](const torch::Tensor& some) {
        const auto output = judge->forward(some);
        for (auto& labels : readLabels(output)) seen.labels.push_back(std::move(labels));
        return output.features;
    });
    return seen;
}

Score frechetScore(const std::string& name, const torch::Tensor& a, const torch::Tensor& b) {
    if (a.size(0) < 2) return {name, {}, "not measured: needs at least two pictures"};
    return {name, frechetDistance(gaussianOf(a), gaussianOf(b)), {}};
}

void addAttributes(std::vector<Score>& scores, const std::vector<EvaluationCase>& cases, const Seen& seen,
                   const AtlasNames& names, const LabelSpace& space) {
    AttributeTally tally;
    for (std::size_t i = 0; i < cases.size(); ++i)
        tally.add(seen.labels[i], labelsOf(cases[i].scene, names, space), cases[i].scene.aspect);
    scores.push_back({"attribute accuracy", tally.accuracy(), {}});
    for (int a = 0; a < kAttributes; ++a)
        scores.push_back(
            {std::string("attribute: ") + nameOf(Attribute(a)), tally.accuracy(Attribute(a)), {}});
}

Result<void> addText(std::vector<Score>& scores, const std::vector<EvaluationCase>& cases,
                     const std::vector<torch::Tensor>& pictures, const Seen& seen, const AtlasNames& names,
                     const LabelSpace& space, TextReader* reader) {
    Mean english, chinese;
    std::vector<std::vector<std::string>> rebuilt[2], truth[2];
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const EvaluationCase& one = cases[i];
        ReadTitles titles;
        if (reader) {
            LACUNA_TRY(titles, readTitles(*reader, pictures[i], one.scene));
        }
        if (titles.english) {
            LACUNA_TRY(const double score, textRenderScore(*titles.english, one.scene.titleEnglish, false));
            english.add(score);
        }
        if (titles.chinese) {
            LACUNA_TRY(const double score, textRenderScore(*titles.chinese, one.scene.titleChinese, true));
            chinese.add(score);
        }
        LACUNA_TRY(const auto readEnglish, normalisedText(titles.english.value_or("")));
        LACUNA_TRY(const auto readChinese, normalisedText(titles.chinese.value_or("")));
        const bool inChinese = one.language == CaptionLanguage::Chinese;
        const auto tokens = inChinese ? CaptionTokens::Characters : CaptionTokens::Words;
        const auto caption = rebuiltCaption(seen.labels[i], space, names, one.scene.aspect, readEnglish,
                                            readChinese, one.language);
        rebuilt[inChinese].push_back(captionTokens(caption, tokens));
        LACUNA_TRY(const auto trueEnglish, normalisedText(one.scene.titleEnglish));
        LACUNA_TRY(const auto trueChinese, normalisedText(one.scene.titleChinese));
        const auto asked = rebuiltCaption(labelsOf(one.scene, names, space), space, names, one.scene.aspect,
                                          trueEnglish, trueChinese, one.language);
        truth[inChinese].push_back(captionTokens(asked, tokens));
    }
    const std::string whyNot = reader ? "not measured: no titles" : kNoReader;
    scores.push_back(english.as("English title score", whyNot));
    scores.push_back(chinese.as("Chinese title score", whyNot));
    for (const int language : {0, 1}) {
        const std::string name =
            language ? "BLEU-4 of read-back captions, Chinese" : "BLEU-4 of read-back captions, English";
        if (rebuilt[language].empty()) {
            scores.push_back({name, {}, "not measured: no captions"});
        } else {
            scores.push_back({name, bleu4(rebuilt[language], truth[language]), {}});
        }
    }
    return {};
}

void addFilling(std::vector<Score>& scores, const std::vector<EvaluationCase>& cases,
                const std::vector<torch::Tensor>& pictures, Judge& judge) {
    Mean noise, distance, seam, end;
    KeptPixels kept;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const EvaluationCase& one = cases[i];
        noise.add(psnrInside(pictures[i], one.truth, one.changed));
        distance.add(perceptualDistance(judge, pictures[i].unsqueeze(0), one.truth.unsqueeze(0),
                                        one.changed.unsqueeze(0))
                         .item<double>());
        seam.add(seamRatio(pictures[i], one.truth, one.changed));
        end.add(seamRatio(pictures[i], one.truth, one.repainted));
        const auto here = keptPixels(pictures[i], one.truth, one.repainted);
        kept.kept += here.kept;
        kept.identical += here.identical;
    }
    scores.push_back(noise.as("PSNR in the hole, dB", {}));
    scores.push_back(distance.as("perceptual distance in the hole", {}));
    scores.push_back(seam.as("seam energy, ratio to the truth's", {}));
    scores.push_back(end.as("seam energy where repainting ends, ratio to the truth's", {}));
    scores.push_back(
        {"kept pixels identical", kept.kept ? double(kept.identical) / double(kept.kept) : 1.0, {}});
}

void addLikeness(std::vector<Score>& scores, const std::vector<EvaluationCase>& cases,
                 const std::vector<torch::Tensor>& pictures, Judge& judge) {
    Mean noise, distance;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto& source = cases[i].order.source;
        noise.add(psnrInside(pictures[i], source, torch::ones({1, source.size(1), source.size(2)})));
        distance.add(perceptualDistance(judge, pictures[i].unsqueeze(0), source.unsqueeze(0)).item<double>());
    }
    scores.push_back(noise.as("PSNR to the source, dB", {}));
    scores.push_back(distance.as("perceptual distance to the source", {}));
}

void addEdits(std::vector<Score>& scores, const std::vector<EvaluationCase>& cases,
              const std::vector<torch::Tensor>& pictures, const Seen& seen, const AtlasNames& names,
              const LabelSpace& space) {
    Mean done, outside;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const EvaluationCase& one = cases[i];
        done.add(changeHappened(seen.labels[i], labelsOf(*one.before, names, space),
                                labelsOf(one.scene, names, space)));
        outside.add(differenceOutside(pictures[i], one.order.source, one.changed));
    }
    scores.push_back(done.as("change that was asked for happened", {}));
    scores.push_back(outside.as("mean difference outside the change, of 255", {}));
}

}  // namespace

Result<std::vector<Score>> scoresOf(Task task, const std::vector<EvaluationCase>& cases,
                                    const std::vector<torch::Tensor>& pictures, const torch::Tensor& others,
                                    const AtlasNames& names, Judges& judges) {
    const torch::NoGradGuard noGrad;
    const LabelSpace& space = judges.judge->config().labels;
    const auto real = others.unbind(0);
    const Seen seen = see(pictures, judges.judge);
    std::vector<Score> scores;
    scores.push_back(
        frechetScore("Frechet distance, judge's features", seen.features, see(real, judges.judge).features));
    if (judges.inception) {
        scores.push_back(frechetScore("Frechet distance, Inception", featuresOf(pictures, judges.inception),
                                      featuresOf(real, judges.inception)));
    } else {
        scores.push_back({"Frechet distance, Inception", {}, "not measured: no Inception file"});
    }
    addAttributes(scores, cases, seen, names, space);
    LACUNA_TRY_VOID(addText(scores, cases, pictures, seen, names, space, judges.reader));
    if (task == Task::ImageToImage) addLikeness(scores, cases, pictures, judges.judge);
    if (task == Task::Inpaint || task == Task::Outpaint) addFilling(scores, cases, pictures, judges.judge);
    if (task == Task::Edit) addEdits(scores, cases, pictures, seen, names, space);
    return scores;
}

Result<std::function<torch::Tensor(const torch::Tensor&)>> loadInception(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        return fail(ErrorKind::ModelMissing, "There is no Inception file here. Check --inception.",
                    file.string());
    try {
        auto module = std::make_shared<torch::jit::Module>(torch::jit::load(file.string()));
        module->eval();
        const bool asked = module->get_method("forward")
                               .function()
                               .getSchema()
                               .argumentIndexWithName("return_features")
                               .has_value();
        return std::function<torch::Tensor(const torch::Tensor&)>(
            [module, asked](const torch::Tensor& pictures) {
                const auto scaled = at::_upsample_bilinear2d_aa(pictures, {299, 299}, false) * 127.5 + 127.5;
                std::unordered_map<std::string, c10::IValue> options;
                if (asked) options["return_features"] = true;
                return module->forward({scaled}, options).toTensor().flatten(1);
            });
    } catch (const c10::Error&) {
        return fail(ErrorKind::BadFile,
                    "This is no TorchScript file. Give one that torch.jit.save has written.", file.string());
    }
}

}  // namespace lacuna::training

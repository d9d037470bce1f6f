// See relevance_scorer.h.
#include "engine/training/scoring/relevance_scorer.h"

#include <algorithm>

#include "engine/pipeline/guarded.h"
#include "engine/pipeline/pictures.h"
#include "engine/training/data/hex_number.h"
#include "engine/training/judge/judge.h"

namespace lacuna::training {
namespace {

class RelevanceScorer : public data::Scorer {
  public:
    RelevanceScorer(LabelSpace space, LookAt look, std::string version)
        : space_(std::move(space)), look_(std::move(look)), version_(std::move(version)) {}
    std::string name() const override { return data::kRelevance; }
    std::string version() const override { return "1, " + version_; }

    Result<data::Findings> look(const Image& picture, const data::Sample& sample) override {
        LACUNA_TRY(const Sight sight, look_(picture));
        data::Findings found;
        if (auto subjects = subjectsSeen(sight, space_); !subjects.empty())
            found.notes[data::kSubjects] = std::move(subjects);
        if (auto ground = groundSeen(sight); !ground.empty()) found.notes[data::kGround] = std::move(ground);
        if (!sample.editPicture.empty()) return found;
        if (const auto relevance = probabilityOf(claimsOf(sample.caption, space_), sight))
            found.scores[data::kRelevance] = *relevance;
        return found;
    }

  private:
    LabelSpace space_;
    LookAt look_;
    std::string version_;
};

std::vector<double> numbersOf(const torch::Tensor& row) {
    const auto values = row.to(torch::kDouble).contiguous();
    const auto* begin = values.const_data_ptr<double>();
    return {begin, begin + values.numel()};
}

Result<Sight> look(Judge& judge, const Image& picture) {
    return guarded("looking at a picture", [&]() -> Result<Sight> {
        const torch::NoGradGuard noGrad;
        const auto output = judge->forward(pictureTensor(picture));
        Sight sight;
        sight.present = numbersOf(output.present[0].sigmoid());
        sight.ground = numbersOf(output.ground[0].softmax(0));
        const auto colours = output.colour[0].softmax(1);  // [S, C]
        for (std::int64_t s = 0; s < colours.size(0); ++s) sight.colour.push_back(numbersOf(colours[s]));
        return sight;
    });
}

/// Of the files of a judge's folder.
Result<std::string> versionOf(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        const auto ending = it->path().extension();
        if (ending == ".json" || ending == ".safetensors") files.push_back(it->path());
    }
    std::ranges::sort(files);
    std::uint64_t hash = data::fnv1a("");
    for (const auto& file : files) {
        LACUNA_TRY(const auto stamp, data::stampOf(file));
        hash = data::fnv1a(std::to_string(stamp.hash), hash);
    }
    return "judge " + data::hexOf(hash);
}

}  // namespace

std::unique_ptr<data::Scorer> makeRelevanceScorer(LabelSpace space, LookAt look, std::string version) {
    return std::make_unique<RelevanceScorer>(std::move(space), std::move(look), std::move(version));
}

Result<std::unique_ptr<data::Scorer>> openJudgeScorer(const std::filesystem::path& folder) {
    LACUNA_TRY(Judge judge, loadJudge(folder, torch::kCPU));
    LACUNA_TRY(auto version, versionOf(folder));
    LabelSpace space = judge->config().labels;
    return makeRelevanceScorer(
        std::move(space), [judge](const Image& picture) mutable { return look(judge, picture); },
        std::move(version));
}

}  // namespace lacuna::training

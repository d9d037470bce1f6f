// See vqa_scorer.h.
#include "engine/training/scoring/vqa_scorer.h"

namespace lacuna::training {
namespace {

/// What to ask about a sample; empty = nothing.
using QuestionOf = std::string (*)(const data::Sample&);

std::string aboutTheCaption(const data::Sample& sample) {
    if (sample.caption.empty() || !sample.editPicture.empty()) return {};
    return "Does this figure show \"" + sample.caption + "\"? Please answer yes or no.";
}

std::string aboutTheLooks(const data::Sample&) {
    return "Is this a well composed, aesthetically pleasing poster? Please answer yes or no.";
}

class VqaScorer : public data::Scorer {
  public:
    VqaScorer(std::string name, QuestionOf question, AskPicture ask, std::string version)
        : name_(std::move(name)),
          question_(question),
          ask_(std::move(ask)),
          version_("1, " + std::move(version)) {}
    std::string name() const override { return name_; }
    std::string version() const override { return version_; }

    Result<data::Findings> look(const Image& picture, const data::Sample& sample) override {
        data::Findings found;
        const std::string question = question_(sample);
        if (question.empty()) return found;
        const auto yes = ask_(picture, question);
        if (yes) {
            found.scores[name_] = *yes;
        } else if (yes.error().kind != ErrorKind::BadRequest) {
            return tl::unexpected(yes.error());
        }
        return found;
    }

  private:
    std::string name_;
    QuestionOf question_;
    AskPicture ask_;
    std::string version_;
};

}  // namespace

std::unique_ptr<data::Scorer> makeVqaRelevanceScorer(AskPicture ask, std::string version) {
    return std::make_unique<VqaScorer>(data::kRelevance, aboutTheCaption, std::move(ask), std::move(version));
}

std::unique_ptr<data::Scorer> makeVqaAestheticsScorer(AskPicture ask, std::string version) {
    return std::make_unique<VqaScorer>(data::kAesthetics, aboutTheLooks, std::move(ask), std::move(version));
}

}  // namespace lacuna::training

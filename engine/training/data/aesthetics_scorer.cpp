// aesthetics.h behind the interface of scorer.h.
#include "engine/training/data/aesthetics.h"
#include "engine/training/data/buckets.h"
#include "engine/training/data/scorer.h"

namespace lacuna::training::data {
namespace {

constexpr int kMeasuredSide = 512;  ///< all measures depend on scale

class AestheticsScorer : public Scorer {
  public:
    std::string name() const override { return kAesthetics; }
    std::string version() const override { return "1"; }
    Result<Findings> look(const Image& picture, const Sample&) override {
        Findings found;
        if (picture.width() < 3 || picture.height() < 3) return found;
        const Bitmap small = reducedTo(picture, kMeasuredSide);
        if (small.width() < 3 || small.height() < 3) return found;  // a line, however long
        const AestheticScore score = aestheticScore(measureImage(small));
        found.scores = {{kAesthetics, score.value},
                        {"aesthetics.sharpness", score.sharpness},
                        {"aesthetics.cleanness", score.cleanness},
                        {"aesthetics.exposure", score.exposure},
                        {"aesthetics.contrast", score.contrast},
                        {"aesthetics.colour", score.colour},
                        {"aesthetics.balance", score.balance}};
        return found;
    }
};

}  // namespace

std::unique_ptr<Scorer> makeAestheticsScorer() {
    return std::make_unique<AestheticsScorer>();
}

}  // namespace lacuna::training::data

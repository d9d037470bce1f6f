// What a caption claims, in the words that a judge knows: subjects, their colours, the ground. What a judge
// has no word for is no claim, so a caption of other things is neither confirmed nor refuted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/training/judge/labels.h"

namespace lacuna::training {

/// One thing that the caption says is there. Either a subject or a ground.
struct Claim {
    int subject = -1;
    int colour = -1;  ///< of the subject; -1 = not said
    int ground = -1;  ///< background * kPalettes + palette
    bool operator==(const Claim&) const = default;
};

/// Names of the space and of the painter's grounds, English as whole words in any case and number ("lantern",
/// "lanterns"), Chinese as they stand; longer names before the shorter ones in them; a colour where it stands
/// right before its subject. Quotations are left out: they are lettering. In order, each claim once.
std::vector<Claim> claimsOf(const std::string& caption, const LabelSpace& space);

/// What a judge sees on one picture, as probabilities.
struct Sight {
    std::vector<double> present;              ///< of each subject
    std::vector<std::vector<double>> colour;  ///< of each subject, of each colour; rows add up to 1
    std::vector<double> ground;               ///< kGrounds; adds up to 1
};

/// The mean probability of the claims, 0..1: a subject, and its colour as that of subject and colour
/// together; a ground. Nothing when there is no claim.
std::optional<double> probabilityOf(const std::vector<Claim>& claims, const Sight& sight);

/// "a red lantern and a moon": the subjects, and their colours, of at least one half; empty when there is
/// none.
std::string subjectsSeen(const Sight& sight, const LabelSpace& space);
/// The English name of a ground of at least one half, else empty.
std::string groundSeen(const Sight& sight);

}  // namespace lacuna::training

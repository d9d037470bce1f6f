// Who looks at a picture and says how good it is. Classical scorers run anywhere and live here; one that
// needs a model's weights lives beside its model and joins through the same interface.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/image/image.h"
#include "engine/training/data/sample.h"

namespace lacuna::training::data {

/// The three questions. A score lies in 0..1 and is left out where the question makes no sense for a picture.
inline constexpr const char* kRelevance = "relevance";    ///< does it show what the caption says?
inline constexpr const char* kAesthetics = "aesthetics";  ///< does it look good?
inline constexpr const char* kLettering =
    "lettering";  ///< can its words be read, and are they the caption's?

/// What captions are made from (captions.h); other notes are for people. A scorer's notes begin with its
/// name.
inline constexpr const char* kReadText = "lettering.text";      ///< as read, lines joined with spaces
inline constexpr const char* kSubjects = "relevance.subjects";  ///< "a red lantern and a moon"
inline constexpr const char* kGround = "relevance.ground";      ///< "starry night"

struct Findings {
    std::map<std::string, double> scores;      ///< "lettering"; parts of it as "lettering.readable"
    std::map<std::string, std::string> notes;  ///< UTF-8, keys as above
};

/// Made, used and destroyed on one thread.
class Scorer {
  public:
    virtual ~Scorer() = default;
    /// The score that it gives; one scorer a name.
    virtual std::string name() const = 0;
    /// Changes with everything that its answers depend on beside the sample: method, weights, libraries.
    virtual std::string version() const = 0;
    /// @param picture upright, 8 bits, not empty. @param sample the caption may be empty, and for an edit
    /// pair it is an instruction, which does not say what the picture shows. Errors end the run; a picture
    /// that merely scores badly is none.
    virtual Result<Findings> look(const Image& picture, const Sample& sample) = 0;
};

/// aesthetics.h as a scorer, on the picture reduced to 512 pixels.
std::unique_ptr<Scorer> makeAestheticsScorer();

}  // namespace lacuna::training::data

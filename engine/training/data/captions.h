// A caption for a picture that nobody has described, from what scorers have seen on it. It is kept in the
// score file and marked there; a person's files are never written to.
#pragma once

#include <map>
#include <string>

namespace lacuna::training::data {

/// One or two plain sentences from the notes of scorer.h (kSubjects, kGround, kReadText): "A poster with a
/// moon on starry night. It says "Summer Sale"." Only what was seen is said; empty when nothing was.
std::string machineCaption(const std::map<std::string, std::string>& notes);

}  // namespace lacuna::training::data

// See captions.h.
#include "engine/training/data/captions.h"

#include <algorithm>

#include "engine/training/data/scorer.h"

namespace lacuna::training::data {

std::string machineCaption(const std::map<std::string, std::string>& notes) {
    const auto noteOf = [&](const char* key) {
        const auto found = notes.find(key);
        return found == notes.end() ? std::string() : found->second;
    };
    const std::string subjects = noteOf(kSubjects), ground = noteOf(kGround);
    std::string words = noteOf(kReadText);
    std::erase(words, '"');  // would end the quotation
    std::string caption;
    if (!subjects.empty()) {
        caption = "A poster with " + subjects;
        if (!ground.empty()) caption += ", on a background of " + ground;
    } else if (!ground.empty()) {
        caption = "A poster with a background of " + ground;
    }
    if (!caption.empty()) caption += ".";
    if (words.empty()) return caption;
    return caption + (caption.empty() ? "A picture that says \"" : " It says \"") + words + "\".";
}

}  // namespace lacuna::training::data

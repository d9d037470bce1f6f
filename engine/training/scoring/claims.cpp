// See claims.h. Longer names are looked for first and blotted out, so that none is found inside another.
#include "engine/training/scoring/claims.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/check.h"
#include "engine/training/data/quoted_text.h"

namespace lacuna::training {
namespace {

constexpr double kSeen = 0.5;

/// Small letters (ASCII), everything else that is no letter or digit of ASCII, nor a byte of another script,
/// as one space; a space at both ends, so that " word " finds whole words.
std::string spaced(std::string_view text) {
    std::string out(1, ' ');
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
        if (word || out.back() != ' ') out += word ? c : ' ';
    }
    if (out.back() != ' ') out += ' ';
    return out;
}

std::string pluralOf(const std::string& word) {
    const auto ends = [&](std::string_view end) { return word.ends_with(end); };
    if (ends("leaf")) return word.substr(0, word.size() - 1) + "ves";
    if (ends("s") || ends("sh") || ends("ch")) return word + "es";
    const bool consonant =
        word.size() > 1 && std::string_view("aeiou").find(word[word.size() - 2]) == std::string_view::npos;
    if (ends("y") && consonant) return word.substr(0, word.size() - 1) + "ies";
    return word + "s";
}

/// A spelling that is looked for; English ones with their spaces.
struct Spelling {
    std::string text;
    Claim claim;
    bool english = true;
};

void addSpellings(std::vector<Spelling>& list, const Name& name, const Claim& claim) {
    const auto word = spaced(name.english);
    const auto bare = word.size() > 2 ? word.substr(1, word.size() - 2) : std::string();
    if (!bare.empty()) {
        list.push_back({word, claim, true});
        list.push_back({" " + pluralOf(bare) + " ", claim, true});
    }
    if (!name.chinese.empty()) list.push_back({name.chinese, claim, false});
}

std::vector<Spelling> spellingsOf(const LabelSpace& space) {
    std::vector<Spelling> list;
    for (int g = 0; g < kGrounds; ++g) {
        Claim claim;
        claim.ground = g;
        addSpellings(list, nameOf(Background(g / kPalettes), g % kPalettes), claim);
    }
    for (std::size_t s = 0; s < space.subjects.size(); ++s) {
        Claim claim;
        claim.subject = int(s);
        addSpellings(list, space.subjects[s], claim);
    }
    std::ranges::stable_sort(list, std::greater(), [](const Spelling& s) { return s.text.size(); });
    return list;
}

/// The colour whose name ends where `before` ends; the longest of several.
int colourAtEndOf(std::string_view before, bool english, const LabelSpace& space) {
    int best = -1;
    std::size_t longest = 0;
    const auto take = [&](const std::string& name, std::size_t c) {
        if (name.size() <= longest || !before.ends_with(name)) return;
        longest = name.size();
        best = int(c);
    };
    for (std::size_t c = 0; c < space.colours.size(); ++c) {
        if (english) {
            take(spaced(space.colours[c].english), c);
        } else if (!space.colours[c].chinese.empty()) {
            for (const char* link : {"", "的", "色", "色的"}) take(space.colours[c].chinese + link, c);
        }
    }
    return best;
}

double at(const std::vector<double>& values, int index) {
    return index >= 0 && std::size_t(index) < values.size() ? values[std::size_t(index)] : 0;
}

}  // namespace

std::vector<Claim> claimsOf(const std::string& caption, const LabelSpace& space) {
    std::string text = spaced(data::withoutQuotations(caption));
    std::vector<std::pair<std::size_t, Claim>> found;
    for (const Spelling& spelling : spellingsOf(space)) {
        for (auto place = text.find(spelling.text); place != text.npos; place = text.find(spelling.text)) {
            Claim claim = spelling.claim;
            // An English name shares its spaces with the words around it.
            const std::size_t shared = spelling.english ? 1 : 0;
            const std::string_view before(text.data(), place + shared);
            if (claim.subject >= 0) claim.colour = colourAtEndOf(before, spelling.english, space);
            found.emplace_back(place, claim);
            // Taken: no shorter name is found in it. '\1' is in no name; lengths, and so places, stay.
            std::fill_n(text.begin() + std::ptrdiff_t(place + shared), spelling.text.size() - 2 * shared,
                        '\1');
        }
    }
    std::ranges::stable_sort(found, {}, &std::pair<std::size_t, Claim>::first);
    std::vector<Claim> claims;
    for (const auto& [place, claim] : found) {
        if (std::ranges::find(claims, claim) == claims.end()) claims.push_back(claim);
    }
    return claims;
}

std::optional<double> probabilityOf(const std::vector<Claim>& claims, const Sight& sight) {
    double sum = 0, count = 0;
    for (const Claim& claim : claims) {
        if (claim.ground >= 0) {
            sum += at(sight.ground, claim.ground), ++count;
            continue;
        }
        const double present = at(sight.present, claim.subject);
        sum += present, ++count;
        if (claim.colour < 0) continue;
        LACUNA_CHECK(std::size_t(claim.subject) < sight.colour.size());
        sum += present * at(sight.colour[std::size_t(claim.subject)], claim.colour), ++count;
    }
    if (count == 0) return {};
    return std::clamp(sum / count, 0.0, 1.0);
}

std::string subjectsSeen(const Sight& sight, const LabelSpace& space) {
    std::vector<std::string> things;
    for (std::size_t s = 0; s < space.subjects.size(); ++s) {
        if (at(sight.present, int(s)) < kSeen) continue;
        std::string thing = space.subjects[s].english;
        for (std::size_t c = 0; c < space.colours.size(); ++c) {
            if (at(sight.colour[s], int(c)) >= kSeen) thing = space.colours[c].english + " " + thing;
        }
        const bool vowel = std::string_view("aeiou").find(thing.front()) != std::string_view::npos;
        things.push_back((vowel ? "an " : "a ") + thing);
    }
    std::string text;
    for (std::size_t i = 0; i < things.size(); ++i)
        text += (i == 0 ? "" : i + 1 == things.size() ? " and " : ", ") + things[i];
    return text;
}

std::string groundSeen(const Sight& sight) {
    for (int g = 0; g < kGrounds; ++g) {
        if (at(sight.ground, g) >= kSeen) return nameOf(Background(g / kPalettes), g % kPalettes).english;
    }
    return {};
}

}  // namespace lacuna::training

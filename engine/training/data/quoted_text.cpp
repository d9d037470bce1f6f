// See quoted_text.h.
#include "engine/training/data/quoted_text.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "engine/training/reading/text_scores.h"

namespace lacuna::training::data {
namespace {

struct Marks {
    std::string_view open, close;
};
constexpr std::array<Marks, 4> kMarks{{{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}}};

/// Calls `plain` for stretches outside of quotation marks and `quoted` for those inside. A mark that never
/// closes is an ordinary character.
template <class Plain, class Quoted>
void split(std::string_view caption, Plain plain, Quoted quoted) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < caption.size();) {
        const auto marks = std::ranges::find_if(
            kMarks, [&](const Marks& m) { return caption.substr(i).starts_with(m.open); });
        const auto inside = marks == kMarks.end() ? i : i + marks->open.size();
        const auto end = marks == kMarks.end() ? caption.npos : caption.find(marks->close, inside);
        if (end == caption.npos) {
            ++i;
            continue;
        }
        plain(caption.substr(begin, i - begin));
        quoted(caption.substr(inside, end - inside));
        begin = i = end + marks->close.size();
    }
    plain(caption.substr(begin));
}

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), std::int32_t(text.size())));
}

template <class Visit>
void eachPoint(const icu::UnicodeString& text, Visit visit) {
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) visit(text.char32At(i));
}

Result<std::u32string> comparable(const std::string& text) {
    LACUNA_TRY(const auto normal, normalisedText(text));
    std::u32string points;
    eachPoint(unicode(normal).foldCase(), [&](UChar32 c) {
        if (!u_isUWhiteSpace(c)) points += char32_t(c);
    });
    return points;
}

}  // namespace

std::vector<std::string> quotedTexts(std::string_view caption) {
    std::vector<std::string> texts;
    split(
        caption, [](std::string_view) {},
        [&](std::string_view text) {
            if (text.find_first_not_of(' ') != text.npos) texts.emplace_back(text);
        });
    return texts;
}

std::string withoutQuotations(std::string_view caption) {
    std::string rest;
    split(
        caption, [&](std::string_view text) { rest += text; }, [&](std::string_view) { rest += ' '; });
    return rest;
}

bool hasHan(std::string_view text) {
    bool found = false;
    eachPoint(unicode(text), [&](UChar32 c) {
        UErrorCode status = U_ZERO_ERROR;
        found = found || uscript_getScript(c, &status) == USCRIPT_HAN;
    });
    return found;
}

Result<double> foundIn(const std::string& read, const std::string& wanted) {
    LACUNA_TRY(const auto text, comparable(read));
    LACUNA_TRY(const auto pattern, comparable(wanted));
    if (pattern.empty()) return 1.0;
    // column[i]: the least distance from the pattern's first i characters to a stretch that ends here.
    std::vector<std::size_t> column(pattern.size() + 1);
    std::iota(column.begin(), column.end(), std::size_t{0});
    std::size_t least = column.back();
    for (const char32_t c : text) {
        std::size_t diagonal = column[0];  // stays 0: a stretch begins anywhere
        for (std::size_t i = 1; i < column.size(); ++i) {
            const std::size_t replaced = diagonal + (pattern[i - 1] != c);
            diagonal = column[i];
            column[i] = std::min({column[i] + 1, column[i - 1] + 1, replaced});
        }
        least = std::min(least, column.back());
    }
    return 1.0 - double(least) / double(pattern.size());
}

double letterShare(std::string_view text) {
    int letters = 0, all = 0;
    eachPoint(unicode(text), [&](UChar32 c) {
        all += !u_isUWhiteSpace(c);
        letters += bool(u_isalnum(c));
    });
    return all ? double(letters) / all : 0;
}

int letterCount(std::string_view text) {
    int letters = 0;
    eachPoint(unicode(text), [&](UChar32 c) { letters += bool(u_isalnum(c)); });
    return letters;
}

}  // namespace lacuna::training::data

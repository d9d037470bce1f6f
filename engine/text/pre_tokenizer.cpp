// See pre_tokenizer.h. The published regular expression, written out: each function is one of its branches.
#include "engine/text/pre_tokenizer.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace lacuna {

const std::string_view kQwen2SplitPattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

namespace {

struct Character {
    UChar32 code = -1;     // -1 past the end
    std::int32_t end = 0;  // where the next one starts
};

/// Reads characters of valid UTF-8 by position.
class Reader {
  public:
    explicit Reader(std::string_view text)
        : bytes_(reinterpret_cast<const std::uint8_t*>(text.data())),
          size_(static_cast<std::int32_t>(text.size())) {}
    Character at(std::int32_t position) const {
        if (position >= size_) return {-1, size_};
        Character result{0, position};
        U8_NEXT(bytes_, result.end, size_, result.code);
        return result;
    }
    std::int32_t size() const { return size_; }

  private:
    const std::uint8_t* bytes_;
    std::int32_t size_;
};

bool isLetter(UChar32 c) {
    return c >= 0 && (U_GET_GC_MASK(c) & U_GC_L_MASK) != 0;
}
bool isNumber(UChar32 c) {
    return c >= 0 && (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0;
}
bool isSpace(UChar32 c) {
    return c >= 0 && u_isUWhiteSpace(c);
}
bool isNewline(UChar32 c) {
    return c == '\r' || c == '\n';
}
/// [^\s\p{L}\p{N}]
bool isOther(UChar32 c) {
    return c >= 0 && !isSpace(c) && !isLetter(c) && !isNumber(c);
}

/// The end of the longest run from `position` of characters that `belongs` accepts.
template <class Belongs>
std::int32_t runEnd(const Reader& reader, std::int32_t position, Belongs belongs) {
    for (Character c = reader.at(position); belongs(c.code); c = reader.at(position)) position = c.end;
    return position;
}

/// (?i:'s|'t|'re|'ve|'m|'ll|'d); U+017F is an s to a matcher that ignores case. -1 if it does not match.
std::int32_t contractionEnd(const Reader& reader, std::int32_t afterQuote) {
    const auto lower = [](UChar32 c) { return c == 0x17F ? 's' : c >= 'A' && c <= 'Z' ? c + 32 : c; };
    const Character first = reader.at(afterQuote);
    const Character second = reader.at(first.end);
    const UChar32 a = lower(first.code), b = lower(second.code);
    if (a == 's' || a == 't' || a == 'm' || a == 'd') return first.end;
    if ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')) return second.end;
    return -1;
}

/// \s*[\r\n]+|\s+(?!\S)|\s+ at a space: up to the last line feed of the run; or else all of it but one,
/// unless it ends the text.
std::int32_t spaceEnd(const Reader& reader, std::int32_t position) {
    std::int32_t lastStart = position, end = position, afterNewline = -1;
    for (Character c = reader.at(end); isSpace(c.code); c = reader.at(end)) {
        lastStart = end;
        end = c.end;
        if (isNewline(c.code)) afterNewline = end;
    }
    if (afterNewline >= 0) return afterNewline;
    if (end == reader.size() || lastStart == position) return end;
    return lastStart;
}

std::int32_t pieceEnd(const Reader& reader, std::int32_t position) {
    const Character first = reader.at(position);
    if (first.code == '\'') {
        if (const std::int32_t end = contractionEnd(reader, first.end); end >= 0) return end;
    }
    if (isLetter(first.code)) return runEnd(reader, first.end, isLetter);
    if (isNumber(first.code)) return first.end;
    const Character second = reader.at(first.end);
    if (!isNewline(first.code) && isLetter(second.code)) return runEnd(reader, second.end, isLetter);
    if (isOther(first.code) || (first.code == ' ' && isOther(second.code))) {
        return runEnd(reader, runEnd(reader, first.end, isOther), isNewline);
    }
    return spaceEnd(reader, position);
}

void splitRange(std::string_view text, std::vector<std::string_view>& pieces) {
    const Reader reader(text);
    for (std::int32_t position = 0; position < reader.size();) {
        const std::int32_t end = pieceEnd(reader, position);
        pieces.push_back(text.substr(std::size_t(position), std::size_t(end - position)));
        position = end;
    }
}

/// The mark that closes what `open` opens, or 0.
UChar32 closingMark(UChar32 open) {
    switch (open) {
        case 0x201C:
            return 0x201D;  // “ ”
        case 0x2018:
            return 0x2019;  // ‘ ’
        case 0x300C:
            return 0x300D;  // 「 」
        case 0x300E:
            return 0x300F;  // 『 』
        case '"':
            return '"';
        case '\'':
            return '\'';
        default:
            return 0;
    }
}

/// Where the closing mark starts for an opening one that ends at `inside`, or -1.
std::int32_t findClosing(const Reader& reader, std::int32_t inside, UChar32 open, UChar32 close) {
    int nested = 0;
    std::int32_t position = inside;
    for (int i = 0; i <= kMaxQuotedCharacters; ++i) {
        const Character c = reader.at(position);
        if (c.code < 0) return -1;
        if (c.code == close) {
            const UChar32 next = reader.at(c.end).code;
            const bool apostrophe =
                (close == '\'' || close == 0x2019) && (isLetter(next) || isNumber(next)) && next < 0x2E80;
            if (!apostrophe && nested-- == 0) return position;
        } else if (c.code == open) {
            ++nested;
        }
        position = c.end;
    }
    return -1;
}

}  // namespace

void splitIntoPieces(std::string_view text, std::vector<std::string_view>& pieces) {
    splitRange(text, pieces);
}

void splitIntoPiecesQuoted(std::string_view text, std::vector<std::string_view>& pieces) {
    const Reader reader(text);
    const auto part = [&](std::int32_t from, std::int32_t to) {
        return text.substr(std::size_t(from), std::size_t(to - from));
    };
    std::int32_t plainStart = 0;
    UChar32 previous = -1;
    for (std::int32_t position = 0; position < reader.size();) {
        const Character c = reader.at(position);
        const UChar32 close = closingMark(c.code);
        const bool apostrophe =
            c.code == '\'' && (isLetter(previous) || isNumber(previous)) && previous < 0x2E80;
        const std::int32_t closing = close && !apostrophe ? findClosing(reader, c.end, c.code, close) : -1;
        previous = c.code;
        if (closing < 0) {
            position = c.end;
            continue;
        }
        splitRange(part(plainStart, position), pieces);
        const std::int32_t end = reader.at(closing).end;
        while (position < end) {
            const Character inner = reader.at(position);
            pieces.push_back(part(position, inner.end));
            position = inner.end;
        }
        previous = close;
        plainStart = position;
    }
    splitRange(part(plainStart, reader.size()), pieces);
}

}  // namespace lacuna

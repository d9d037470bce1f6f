// vocab.json is an object of 150,000 strings and numbers; parsed by hand it is ready in a few milliseconds,
// as a JSON tree in a hundred.
#include <charconv>

#include "engine/text/byte_level.h"
#include "engine/text/vocabulary_files.h"

namespace lacuna {
namespace {

class VocabParser {
  public:
    VocabParser(std::string_view text, const std::string& where) : text_(text), where_(where) {}

    Result<PieceTable> parse() {
        PieceTable table;
        table.reserve(text_.size() / 20, text_.size() / 2);  // about what "\"piece\": 123456, " takes
        skipSpace();
        if (!take('{')) return bad("is no JSON object");
        skipSpace();
        if (take('}')) return bad("is empty");
        std::string spelling, bytes;
        while (true) {
            skipSpace();
            if (!parseString(spelling)) return bad("has a broken text at byte " + std::to_string(at_));
            skipSpace();
            if (!take(':')) return bad("lacks a colon at byte " + std::to_string(at_));
            skipSpace();
            std::uint32_t id = 0;
            const auto number = std::from_chars(text_.data() + at_, text_.data() + text_.size(), id);
            if (number.ec != std::errc() || id > kMaxTokenId)
                return bad("has a bad id at byte " + std::to_string(at_));
            at_ = std::size_t(number.ptr - text_.data());
            bytes.clear();
            if (!appendSpelledBytes(spelling, bytes))
                return bad("holds \"" + spelling + "\", which spells no bytes");
            if (!table.add(bytes, id)) return bad("gives the piece \"" + spelling + "\" or its id twice");
            skipSpace();
            if (take(',')) continue;
            if (take('}')) break;
            return bad("lacks a comma at byte " + std::to_string(at_));
        }
        skipSpace();
        if (at_ != text_.size()) return bad("goes on after its end");
        return table;
    }

  private:
    tl::unexpected<Error> bad(const std::string& problem) const {
        return fail(ErrorKind::BadFile, "The vocabulary " + problem + ". Download it again.", where_);
    }
    void skipSpace() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
            ++at_;
    }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool parseString(std::string& out) {
        out.clear();
        if (!take('"')) return false;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return false;
            if (c != '\\') {
                out.push_back(c);
            } else if (!parseEscape(out)) {
                return false;
            }
        }
        return false;
    }
    bool parseEscape(std::string& out) {
        if (at_ >= text_.size()) return false;
        const char c = text_[at_++];
        if (c == '"' || c == '\\' || c == '/') {
            out.push_back(c);
            return true;
        }
        if (c != 'u' || at_ + 4 > text_.size())
            return false;  // \n and its like are spelled as other characters here
        unsigned code = 0;
        const auto digits = std::from_chars(text_.data() + at_, text_.data() + at_ + 4, code, 16);
        if (digits.ptr != text_.data() + at_ + 4 || code == 0 || code > 0x7FF) return false;
        at_ += 4;
        if (code < 0x80) {
            out.push_back(char(code));
        } else {
            out.push_back(char(0xC0 | (code >> 6)));
            out.push_back(char(0x80 | (code & 0x3F)));
        }
        return true;
    }

    std::string_view text_;
    const std::string& where_;
    std::size_t at_ = 0;
};

}  // namespace

Result<PieceTable> parseVocabJson(std::string_view text, const std::string& where) {
    return VocabParser(text, where).parse();
}

Result<void> parseMergesText(std::string_view text, const std::string& where, BpeModel& model) {
    std::string left, right;
    int lineNumber = 0;
    std::uint32_t expectedId = 256;
    while (!text.empty()) {
        const std::size_t lineEnd = text.find('\n');
        std::string_view line = text.substr(0, lineEnd);
        text.remove_prefix(lineEnd == std::string_view::npos ? text.size() : lineEnd + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (++lineNumber == 1 && line.starts_with("#version")) continue;
        if (line.empty()) continue;
        const std::size_t space = line.find(' ');
        left.clear();
        right.clear();
        if (space == 0 || space >= line.size() - 1 || !appendSpelledBytes(line.substr(0, space), left) ||
            !appendSpelledBytes(line.substr(space + 1), right)) {
            return fail(ErrorKind::BadFile,
                        "Line " + std::to_string(lineNumber) +
                            " of the merge rules is not two pieces. Download the file again.",
                        where);
        }
        if (!model.addMerge(left, right, expectedId++)) {
            return fail(
                ErrorKind::BadFile,
                "Line " + std::to_string(lineNumber) +
                    " of the merge rules makes a piece that the vocabulary lacks. Download both files again.",
                where);
        }
    }
    return {};
}

}  // namespace lacuna

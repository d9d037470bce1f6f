// See text_scores.h.
#include "engine/training/reading/text_scores.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "engine/training/posters/words.h"

namespace lacuna::training {
namespace {

std::size_t levenshtein(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

using Counts = std::map<std::vector<std::string>, std::int64_t>;

Counts ngrams(const std::vector<std::string>& tokens, std::size_t n) {
    Counts counts;
    for (std::size_t i = 0; i + n <= tokens.size(); ++i)
        ++counts[{tokens.begin() + std::ptrdiff_t(i), tokens.begin() + std::ptrdiff_t(i + n)}];
    return counts;
}

}  // namespace

Result<std::string> normalisedText(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    icu::UnicodeString normal;
    if (U_SUCCESS(status)) normal = nfkc->normalize(icu::UnicodeString::fromUTF8(text), status);
    if (U_FAILURE(status))
        return fail(ErrorKind::Internal, "Text could not be normalised. Check that ICU's data is installed.",
                    u_errorName(status));
    icu::UnicodeString result;
    for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
        const UChar32 c = normal.char32At(i);
        if (!u_isUWhiteSpace(c)) {
            result.append(c);
        } else if (!result.isEmpty() && result.char32At(result.length() - 1) != ' ') {
            result.append(UChar32(' '));
        }
    }
    if (result.endsWith(u" ")) result.truncate(result.length() - 1);
    std::string utf8;
    result.toUTF8String(utf8);
    return utf8;
}

Result<double> characterErrorRate(const std::string& read, const std::string& truth, bool ignoreSpaces) {
    LACUNA_TRY(const auto normalRead, normalisedText(read));
    LACUNA_TRY(const auto normalTruth, normalisedText(truth));
    auto a = codePoints(normalRead), b = codePoints(normalTruth);
    if (ignoreSpaces) {
        std::erase(a, U' ');
        std::erase(b, U' ');
    }
    if (b.empty()) return a.empty() ? 0.0 : 1.0;
    return double(levenshtein(a, b)) / double(b.size());
}

Result<double> textRenderScore(const std::string& read, const std::string& truth, bool ignoreSpaces) {
    LACUNA_TRY(const double rate, characterErrorRate(read, truth, ignoreSpaces));
    return std::max(0.0, 1 - rate);
}

std::vector<std::string> captionTokens(const std::string& caption, CaptionTokens kind) {
    std::vector<std::string> tokens;
    std::u32string word;
    const auto flush = [&] {
        if (!word.empty()) tokens.push_back(utf8(word));
        word.clear();
    };
    for (const char32_t c : codePoints(caption)) {
        const auto point = UChar32(c);
        if (u_isUWhiteSpace(point)) {
            flush();
        } else if (kind == CaptionTokens::Words && u_isalnum(point)) {
            word += char32_t(u_tolower(point));
        } else {
            flush();
            tokens.push_back(utf8({c}));
        }
    }
    flush();
    return tokens;
}

double bleu4(std::span<const std::vector<std::string>> candidates,
             std::span<const std::vector<std::string>> references) {
    constexpr std::size_t kOrders = 4;
    double logPrecision = 0;
    for (std::size_t n = 1; n <= kOrders; ++n) {
        std::int64_t matched = 0, total = 0;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            const Counts reference = ngrams(references[i], n);
            for (const auto& [gram, count] : ngrams(candidates[i], n)) {
                total += count;
                const auto found = reference.find(gram);
                if (found != reference.end()) matched += std::min(count, found->second);
            }
        }
        if (matched == 0) return 0;
        logPrecision += std::log(double(matched) / double(total)) / double(kOrders);
    }
    std::size_t c = 0, r = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        c += candidates[i].size();
        r += references[i].size();
    }
    return std::exp(logPrecision + std::min(0.0, 1 - double(r) / double(c)));
}

}  // namespace lacuna::training

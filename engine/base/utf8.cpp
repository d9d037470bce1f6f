// See utf8.h.
#include "engine/base/utf8.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/utf8.h>

#include <limits>

namespace lacuna {

bool isValidUtf8(std::string_view text) {
    if (text.size() > std::size_t(std::numeric_limits<std::int32_t>::max())) return false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        if (bytes[i] < 0x80) {
            ++i;
            continue;
        }
        UChar32 character;
        U8_NEXT(bytes, i, length, character);
        if (character < 0) return false;
    }
    return true;
}

std::string replaceInvalidUtf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(
        std::min<std::size_t>(text.size(), std::numeric_limits<std::int32_t>::max()));
    for (std::int32_t i = 0; i < length;) {
        const std::int32_t start = i;
        UChar32 character;
        U8_NEXT(bytes, i, length, character);
        if (character < 0) {
            result += "\xEF\xBF\xBD";
        } else {
            result.append(text, std::size_t(start), std::size_t(i - start));
        }
    }
    return result;
}

Result<std::string> toNfc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    const icu::StringPiece source(text.data(), static_cast<std::int32_t>(text.size()));
    if (U_SUCCESS(status) && nfc->isNormalizedUTF8(source, status) && U_SUCCESS(status))
        return std::string(text);
    std::string result;
    icu::StringByteSink<std::string> sink(&result, source.length());
    if (U_SUCCESS(status)) nfc->normalizeUTF8(0, source, sink, nullptr, status);
    if (status == U_MEMORY_ALLOCATION_ERROR) {
        return fail(ErrorKind::OutOfMemory, "The prompt needs more memory than there is. Make it shorter.",
                    "NFC");
    }
    if (U_FAILURE(status)) {
        return fail(ErrorKind::Internal, "The prompt could not be normalised. Retype it and try again.",
                    u_errorName(status));
    }
    return result;
}

}  // namespace lacuna

// What pages that carry everything in themselves are made of: reports that a person can move and mail.
#pragma once

#include <string>
#include <string_view>

namespace lacuna {

/// RFC 4648, section 4.
std::string base64(std::string_view bytes);
/// For element content and attribute values in double quotation marks.
std::string escapedHtml(std::string_view text);
/// The <style> element that our reports share.
std::string_view pageStyle();

}  // namespace lacuna

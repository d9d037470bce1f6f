// See json_lines.h.
#include "engine/training/data/json_lines.h"

#include <algorithm>

namespace lacuna::training::data {

void eachJsonLine(std::string_view text, const std::string& where, std::size_t maxLineBytes,
                  const VisitLine& visit, std::vector<Refused>& wrong) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (int line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const std::string place = where + ":" + std::to_string(line);
        const auto json = parseJson(content, place, {.maxBytes = maxLineBytes, .maxDepth = 8}, kOwnFileHint);
        if (!json || !json->is_object()) {
            wrong.push_back({place, "This line is not a JSON object. Correct or remove it."});
            continue;
        }
        const auto object = JsonObject::of(*json, place);
        if (auto reason = visit(*object, place)) wrong.push_back({place, *std::move(reason)});
    }
}

}  // namespace lacuna::training::data

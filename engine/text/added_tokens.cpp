// See added_tokens.h.
#include "engine/text/added_tokens.h"

#include <algorithm>

namespace lacuna {

AddedTokenMatcher::AddedTokenMatcher(const std::vector<const AddedToken*>& tokens) {
    for (const AddedToken* token : tokens)
        byFirstByte_[static_cast<std::uint8_t>(token->content[0])].push_back(token);
    for (auto& list : byFirstByte_) {
        std::ranges::stable_sort(list, [](const AddedToken* a, const AddedToken* b) {
            return a->content.size() > b->content.size();
        });
    }
}

std::optional<AddedTokenMatcher::Match> AddedTokenMatcher::find(std::string_view text,
                                                                std::size_t from) const {
    for (std::size_t i = from; i < text.size(); ++i) {
        for (const AddedToken* token : byFirstByte_[static_cast<std::uint8_t>(text[i])]) {
            if (text.substr(i).starts_with(token->content)) return Match{i, token};
        }
    }
    return std::nullopt;
}

}  // namespace lacuna

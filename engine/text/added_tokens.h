// Finds added tokens in text: at each place the longest that matches, from left to right.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/text/vocabulary_files.h"

namespace lacuna {

class AddedTokenMatcher {
  public:
    /// Copies nothing: the tokens must outlive the matcher.
    explicit AddedTokenMatcher(const std::vector<const AddedToken*>& tokens);

    struct Match {
        std::size_t begin = 0;
        const AddedToken* token = nullptr;
    };
    /// The first match at or after `from`.
    std::optional<Match> find(std::string_view text, std::size_t from) const;

  private:
    std::array<std::vector<const AddedToken*>, 256> byFirstByte_;  // longest first
};

}  // namespace lacuna

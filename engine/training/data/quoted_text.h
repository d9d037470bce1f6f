// The words that a caption says are on the picture, and how well a reading has found them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::training::data {

/// What stands between quotation marks, in order: "..." “...” 「...」 『...』. Empty ones are left out.
std::vector<std::string> quotedTexts(std::string_view caption);
/// The caption without its quotations: what the picture shows, not what is written on it.
std::string withoutQuotations(std::string_view caption);

/// A Han character is in it.
bool hasHan(std::string_view text);

/// How well `wanted` is found somewhere in `read`: 1 - the least edit distance from it to any stretch of
/// `read`, in code points, over its length (Sellers, "The theory and computation of evolutionary distances",
/// 1980). Both without white space, in NFKC and small letters, since posters shout. 0..1; 1 for nothing
/// wanted. Error: Internal.
Result<double> foundIn(const std::string& read, const std::string& wanted);

/// Letters, digits and characters, as a part of all that is not white space; 0 for nothing.
double letterShare(std::string_view text);
/// How many of them.
int letterCount(std::string_view text);

}  // namespace lacuna::training::data

// Files of one JSON object a line: captions as people write them, and what preparing data writes itself.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/json_file.h"
#include "engine/training/data/sample.h"

namespace lacuna::training::data {

/// What a line's object gives, or why it cannot be used; `place` is "file:line".
using VisitLine =
    std::function<std::optional<std::string>(const JsonObject& object, const std::string& place)>;

/// Visits the objects in order; empty lines and a byte order mark are passed over. Lines that are no JSON
/// object of at most `maxLineBytes`, and those that `visit` gives a reason for, go to `wrong`.
void eachJsonLine(std::string_view text, const std::string& where, std::size_t maxLineBytes,
                  const VisitLine& visit, std::vector<Refused>& wrong);

}  // namespace lacuna::training::data

// A recipe as text: what project files and exported pictures carry. Readers ignore keys that they do not know
// (a newer program wrote them) and refuse values that no run could have had.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/messages/recipe.h"

namespace lacuna {

/// The names used in files and on the command line: "text-to-image", "image-to-image", "inpaint", "outpaint",
/// "edit".
std::string_view taskName(Task task);
Result<Task> taskFromName(std::string_view name);

/// One line of JSON, UTF-8, keys sorted; "lacuna_recipe": 1 is the version.
std::string recipeToJson(const Recipe& recipe);
/// Error: BadFile, naming the key.
Result<Recipe> recipeFromJson(std::string_view json);

}  // namespace lacuna

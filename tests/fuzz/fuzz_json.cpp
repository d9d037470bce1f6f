// Any text as a configuration or a recipe: refused with a sentence, or within the ranges that the getters
// promise.
#include "engine/base/check.h"
#include "engine/formats/json_file.h"
#include "engine/formats/recipe_json.h"

namespace {

using namespace lacuna;

/// Asks for every key of an object in every way there is.
void readAll(const JsonObject& object, int depth) {
    for (const auto& [key, value] : object.json().items()) {
        if (const auto number = object.integer(key, -5, 1000)) LACUNA_CHECK(*number >= -5 && *number <= 1000);
        if (const auto number = object.number(key, 0, 1)) LACUNA_CHECK(*number >= 0 && *number <= 1);
        if (const auto text = object.text(key, 16)) LACUNA_CHECK(text->size() <= 16);
        if (const auto list = object.integers(key, 1, 4, 0, 255))
            LACUNA_CHECK(!list->empty() && list->size() <= 4);
        (void)object.numbers(key, 0, 8, -1e300, 1e300);
        (void)object.booleanOr(key, false);
        (void)object.booleans(key, 0, 8);
        (void)object.texts(key, 8, 64);
        const auto inner = object.objectIfAny(key);
        if (inner && *inner && depth < 64) readAll(**inner, depth + 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto json = parseJson(text, "fuzz.json")) {
        if (const auto object = JsonObject::of(*json, "fuzz.json")) readAll(*object, 0);
    }
    if (const auto recipe = recipeFromJson(text)) {
        const std::string written = recipeToJson(*recipe);
        const auto again = recipeFromJson(written);
        LACUNA_CHECK(again && recipeToJson(*again) == written);
    }
    return 0;
}

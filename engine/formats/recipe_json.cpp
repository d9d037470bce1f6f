// See recipe_json.h: the names of tasks and schedules in files, which must never change.
#include "engine/formats/recipe_json.h"

#include <array>
#include <limits>
#include <utility>

#include "engine/formats/json_file.h"

namespace lacuna {
namespace {

constexpr std::array kTasks{
    std::pair<Task, std::string_view>{Task::TextToImage, "text-to-image"},
    std::pair<Task, std::string_view>{Task::ImageToImage, "image-to-image"},
    std::pair<Task, std::string_view>{Task::Inpaint, "inpaint"},
    std::pair<Task, std::string_view>{Task::Outpaint, "outpaint"},
    std::pair<Task, std::string_view>{Task::Edit, "edit"},
};
constexpr std::size_t kMaxRecipeBytes = 1u << 20;
constexpr std::size_t kMaxPromptBytes = 256u << 10;
constexpr int kMaxSide = 1 << 20;
constexpr std::size_t kMostLoras = 64;

Result<Schedule> scheduleFromName(const std::string& name) {
    if (name == "model") return Schedule::Model;
    if (name == "lightning") return Schedule::Lightning;
    return fail(ErrorKind::BadFile,
                "The recipe names the unknown schedule \"" + name + "\". A newer Lacuna may know it.",
                "recipe");
}

Result<std::uint64_t> seedOf(const JsonObject& object) {
    if (!object.has("seed")) return 0;
    // Written as a number; 64 bits need the unsigned form, which the getters of 63 bits refuse.
    const Json& seed = object.json().at("seed");
    if (seed.is_number_unsigned()) return seed.get<std::uint64_t>();
    return fail(ErrorKind::BadFile, "The recipe's seed must be a whole number from 0. Check the file.",
                "recipe");
}

Result<std::vector<LoraUse>> lorasOf(const JsonObject& object) {
    std::vector<LoraUse> loras;
    if (!object.has("loras")) return loras;
    const Json& list = object.json().at("loras");
    if (!list.is_array() || list.size() > kMostLoras)
        return fail(ErrorKind::BadFile, "The recipe's \"loras\" must be a short list. Check the file.",
                    "recipe");
    for (const Json& entry : list) {
        LACUNA_TRY(const JsonObject one, JsonObject::of(entry, "recipe"));
        LACUNA_TRY(const std::string file, one.text("file"));
        LACUNA_TRY(const double strength, one.numberOr("strength", 1, -100, 100));
        loras.push_back({file, strength});
    }
    return loras;
}

}  // namespace

std::string_view taskName(Task task) {
    for (const auto& [value, name] : kTasks) {
        if (value == task) return name;
    }
    return "text-to-image";
}

Result<Task> taskFromName(std::string_view name) {
    for (const auto& [task, known] : kTasks) {
        if (known == name) return task;
    }
    return fail(ErrorKind::BadFile,
                "\"" + std::string(name) +
                    "\" is no task. Use text-to-image, image-to-image, inpaint, outpaint or edit.",
                std::string(name));
}

std::string recipeToJson(const Recipe& recipe) {
    Json json{
        {"lacuna_recipe", 1},
        {"task", taskName(recipe.task)},
        {"model", recipe.model},
        {"prompt", recipe.prompt},
        {"negative_prompt", recipe.negativePrompt},
        {"seed", recipe.sampling.seed},
        {"steps", recipe.sampling.steps},
        {"guidance", recipe.sampling.guidance},
        {"strength", recipe.sampling.strength},
        {"schedule", recipe.sampling.schedule == Schedule::Lightning ? "lightning" : "model"},
        {"model_size", {recipe.modelSize.width, recipe.modelSize.height}},
        {"bands",
         {{"grow", recipe.bands.growPx},
          {"feather", recipe.bands.featherPx},
          {"blend", recipe.bands.blendPx}}},
        {"outpaint",
         {recipe.outpaint.left, recipe.outpaint.top, recipe.outpaint.right, recipe.outpaint.bottom}},
    };
    for (const auto& [file, strength] : recipe.loras)
        json["loras"].push_back({{"file", file.string()}, {"strength", strength}});
    return json.dump(-1, ' ', false,
                     Json::error_handler_t::replace);  // a broken prompt is saved as far as it can be read
}

Result<Recipe> recipeFromJson(std::string_view text) {
    LACUNA_TRY(const Json json, parseJson(text, "recipe", {kMaxRecipeBytes, 16}));
    LACUNA_TRY(const JsonObject object, JsonObject::of(json, "recipe"));
    LACUNA_TRY_VOID(object.integer("lacuna_recipe", 1, 1000));
    Recipe recipe;
    LACUNA_TRY(const std::string task, object.text("task"));
    LACUNA_TRY(recipe.task, taskFromName(task));
    LACUNA_TRY(recipe.model, object.textOr("model", {}));
    LACUNA_TRY(recipe.prompt, object.textOr("prompt", {}, kMaxPromptBytes));
    LACUNA_TRY(recipe.negativePrompt, object.textOr("negative_prompt", {}, kMaxPromptBytes));
    LACUNA_TRY(recipe.sampling.seed, seedOf(object));
    LACUNA_TRY(const std::int64_t steps, object.integerOr("steps", recipe.sampling.steps, 1, 1000));
    recipe.sampling.steps = static_cast<int>(steps);
    LACUNA_TRY(recipe.sampling.guidance, object.numberOr("guidance", recipe.sampling.guidance, 0, 1000));
    LACUNA_TRY(recipe.sampling.strength, object.numberOr("strength", recipe.sampling.strength, 0, 1));
    LACUNA_TRY(const std::string schedule, object.textOr("schedule", "model"));
    LACUNA_TRY(recipe.sampling.schedule, scheduleFromName(schedule));
    if (object.has("model_size")) {
        LACUNA_TRY(const auto size, object.integers("model_size", 2, 2, 0, kMaxSide));
        recipe.modelSize = {static_cast<int>(size[0]), static_cast<int>(size[1])};
    }
    LACUNA_TRY(const auto bands, object.objectIfAny("bands"));
    if (bands) {
        LACUNA_TRY(const auto grow, bands->integerOr("grow", 0, 0, kMaxSide));
        LACUNA_TRY(const auto feather, bands->integerOr("feather", 0, 0, kMaxSide));
        LACUNA_TRY(const auto blend, bands->integerOr("blend", 0, 0, kMaxSide));
        recipe.bands = {static_cast<int>(grow), static_cast<int>(feather), static_cast<int>(blend)};
    }
    if (object.has("outpaint")) {
        LACUNA_TRY(const auto sides, object.integers("outpaint", 4, 4, 0, kMaxSide));
        recipe.outpaint = {static_cast<int>(sides[0]), static_cast<int>(sides[1]), static_cast<int>(sides[2]),
                           static_cast<int>(sides[3])};
    }
    LACUNA_TRY(recipe.loras, lorasOf(object));
    return recipe;
}

}  // namespace lacuna

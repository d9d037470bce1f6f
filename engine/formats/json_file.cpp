// See json_file.h. Depth is counted before the parser sees a byte: it would build whatever it is given.
#include "engine/formats/json_file.h"

#include <cmath>
#include <fstream>
#include <limits>

namespace lacuna {
namespace {

/// Depth is counted before parsing: the parser itself would build whatever it is given.
bool deeperThan(std::string_view text, int maxDepth) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth) return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

std::string range(double least, double most) {
    const auto text = [](double value) {
        std::string s = Json(value).dump();
        return s.size() > 2 && s.ends_with(".0") ? s.substr(0, s.size() - 2) : s;
    };
    return "between " + text(least) + " and " + text(most);
}

bool isInteger(const Json& value, std::int64_t least, std::int64_t most) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        return number <= std::uint64_t(std::numeric_limits<std::int64_t>::max()) &&
               std::int64_t(number) >= least && std::int64_t(number) <= most;
    }
    return value.is_number_integer() && value.get<std::int64_t>() >= least &&
           value.get<std::int64_t>() <= most;
}

bool isNumber(const Json& value, double least, double most) {
    return value.is_number() && value.get<double>() >= least && value.get<double>() <= most;  // false for NaN
}

}  // namespace

Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t maxBytes,
                                 std::string_view hint) {
    const std::string where = path.string(), file = path.filename().string();
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        return fail(ErrorKind::ModelMissing,
                    "The file " + file + " is missing. Check its name and folder, or choose another.", where);
    }
    if (!std::filesystem::is_regular_file(status)) {
        return fail(ErrorKind::BadFile, file + " is not a regular file. Choose another.", where);
    }
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return fail(ErrorKind::BadFile, "The file " + file + " cannot be opened. Check its permissions.",
                    where);
    const auto size = std::filesystem::file_size(path, error);
    if (error || size > maxBytes) {
        return fail(ErrorKind::BadFile,
                    "The file " + file + " is larger than the " + std::to_string(maxBytes) +
                        " bytes expected of it. " + std::string(hint),
                    where);
    }
    std::string text(static_cast<std::size_t>(size), '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

Result<Json> parseJson(std::string_view text, const std::string& where, JsonLimits limits,
                       std::string_view hint) {
    if (text.size() > limits.maxBytes) {
        return fail(
            ErrorKind::BadFile,
            "This JSON is longer than " + std::to_string(limits.maxBytes) + " bytes. " + std::string(hint),
            where);
    }
    if (deeperThan(text, limits.maxDepth)) {
        return fail(ErrorKind::BadFile,
                    "This JSON is nested deeper than " + std::to_string(limits.maxDepth) + " levels. " +
                        std::string(hint),
                    where);
    }
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return fail(
            ErrorKind::BadFile,
            "This is not valid JSON (at byte " + std::to_string(error.byte) + "). " + std::string(hint),
            where);
    } catch (const Json::exception&) {  // e.g. a number too large for a double
        return fail(ErrorKind::BadFile, "This JSON holds a number that is out of range. " + std::string(hint),
                    where);
    }
}

Result<Json> readJsonFile(const std::filesystem::path& path, JsonLimits limits, std::string_view hint) {
    LACUNA_TRY(const std::string text, readTextFile(path, limits.maxBytes, hint));
    return parseJson(text, path.string(), limits, hint);
}

Result<JsonObject> JsonObject::of(const Json& json, std::string where) {
    if (!json.is_object()) {
        return fail(ErrorKind::BadFile, "A JSON object was expected here. " + std::string(kFileHint),
                    std::move(where));
    }
    return JsonObject(json, std::move(where));
}

const Json* JsonObject::member(std::string_view key) const {
    const auto found = json_->find(key);
    return found == json_->end() || found->is_null() ? nullptr : &*found;
}

tl::unexpected<Error> JsonObject::wrong(std::string_view key, const std::string& expected) const {
    const bool missing = member(key) == nullptr;
    return fail(ErrorKind::BadFile,
                "The key \"" + std::string(key) + "\" " + (missing ? "is missing; it must be " : "must be ") +
                    expected + ". Check the file, or download it again.",
                where_);
}

bool JsonObject::has(std::string_view key) const {
    return member(key) != nullptr;
}

Result<std::int64_t> JsonObject::integer(std::string_view key, std::int64_t least, std::int64_t most) const {
    const Json* value = member(key);
    if (!value || !isInteger(*value, least, most)) {
        return wrong(key, "a whole number between " + std::to_string(least) + " and " + std::to_string(most));
    }
    return value->get<std::int64_t>();
}

Result<std::int64_t> JsonObject::integerOr(std::string_view key, std::int64_t fallback, std::int64_t least,
                                           std::int64_t most) const {
    if (!has(key)) return fallback;
    return integer(key, least, most);
}

Result<double> JsonObject::number(std::string_view key, double least, double most) const {
    const Json* value = member(key);
    if (!value || !isNumber(*value, least, most)) return wrong(key, "a number " + range(least, most));
    return value->get<double>();
}

Result<double> JsonObject::numberOr(std::string_view key, double fallback, double least, double most) const {
    if (!has(key)) return fallback;
    return number(key, least, most);
}

Result<bool> JsonObject::boolean(std::string_view key) const {
    const Json* value = member(key);
    if (!value || !value->is_boolean()) return wrong(key, "true or false");
    return value->get<bool>();
}

Result<bool> JsonObject::booleanOr(std::string_view key, bool fallback) const {
    if (!has(key)) return fallback;
    return boolean(key);
}

Result<std::string> JsonObject::text(std::string_view key, std::size_t maxBytes) const {
    const Json* value = member(key);
    if (!value || !value->is_string() || value->get_ref<const std::string&>().size() > maxBytes) {
        return wrong(key, "a text of at most " + std::to_string(maxBytes) + " bytes");
    }
    return value->get<std::string>();
}

Result<std::string> JsonObject::textOr(std::string_view key, std::string fallback,
                                       std::size_t maxBytes) const {
    if (!has(key)) return fallback;
    return text(key, maxBytes);
}

namespace {

/// The array under a key as a vector of T, or nothing if the count or an element is not as `accept` wants it.
template <class T, class Accept>
std::optional<std::vector<T>> arrayOf(const Json* value, std::size_t leastCount, std::size_t mostCount,
                                      Accept accept) {
    if (!value || !value->is_array() || value->size() < leastCount || value->size() > mostCount)
        return std::nullopt;
    std::vector<T> result;
    result.reserve(value->size());
    for (const Json& element : *value) {
        if (!accept(element)) return std::nullopt;
        result.push_back(element.get<T>());
    }
    return result;
}

std::string arrayText(std::size_t leastCount, std::size_t mostCount, const std::string& what) {
    const std::string count = leastCount == mostCount
                                  ? std::to_string(leastCount)
                                  : std::to_string(leastCount) + " to " + std::to_string(mostCount);
    return "an array of " + count + " " + what;
}

}  // namespace

Result<std::vector<std::int64_t>> JsonObject::integers(std::string_view key, std::size_t leastCount,
                                                       std::size_t mostCount, std::int64_t least,
                                                       std::int64_t most) const {
    auto values = arrayOf<std::int64_t>(member(key), leastCount, mostCount,
                                        [&](const Json& element) { return isInteger(element, least, most); });
    if (values) return *std::move(values);
    return wrong(
        key, arrayText(leastCount, mostCount,
                       "whole numbers between " + std::to_string(least) + " and " + std::to_string(most)));
}

Result<std::vector<double>> JsonObject::numbers(std::string_view key, std::size_t leastCount,
                                                std::size_t mostCount, double least, double most) const {
    auto values = arrayOf<double>(member(key), leastCount, mostCount,
                                  [&](const Json& element) { return isNumber(element, least, most); });
    if (values) return *std::move(values);
    return wrong(key, arrayText(leastCount, mostCount, "numbers " + range(least, most)));
}

Result<std::vector<bool>> JsonObject::booleans(std::string_view key, std::size_t leastCount,
                                               std::size_t mostCount) const {
    auto values = arrayOf<bool>(member(key), leastCount, mostCount,
                                [](const Json& element) { return element.is_boolean(); });
    if (values) return *std::move(values);
    return wrong(key, arrayText(leastCount, mostCount, "true or false"));
}

Result<std::vector<std::string>> JsonObject::texts(std::string_view key, std::size_t mostCount,
                                                   std::size_t maxBytes) const {
    auto values = arrayOf<std::string>(member(key), 0, mostCount, [&](const Json& element) {
        return element.is_string() && element.get_ref<const std::string&>().size() <= maxBytes;
    });
    if (values) return *std::move(values);
    return wrong(key, arrayText(0, mostCount, "texts of at most " + std::to_string(maxBytes) + " bytes"));
}

Result<JsonObject> JsonObject::object(std::string_view key) const {
    const Json* value = member(key);
    if (!value || !value->is_object()) return wrong(key, "an object");
    return JsonObject(*value, where_ + ": " + std::string(key));
}

Result<std::optional<JsonObject>> JsonObject::objectIfAny(std::string_view key) const {
    if (!has(key)) return std::optional<JsonObject>();
    LACUNA_TRY(JsonObject inner, object(key));
    return std::optional<JsonObject>(std::move(inner));
}

}  // namespace lacuna

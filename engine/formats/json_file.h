// JSON from files that nobody vouches for: limited in size and depth before it is parsed, and read through
// getters that state the range a number may have, so that a configuration with absurd sizes is refused where
// it is read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace lacuna {

using Json = nlohmann::json;

struct JsonLimits {
    std::size_t maxBytes = 16u << 20;
    int maxDepth = 64;  ///< nested arrays and objects
};

/// What to try with a file that may be a download or a person's own; an error's last sentence.
inline constexpr std::string_view kFileHint = "Check the file, or download it again.";
/// The same for files that only a person writes: captions, configurations.
inline constexpr std::string_view kOwnFileHint = "Correct the file.";

/// Errors: BadFile with the byte where it went wrong; `where` names the file, `hint` ends the sentence.
Result<Json> parseJson(std::string_view text, const std::string& where, JsonLimits limits = {},
                       std::string_view hint = kFileHint);
/// Errors: ModelMissing if there is no such file, BadFile.
Result<Json> readJsonFile(const std::filesystem::path& path, JsonLimits limits = {},
                          std::string_view hint = kFileHint);
/// The whole of a small file. Errors: ModelMissing, BadFile (longer than maxBytes, unreadable).
Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t maxBytes,
                                 std::string_view hint = kFileHint);

/// A JSON object being read. Each getter checks type and range and fails with BadFile, naming key and file.
/// The `...Or` forms take the fallback when the key is absent or null, but still refuse a wrong value.
/// Borrows the Json: keep that alive.
class JsonObject {
  public:
    /// Error if `json` is not an object.
    static Result<JsonObject> of(const Json& json, std::string where);

    /// Present and not null.
    bool has(std::string_view key) const;
    Result<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most) const;
    Result<std::int64_t> integerOr(std::string_view key, std::int64_t fallback, std::int64_t least,
                                   std::int64_t most) const;
    Result<double> number(std::string_view key, double least, double most) const;
    Result<double> numberOr(std::string_view key, double fallback, double least, double most) const;
    Result<bool> boolean(std::string_view key) const;
    Result<bool> booleanOr(std::string_view key, bool fallback) const;
    Result<std::string> text(std::string_view key, std::size_t maxBytes = 4096) const;
    Result<std::string> textOr(std::string_view key, std::string fallback, std::size_t maxBytes = 4096) const;
    /// Arrays; the number of elements must lie in [leastCount, mostCount].
    Result<std::vector<std::int64_t>> integers(std::string_view key, std::size_t leastCount,
                                               std::size_t mostCount, std::int64_t least,
                                               std::int64_t most) const;
    Result<std::vector<double>> numbers(std::string_view key, std::size_t leastCount, std::size_t mostCount,
                                        double least, double most) const;
    Result<std::vector<bool>> booleans(std::string_view key, std::size_t leastCount,
                                       std::size_t mostCount) const;
    Result<std::vector<std::string>> texts(std::string_view key, std::size_t mostCount,
                                           std::size_t maxBytes = 4096) const;
    Result<JsonObject> object(std::string_view key) const;
    /// The inner object if the key is there, else nothing; an error if it is there and no object.
    Result<std::optional<JsonObject>> objectIfAny(std::string_view key) const;

    const Json& json() const { return *json_; }
    const std::string& where() const { return where_; }

  private:
    JsonObject(const Json& json, std::string where) : json_(&json), where_(std::move(where)) {}
    const Json* member(std::string_view key) const;
    tl::unexpected<Error> wrong(std::string_view key, const std::string& expected) const;

    const Json* json_;
    std::string where_;
};

}  // namespace lacuna

// What lacuna-train can do, as a table: a new verb is one line of verbs.cpp.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace lacuna::train {

/// A command line as its verb sees it.
struct Invocation {
    std::vector<std::string> arguments;          ///< what is no option, in order
    std::map<std::string, std::string> options;  ///< "--minutes" -> "10"; a flag's value is empty
    std::function<bool()> stopped;               ///< true after Ctrl-C, or once --minutes have passed

    bool has(const std::string& option) const { return options.contains(option); }
    std::string valueOr(const std::string& option, const std::string& otherwise) const;
    /// Error: BadRequest when the value is no whole number from `least` to `most`.
    Result<std::int64_t> integerOr(const std::string& option, std::int64_t otherwise, std::int64_t least,
                                   std::int64_t most) const;
};

struct Verb {
    const char* name;
    const char* arguments;  ///< for the usage text: "CONFIG [--resume]"
    const char* purpose;
    std::size_t leastArguments, mostArguments;
    std::vector<std::string> flags;   ///< options without a value
    std::vector<std::string> values;  ///< options with a value
    Result<void> (*perform)(const Invocation&);
};

std::span<const Verb> verbs();
/// Every verb with its arguments and purpose, a line each.
std::string usage();

/// The verb named by argv[1] and the rest of the command line as it understands it; `verb` is null when the
/// line makes no sense. `stopped` is left to the caller.
struct Parsed {
    const Verb* verb = nullptr;
    Invocation invocation;
};
Parsed parse(int argc, char** argv);

}  // namespace lacuna::train

// Result<T> is how readers and seams fail: a value, or an Error. Exceptions stay inside the code that calls
// libraries which throw.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "engine/base/error.h"

namespace lacuna {

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string what, std::string where = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(what), std::move(where)});
}

}  // namespace lacuna

/// Evaluates a Result expression; on an error returns it from the enclosing function, else names its value.
#define LACUNA_TRY(declaration, expression) \
    LACUNA_TRY_IMPL(LACUNA_CONCAT(lacunaResult, __LINE__), declaration, expression)
#define LACUNA_TRY_IMPL(temporary, declaration, expression)              \
    auto temporary = (expression);                                       \
    if (!temporary) return tl::unexpected(std::move(temporary).error()); \
    declaration = *std::move(temporary)
/// The same for a Result<void>.
#define LACUNA_TRY_VOID(expression)                                 \
    do {                                                            \
        if (auto lacunaResult = (expression); !lacunaResult) {      \
            return tl::unexpected(std::move(lacunaResult).error()); \
        }                                                           \
    } while (false)
#define LACUNA_CONCAT(a, b) LACUNA_CONCAT_IMPL(a, b)
#define LACUNA_CONCAT_IMPL(a, b) a##b

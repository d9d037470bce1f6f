// An error says what a person can do about it. The kind chooses the window's reaction; `what` is one sentence
// that ends with what to try; `where` names the file or step for "Copy details".
#pragma once

#include <string>
#include <string_view>

namespace lacuna {

enum class ErrorKind {
    BadFile,      ///< a file is damaged or lies about itself
    BadRequest,   ///< what was asked for cannot be done as asked (empty mask, sizes that do not match)
    Unsupported,  ///< a well-formed thing of a kind that Lacuna does not handle
    OutOfMemory,
    ModelMissing,
    CannotWrite,  ///< disk full, no permission
    Cancelled,
    Internal,  ///< a bug of ours, or of a library
};

std::string_view name(ErrorKind kind);

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string what;
    std::string where;
};

/// "what (where)", for logs and the command line.
std::string describe(const Error& error);

}  // namespace lacuna

// See error.h: the kinds' names, and an error as one line.
#include "engine/base/error.h"

namespace lacuna {

std::string_view name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::BadFile:
            return "bad file";
        case ErrorKind::BadRequest:
            return "bad request";
        case ErrorKind::Unsupported:
            return "unsupported";
        case ErrorKind::OutOfMemory:
            return "out of memory";
        case ErrorKind::ModelMissing:
            return "model missing";
        case ErrorKind::CannotWrite:
            return "cannot write";
        case ErrorKind::Cancelled:
            return "cancelled";
        case ErrorKind::Internal:
            return "internal error";
    }
    return "internal error";
}

std::string describe(const Error& error) {
    return error.where.empty() ? error.what : error.what + " (" + error.where + ")";
}

}  // namespace lacuna

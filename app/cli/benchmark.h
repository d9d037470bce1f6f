// `lacuna bench`: asks the engine's backend for its own measurements and prints them.
#pragma once

#include <iosfwd>

#include "app/cli/arguments.h"
#include "engine/pipeline/backend.h"

namespace lacuna::cli {

/// Errors: those of the model, of opening the backend, and Cancelled.
Result<void> bench(const Arguments& arguments, const BackendFactory& backend, std::ostream& out,
                   std::ostream& err);

}  // namespace lacuna::cli

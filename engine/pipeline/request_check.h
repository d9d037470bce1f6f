// A request is input: what cannot be done as asked is refused with a sentence before anything is loaded.
#pragma once

#include "engine/base/result.h"
#include "engine/messages/model_info.h"
#include "engine/messages/request.h"

namespace lacuna {

/// What no model could do: sizes that are empty or absurd, a mask that is blank or of another size, nothing
/// to start from, a style whose file is gone. Errors: BadRequest.
Result<void> checkRequest(const GenerateRequest& request);

/// What this model cannot do: a size off its grid, a task that it was not made for, too many pictures.
/// Errors: BadRequest, Unsupported.
Result<void> checkAgainst(const GenerateRequest& request, const ModelInfo& model);

}  // namespace lacuna

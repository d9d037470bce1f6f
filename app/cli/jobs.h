// From arguments to pictures: reads the files, plans the crop as the window does, runs the engine, and puts
// the result back into its page.
#pragma once

#include <functional>
#include <vector>

#include "app/cli/arguments.h"
#include "engine/base/result.h"
#include "engine/messages/event.h"
#include "engine/messages/model_info.h"

namespace lacuna::cli {

/// How a request is run: Session::run, or a test's own.
using RunRequest = std::function<Result<std::vector<Candidate>>(GenerateRequest)>;

struct Made {
    Image picture;  ///< the whole page
    Recipe recipe;  ///< of the last pass
    double dpi = 0;
};

/// One result a variant. Outside the blend ring a filled page has its input's bytes. Errors name the file or
/// option.
Result<std::vector<Made>> make(const Arguments& arguments, const ModelInfo& model, std::uint64_t seed,
                               const RunRequest& run);

/// `candidate` put into `page` at its placement, through its mask; what lies outside the page is dropped.
void putBack(Bitmap& page, const Candidate& candidate);

}  // namespace lacuna::cli

// From a snapshot of the document to a request: which crop, which size, which mask. Pure functions on values,
// so that they are tested by table and may run on any thread.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/image/outpaint_plan.h"
#include "engine/messages/request.h"
#include "ui/document/picture.h"
#include "ui/generation/prompt_settings.h"

namespace lacuna {

/// Geometry alone; quick enough for every change of the mask.
struct RequestPlan {
    ActionKind action = ActionKind::Generate;
    Task task = Task::TextToImage;
    Rect placement;  ///< what the model sees, in coordinates of the document as it is now; may reach outside
                     ///< the page
    Size modelSize;
    BlendBands bands;
    bool masked = false;               ///< the repaint mask takes part
    std::vector<OutpaintPass> passes;  ///< Expand: the first is this request's, the others follow it
};

/// `size` is Settings' wish for tasks that make the whole page. Errors: BadRequest (nothing visible to start
/// from, a mask outside the page, sizes that cannot be), Unsupported (the model cannot do this).
Result<RequestPlan> planRequest(const Snapshot& snapshot, const PromptSettings& settings,
                                const ModelInfo& model, const Margins& expansion);

/// The request, and what the window needs to show it running.
struct BuiltRequest {
    RequestPlan plan;
    GenerateRequest request;
    Size page;           ///< the document's size when it was built
    Margins extendPage;  ///< by how much accepting extends the page
    Image previewMask;   ///< Gray8 over placement: what of the preview is shown; null = all
    Image firstPreview;  ///< what the model starts from, small, to be shown before the engine answers; may be
                         ///< null
};

/// Reads the pixels that the plan needs: work in proportion to the crop.
Result<BuiltRequest> buildRequest(const Snapshot& snapshot, const PromptSettings& settings,
                                  const ModelInfo& model, const Margins& expansion);

/// One pass of an expansion, on a snapshot of the page before it.
Result<BuiltRequest> buildPass(const Snapshot& snapshot, const OutpaintPass& pass,
                               const PromptSettings& settings, const ModelInfo& model);

/// A rectangle of `size`'s proportions around the page's middle that covers the page.
Rect coverOf(Size page, Size size);

}  // namespace lacuna

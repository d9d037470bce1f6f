// See build_request.h: the plan, the pixels and the words of a request, and what is shown before its first
// step.
#include "ui/generation/build_request.h"

#include <algorithm>
#include <cmath>

#include "engine/image/convert.h"
#include "engine/image/infill.h"
#include "engine/image/mask_ops.h"
#include "engine/image/resample.h"
#include "engine/messages/plan_limits.h"
#include "ui/document/render.h"

namespace lacuna {
namespace {

/// The longest side of the picture that is shown before the engine's first.
constexpr int kFirstPreviewSide = 384;

std::string hiddenLayerSentence(const Picture& picture) {
    for (auto layer = picture.layers.rbegin(); layer != picture.layers.rend(); ++layer) {
        if (!(*layer)->visible) {
            return "There is nothing visible to start from: the layer \"" + (*layer)->name +
                   "\" is hidden. Show it, or set the strength to 100 %.";
        }
    }
    return "There is nothing visible to start from. Add a picture, or set the strength to 100 %.";
}

Result<void> planPage(RequestPlan& plan, const Snapshot& snapshot, const PromptSettings& settings,
                      const PlanLimits& limits) {
    if (settings.size) {
        plan.modelSize = floorToGrid(*settings.size, limits.grid);
        if (plan.modelSize.area() > 4 * limits.maxPixels)
            return fail(ErrorKind::BadRequest,
                        "The size is far beyond what the model can do. Try a smaller one.");
        plan.placement = coverOf(snapshot.size, plan.modelSize);
        return {};
    }
    LACUNA_TRY(const ModelFrame frame, frameForPage(snapshot.size, limits));
    plan.placement = frame.crop;
    plan.modelSize = frame.modelSize;
    return {};
}

/// What the model starts from, small and guessed, so that the canvas answers before the engine does.
Image firstPreviewOf(const GenerateRequest& request) {
    if (!request.source || !request.mask) return {};
    const Size full = request.source.size();
    const double scale = std::min(1.0, double(kFirstPreviewSide) / std::max(full.width, full.height));
    const Size small{std::max(1, int(full.width * scale)), std::max(1, int(full.height * scale))};
    Bitmap pixels = resized(request.source, small, Filter::Box);
    const Bitmap mask = resized(request.mask, small, Filter::Box);
    infill(pixels, mask, request.task == Task::Outpaint ? InfillMode::EdgeExtend : InfillMode::Smooth);
    return converted(pixels, PixelFormat::Rgb8).freeze();
}

/// Everything of a request but its pixels.
BuiltRequest withSettings(const RequestPlan& plan, const Snapshot& snapshot, const PromptSettings& settings,
                          const ModelInfo& model) {
    BuiltRequest built;
    built.plan = plan;
    built.page = snapshot.size;
    GenerateRequest& request = built.request;
    request.task = plan.task;
    request.model = model.folder;
    request.loras = model.loras(settings.fast, settings.loras);
    request.prompt = settings.prompt;
    request.negativePrompt = settings.negativePrompt;
    request.sampling = model.sampling(settings.fast);
    request.sampling.seed = settings.seed;
    request.sampling.steps = settings.steps;
    request.sampling.guidance = settings.guidance;
    request.sampling.strength = plan.action == ActionKind::Refine ? settings.strength : 1.0;
    request.variants = settings.variants;
    request.modelSize = plan.modelSize;
    request.bands = plan.bands;
    request.placement = plan.placement;
    request.documentRevision = snapshot.revision;
    request.previews = settings.previews;
    return built;
}

/// `mask` without what lies beyond the page as it will be: there the model only fills its grid.
Bitmap onPage(const Bitmap& mask, const BuiltRequest& built) {
    const Margins& m = built.extendPage;
    const Rect page{-m.left, -m.top, m.left + built.page.width + m.right,
                    m.top + built.page.height + m.bottom};
    const Rect& placement = built.request.placement;
    const Rect inside = page.intersected(placement).translated(-placement.x, -placement.y);
    Bitmap result(mask.size(), PixelFormat::Gray8);
    if (!inside.empty()) copyInto(ConstView(mask).part(inside), result, inside.x, inside.y);
    return result;
}

void addPreviews(BuiltRequest& built, const PromptSettings& settings) {
    const GenerateRequest& request = built.request;
    if (!request.mask) return;
    built.previewMask =
        onPage(compositeMask(denoiseMask(request.mask, request.bands), request.bands), built).freeze();
    if (settings.previews) built.firstPreview = firstPreviewOf(request);
}

}  // namespace

Rect coverOf(Size page, Size size) {
    const double factor = std::max(double(page.width) / size.width, double(page.height) / size.height);
    const int width = std::max(page.width, int(std::lround(size.width * factor)));
    const int height = std::max(page.height, int(std::lround(size.height * factor)));
    return {(page.width - width) / 2, (page.height - height) / 2, width, height};
}

Result<RequestPlan> planRequest(const Snapshot& snapshot, const PromptSettings& settings,
                                const ModelInfo& model, const Margins& expansion) {
    const Rect maskArea = maskBounds(snapshot);
    RequestPlan plan;
    plan.action = actionFor(
        {!snapshot.size.empty(), !maskArea.empty(), expansion, settings.strength, settings.action}, &model);
    const bool hasMask = !maskArea.empty();
    plan.task = taskFor(plan.action, hasMask);
    if (!canDo(model, plan.task))
        return fail(ErrorKind::Unsupported, model.name + " cannot do this. Choose another model.",
                    model.folder.string());
    if (snapshot.size.empty())
        return fail(ErrorKind::BadRequest, "There is no page. Open a picture or make a new one.");
    if (plan.action == ActionKind::Fill && !hasMask)
        return fail(ErrorKind::BadRequest,
                    "Nothing is masked. Paint over what should be filled, then try again.");
    if (plan.action != ActionKind::Generate && !hasVisiblePixels(snapshot))
        return fail(ErrorKind::BadRequest, hiddenLayerSentence(snapshot));

    const PlanLimits limits = limitsOf(model);
    const double strength = plan.action == ActionKind::Refine ? settings.strength : 1.0;
    switch (plan.task) {
        case Task::TextToImage:
        case Task::ImageToImage: {
            LACUNA_TRY_VOID(planPage(plan, snapshot, settings, limits));
            break;
        }
        case Task::Edit: {
            LACUNA_TRY_VOID(planPage(plan, snapshot, settings, limits));
            plan.masked = hasMask;
            if (hasMask) plan.bands = bandsFor(maskArea, strength);
            break;
        }
        case Task::Inpaint: {
            LACUNA_TRY(const InpaintPlan inpaint, planInpaint(maskArea, snapshot.size, strength, limits));
            plan.placement = inpaint.frame.crop;
            plan.modelSize = inpaint.frame.modelSize;
            plan.bands = inpaint.bands;
            plan.masked = true;
            break;
        }
        case Task::Outpaint: {
            LACUNA_TRY(OutpaintPlan outpaint, planOutpaint(snapshot.size, expansion, limits));
            const OutpaintPass& first = outpaint.passes.front();
            plan.placement = first.frame.crop.translated(-first.margins.left, -first.margins.top);
            plan.modelSize = first.frame.modelSize;
            plan.bands = first.bands;
            plan.passes = std::move(outpaint.passes);
            break;
        }
    }
    return plan;
}

Result<BuiltRequest> buildRequest(const Snapshot& snapshot, const PromptSettings& settings,
                                  const ModelInfo& model, const Margins& expansion) {
    LACUNA_TRY(RequestPlan plan, planRequest(snapshot, settings, model, expansion));
    BuiltRequest built;
    if (plan.task == Task::Outpaint) {
        LACUNA_TRY(built, buildPass(snapshot, plan.passes.front(), settings, model));
        if (plan.passes.size() > 1) built.request.variants = 1;
    } else {
        built = withSettings(plan, snapshot, settings, model);
        GenerateRequest& request = built.request;
        if (plan.task != Task::TextToImage) request.source = renderRegion(snapshot, plan.placement);
        if (plan.masked) request.mask = renderMask(snapshot, plan.placement);
        if (plan.task == Task::Edit)
            request.references = {converted(flattened(request.source), PixelFormat::Rgb8).freeze()};
        addPreviews(built, settings);
    }
    built.plan = std::move(plan);
    return built;
}

Result<BuiltRequest> buildPass(const Snapshot& snapshot, const OutpaintPass& pass,
                               const PromptSettings& settings, const ModelInfo& model) {
    RequestPlan plan;
    plan.action = ActionKind::Expand;
    plan.task = Task::Outpaint;
    plan.placement = pass.frame.crop.translated(-pass.margins.left, -pass.margins.top);
    plan.modelSize = pass.frame.modelSize;
    plan.bands = pass.bands;
    plan.passes = {pass};

    BuiltRequest built = withSettings(plan, snapshot, settings, model);
    built.request.source = renderRegion(snapshot, plan.placement);
    built.request.mask = outpaintMask(pass, pass.frame.crop).freeze();
    built.request.outpaint = pass.margins;
    built.extendPage = pass.margins;
    addPreviews(built, settings);
    return built;
}

}  // namespace lacuna

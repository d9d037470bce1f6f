// See jobs.h. One function a task; what they share is reading a page, and putting a result back into it.
#include "app/cli/jobs.h"

#include <algorithm>

#include "engine/formats/image_file.h"
#include "engine/image/composite.h"
#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "engine/image/outpaint_plan.h"
#include "engine/messages/plan_limits.h"

namespace lacuna::cli {
namespace {

constexpr double kRefineStrength = 0.6;  // the published image-to-image default

struct Page {
    Bitmap pixels;  ///< with colour, also when the file was grey: the model paints in colour
    double dpi = 0;
};

std::string text(Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

Result<Page> readPage(const std::filesystem::path& file) {
    LACUNA_TRY(const LoadedImage loaded, readImage(file));
    const PixelFormat format = loaded.pixels.format();
    const PixelFormat wanted = formatOf(std::max(3, channelCount(format)), isDeep(format));
    return Page{converted(ConstView(loaded.pixels), wanted), loaded.header.dpi};
}

/// White repaints. A mask with transparency counts where it is opaque and white.
Result<Bitmap> readMask(const std::filesystem::path& file, Size page) {
    LACUNA_TRY(const LoadedImage loaded, readImage(file));
    if (loaded.pixels.size() != page) {
        return fail(ErrorKind::BadRequest,
                    "The mask " + file.filename().string() + " has " + text(loaded.pixels.size()) +
                        " pixels and the picture " + text(page) + ". Make them the same size.",
                    file.string());
    }
    const bool alpha = hasAlpha(loaded.pixels.format());
    Bitmap mask = alpha ? converted(flattened(loaded.pixels, kBlack), PixelFormat::Gray8)
                        : converted(ConstView(loaded.pixels), PixelFormat::Gray8);
    if (isBlank(mask)) {
        return fail(ErrorKind::BadRequest,
                    "The mask " + file.filename().string() + " is empty. Paint white what should change.",
                    file.string());
    }
    return mask;
}

GenerateRequest baseRequest(const Arguments& a, const ModelInfo& model, std::uint64_t seed, Task task) {
    GenerateRequest request;
    request.task = task;
    request.model = model.folder;
    request.loras = model.loras(a.fast, a.loras);
    request.prompt = a.prompt;
    request.negativePrompt = a.negative.value_or(" ");  // the published pipelines' own: guidance needs one
    request.sampling = model.sampling(a.fast);
    request.sampling.seed = seed;
    request.sampling.strength = a.strength.value_or(task == Task::ImageToImage ? kRefineStrength : 1.0);
    if (a.steps) request.sampling.steps = *a.steps;
    if (a.guidance) request.sampling.guidance = *a.guidance;
    request.variants = a.variants;
    return request;
}

/// The page's pixels inside the frame; outside the page they are transparent, which tells the engine to guess
/// them.
void see(GenerateRequest& request, ConstView page, const ModelFrame& frame) {
    const bool padded = !boundsOf(page.size()).contains(frame.crop);
    const PixelFormat format = padded ? formatOf(4, isDeep(page.format())) : page.format();
    Bitmap crop(frame.crop.size(), format);
    copyInto(page, crop, -frame.crop.x, -frame.crop.y);
    request.source = std::move(crop).freeze();
    request.placement = frame.crop;
    request.modelSize = frame.modelSize;
}

Result<std::vector<Made>> runOnto(const Page& page, GenerateRequest request, const RunRequest& run) {
    LACUNA_TRY(const std::vector<Candidate> candidates, run(std::move(request)));
    std::vector<Made> results;
    for (const Candidate& candidate : candidates) {
        Bitmap picture = page.pixels.clone();
        putBack(picture, candidate);
        results.push_back({std::move(picture).freeze(), candidate.recipe, page.dpi});
    }
    return results;
}

Result<std::vector<Made>> generate(const Arguments& a, GenerateRequest request, const ModelInfo& model,
                                   const RunRequest& run) {
    const Size size = a.size.value_or(model.sizes.empty() ? Size{1024, 1024} : model.sizes.front());
    LACUNA_TRY_VOID(checkImageSize(size.width, size.height, "The new picture"));
    LACUNA_TRY(const ModelFrame frame, frameForPage(size, limitsOf(model)));
    request.placement = frame.crop;
    request.modelSize = frame.modelSize;
    return runOnto({Bitmap(size, PixelFormat::Rgb8), 0}, std::move(request), run);
}

/// Inpaints what `mask` covers.
Result<std::vector<Made>> repaint(const Page& page, const Bitmap& mask, GenerateRequest request,
                                  const ModelInfo& model, const RunRequest& run) {
    LACUNA_TRY(const InpaintPlan plan,
               planInpaint(maskBounds(mask), page.pixels.size(), request.sampling.strength, limitsOf(model)));
    see(request, page.pixels, plan.frame);
    request.mask = cropped(mask, plan.frame.crop).freeze();
    request.bands = plan.bands;
    return runOnto(page, std::move(request), run);
}

Result<std::vector<Made>> refine(const Arguments& a, GenerateRequest request, const ModelInfo& model,
                                 const RunRequest& run) {
    LACUNA_TRY(const Page page, readPage(a.images.front()));
    if (!a.mask.empty()) {
        LACUNA_TRY(const Bitmap mask, readMask(a.mask, page.pixels.size()));
        request.task = Task::Inpaint;
        return repaint(page, mask, std::move(request), model, run);
    }
    LACUNA_TRY(const ModelFrame frame, frameForPage(page.pixels.size(), limitsOf(model)));
    see(request, page.pixels, frame);
    return runOnto(page, std::move(request), run);
}

Result<std::vector<Made>> fillMask(const Arguments& a, GenerateRequest request, const ModelInfo& model,
                                   const RunRequest& run) {
    LACUNA_TRY(const Page page, readPage(a.images.front()));
    LACUNA_TRY(const Bitmap mask, readMask(a.mask, page.pixels.size()));
    return repaint(page, mask, std::move(request), model, run);
}

Result<Made> expandOnce(Page page, const OutpaintPlan& plan, const GenerateRequest& base,
                        const RunRequest& run) {
    Made made;
    for (const OutpaintPass& pass : plan.passes) {
        // Transparent where the page is new, so that the engine starts from what its edges suggest.
        Bitmap larger(pass.pageAfter, formatOf(4, isDeep(page.pixels.format())));
        copyInto(page.pixels, larger, pass.margins.left, pass.margins.top);
        GenerateRequest request = base;
        see(request, larger, pass.frame);
        request.mask = outpaintMask(pass, pass.frame.crop).freeze();
        request.bands = pass.bands;
        request.outpaint = pass.margins;
        request.variants = 1;
        LACUNA_TRY(const std::vector<Candidate> candidates, run(std::move(request)));
        if (candidates.empty())
            return fail(ErrorKind::Internal, "The engine gave no picture. Try again, or report this.");
        putBack(larger, candidates.front());
        made.recipe = candidates.front().recipe;
        page.pixels = converted(larger, page.pixels.format());
    }
    made.recipe.outpaint = plan.margins;
    made.dpi = page.dpi;
    made.picture = std::move(page.pixels).freeze();
    return made;
}

Result<std::vector<Made>> expand(const Arguments& a, GenerateRequest request, const ModelInfo& model,
                                 const RunRequest& run) {
    LACUNA_TRY(const Page page, readPage(a.images.front()));
    LACUNA_TRY(const OutpaintPlan plan, planOutpaint(page.pixels.size(), a.expand, limitsOf(model),
                                                     a.overlapPx, ImageLimits{}.maxSide));
    LACUNA_TRY_VOID(checkImageSize(plan.pageAfter.width, plan.pageAfter.height, "The larger page"));
    std::vector<Made> results;
    for (int variant = 0; variant < a.variants; ++variant) {
        LACUNA_TRY(Made made, expandOnce({page.pixels.clone(), page.dpi}, plan, request, run));
        results.push_back(std::move(made));
        ++request.sampling.seed;
    }
    return results;
}

Result<std::vector<Made>> edit(const Arguments& a, GenerateRequest request, const ModelInfo& model,
                               const RunRequest& run) {
    if (int(a.images.size()) > model.referenceImages) {
        return fail(model.referenceImages == 0 ? ErrorKind::Unsupported : ErrorKind::BadRequest,
                    "The model " + model.name + " looks at " + std::to_string(model.referenceImages) +
                        " pictures, and " + std::to_string(a.images.size()) +
                        " were given. Choose another model or fewer --image.");
    }
    LACUNA_TRY(const Page page, readPage(a.images.front()));
    LACUNA_TRY(const ModelFrame frame, frameForPage(page.pixels.size(), limitsOf(model)));
    see(request, page.pixels, frame);
    request.references.push_back(std::move(request.source));
    request.source = {};
    for (std::size_t i = 1; i < a.images.size(); ++i) {
        LACUNA_TRY(LoadedImage other, readImage(a.images[i]));
        request.references.push_back(std::move(other.pixels));
    }
    if (!a.mask.empty()) {
        LACUNA_TRY(const Bitmap mask, readMask(a.mask, page.pixels.size()));
        request.source = request.references.front();
        request.bands = bandsFor(maskBounds(mask), 1);
        request.mask = cropped(mask, frame.crop).freeze();
    }
    return runOnto(page, std::move(request), run);
}

}  // namespace

void putBack(Bitmap& page, const Candidate& candidate) {
    const Rect inside = candidate.placement.intersected(boundsOf(page.size()));
    if (inside.empty() || candidate.pixels.size() != candidate.placement.size()) return;
    const Rect part = inside.translated(-candidate.placement.x, -candidate.placement.y);
    const Bitmap pixels = converted(ConstView(candidate.pixels).part(part), page.format());
    if (candidate.mask)
        mixInto(View(page).part(inside), pixels, ConstView(candidate.mask).part(part));
    else
        copyInto(pixels, page, inside.x, inside.y);
}

Result<std::vector<Made>> make(const Arguments& a, const ModelInfo& model, std::uint64_t seed,
                               const RunRequest& run) {
    if (a.fast && !model.fast)
        return fail(
            ErrorKind::Unsupported,
            "The model " + model.name + " has no fast mode. Leave --fast out, or ask for fewer --steps.");
    switch (a.command) {
        case Command::Generate:
            return generate(a, baseRequest(a, model, seed, Task::TextToImage), model, run);
        case Command::Refine:
            return refine(a, baseRequest(a, model, seed, Task::ImageToImage), model, run);
        case Command::Fill:
        case Command::Demo:
            return fillMask(a, baseRequest(a, model, seed, Task::Inpaint), model, run);
        case Command::Expand:
            return expand(a, baseRequest(a, model, seed, Task::Outpaint), model, run);
        case Command::Edit:
            return edit(a, baseRequest(a, model, seed, Task::Edit), model, run);
        default:
            return fail(ErrorKind::Internal, "This subcommand makes no picture. See lacuna --help.");
    }
}

}  // namespace lacuna::cli

// See request_check.h: first what a request says by itself, then what a model makes of it.
#include "engine/pipeline/request_check.h"

#include <algorithm>
#include <cmath>

#include "engine/image/inpaint_plan.h"
#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

constexpr int kMostSide = 8192;
constexpr int kMostVariants = 64;
constexpr double kMostRatio = 50;
constexpr int kMostBandPx = 4096;
constexpr std::size_t kMostLoras = 16;
constexpr double kMostLoraStrength = 10;

std::string words(Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

bool startsFromPicture(Task task) {
    return task == Task::ImageToImage || task == Task::Inpaint || task == Task::Outpaint;
}

Result<void> checkMask(const GenerateRequest& request) {
    const bool given = request.mask.format() == PixelFormat::Gray8 && request.mask.size() != Size{};
    if (request.mask.size() == Size{}) return {};
    if (!given) return fail(ErrorKind::BadRequest, "The mask must be 8-bit grey. Convert it first.");
    if (!request.source) {
        return fail(ErrorKind::BadRequest, "There is a mask but no picture under it. Choose a picture too.");
    }
    if (request.mask.size() != request.source.size()) {
        return fail(ErrorKind::BadRequest, "The mask is " + words(request.mask.size()) + " and the picture " +
                                               words(request.source.size()) +
                                               ". Use a mask of the picture's size.");
    }
    if (isBlank(request.mask)) {
        return fail(ErrorKind::BadRequest, "The mask is empty. Paint over what shall change.");
    }
    return {};
}

Result<void> checkSampling(const SamplingOptions& sampling, int variants) {
    if (sampling.steps < 1 || sampling.steps > 1000) {
        return fail(ErrorKind::BadRequest, "A run has 1 to 1000 steps. Try 20.");
    }
    if (!(sampling.strength > 0) || sampling.strength > 1) {
        return fail(ErrorKind::BadRequest, "The strength must be above 0 and at most 1. Try 0.6.");
    }
    if (!std::isfinite(sampling.guidance) || sampling.guidance < 0 || sampling.guidance > 100) {
        return fail(ErrorKind::BadRequest, "The guidance must lie between 0 and 100. Try 4.");
    }
    if (variants < 1 || variants > kMostVariants) {
        return fail(ErrorKind::BadRequest, "1 to 64 variants can be made at once. Try 4.");
    }
    return {};
}

Result<void> checkLoras(const std::vector<LoraUse>& loras) {
    if (loras.size() > kMostLoras)
        return fail(ErrorKind::BadRequest, "16 LoRAs can be used at once. Take some of them away.");
    for (const auto& [file, strength] : loras) {
        if (std::error_code error; !std::filesystem::is_regular_file(file, error)) {
            return fail(ErrorKind::BadRequest,
                        "The style " + file.stem().string() +
                            " is not there any more. Bring its file back, or switch it off.",
                        file.string());
        }
        if (!(std::abs(strength) <= kMostLoraStrength)) {
            return fail(ErrorKind::BadRequest, "The strength of a LoRA must lie between -10 and 10. Try 1.",
                        file.string());
        }
    }
    return {};
}

}  // namespace

Result<void> checkRequest(const GenerateRequest& request) {
    LACUNA_TRY_VOID(checkSampling(request.sampling, request.variants));
    if (auto loras = checkLoras(request.loras); !loras) return loras;
    const Size size = request.modelSize;
    if (size.empty()) {
        return fail(ErrorKind::BadRequest, "The size " + words(size) + " has no area. Select a larger area.");
    }
    if (size.width > kMostSide || size.height > kMostSide) {
        return fail(ErrorKind::BadRequest, "The size " + words(size) + " is more than " +
                                               std::to_string(kMostSide) +
                                               " pixels on a side. Try a smaller area, or several.");
    }
    if (startsFromPicture(request.task) && !request.source) {
        return fail(
            ErrorKind::BadRequest,
            "There is no picture to start from: the selected area is empty. Select an area with a width and "
            "a height.");
    }
    if (request.source && !request.placement.empty() && request.placement.size() != request.source.size()) {
        return fail(ErrorKind::BadRequest, "The picture is " + words(request.source.size()) +
                                               " and its place on the page " +
                                               words(request.placement.size()) + ". Select the area again.");
    }
    for (const int band : {request.bands.growPx, request.bands.featherPx, request.bands.blendPx}) {
        if (band < 0 || band > kMostBandPx) {
            return fail(ErrorKind::BadRequest, "The mask's soft edge must be 0 to 4096 pixels wide. Try 32.");
        }
    }
    if (request.task == Task::Edit) {
        if (request.references.empty() && !request.source) {
            return fail(ErrorKind::BadRequest,
                        "There is no picture to edit. Select an area of the page, or add one.");
        }
        for (const Image& reference : request.references) {
            const double ratio = reference ? double(reference.width()) / reference.height() : 0;
            if (ratio < 1 / kMostRatio || ratio > kMostRatio) {
                return fail(ErrorKind::BadRequest,
                            "A reference picture is empty or extremely narrow. Choose another picture.");
            }
        }
    }
    return checkMask(request);
}

Result<void> checkAgainst(const GenerateRequest& request, const ModelInfo& model) {
    const int grid = std::max(16, model.grid);
    const Size size = request.modelSize;
    if (size.width % grid != 0 || size.height % grid != 0) {
        return fail(ErrorKind::BadRequest, "The size " + words(size) + " is off the model's grid of " +
                                               std::to_string(grid) + " pixels. Try " +
                                               words(floorToGrid(size, grid)) + ".");
    }
    if (std::ranges::find(model.tasks, request.task) == model.tasks.end()) {
        return fail(ErrorKind::Unsupported, "The model \"" + model.name +
                                                "\" was not made for this. Choose another model, such as "
                                                "Qwen-Image-Edit for editing by instruction.");
    }
    if (request.task == Task::Edit && int(request.references.size()) > std::max(1, model.referenceImages)) {
        return fail(ErrorKind::BadRequest, "The model \"" + model.name + "\" looks at " +
                                               std::to_string(model.referenceImages) +
                                               " pictures at most. Remove some of the references.");
    }
    return {};
}

}  // namespace lacuna

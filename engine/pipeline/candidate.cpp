// See candidate.h.
#include "engine/pipeline/candidate.h"

#include <cmath>

#include "engine/image/changed_area.h"
#include "engine/image/colour_match.h"
#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"
#include "engine/image/resample.h"
#include "engine/image/shift_check.h"
#include "engine/pipeline/pictures.h"

namespace lacuna {
namespace {

constexpr double kRingPx = 64;         // how far around the hole the surroundings are compared
constexpr double kSureShift = 0.3;     // confidence above which a measured shift is believed
constexpr double kLargestShiftPx = 8;  // larger ones are another picture, not a drift

struct Drift {
    int dx = 0, dy = 0;  ///< pixels to the right and downwards
    bool operator==(const Drift&) const = default;
};

/// Pixels that the model was not to touch, near the hole: 255.
Bitmap untouchedRing(const Bitmap& mask) {
    Bitmap touched = mask.clone();
    binarize(touched, 1);
    return ringAround(touched, 1, kRingPx);
}

/// Moved by whole pixels; what comes in at the border repeats the edge.
Bitmap moved(const Bitmap& picture, int dx, int dy) {
    Bitmap result(picture.size(), picture.format());
    const auto bytes = std::size_t(bytesPerPixel(picture.format()));
    for (int y = 0; y < picture.height(); ++y) {
        const auto* in = picture.row<std::byte>(std::clamp(y - dy, 0, picture.height() - 1));
        auto* out = result.row<std::byte>(y);
        for (int x = 0; x < picture.width(); ++x) {
            const auto from = std::size_t(std::clamp(x - dx, 0, picture.width() - 1));
            std::copy_n(in + from * bytes, bytes, out + std::size_t(x) * bytes);
        }
    }
    return result;
}

/// Whole pixels by which `result` surely lies beside `original`, seen where `compare` is set; else none.
Drift driftOf(ConstView result, ConstView original, ConstView compare = {}) {
    const Shift shift = measureShift(original, result, compare);
    const bool sure = shift.confidence >= kSureShift && std::hypot(shift.dx, shift.dy) <= kLargestShiftPx;
    return sure ? Drift{int(std::lround(shift.dx)), int(std::lround(shift.dy))} : Drift{};
}

void moveBack(Bitmap& picture, Drift drift) {
    if (drift != Drift{}) picture = moved(picture, -drift.dx, -drift.dy);
}

void fitToSurroundings(Bitmap& result, ConstView original, const Bitmap& mask) {
    const Bitmap ring = untouchedRing(mask);
    moveBack(result, driftOf(result, original, ring));
    applyCorrection(result, measureColourShift(result, original, ring));
}

Size wantedSize(const GenerateRequest& request) {
    if (request.source) return request.source.size();
    return request.placement.empty() ? request.modelSize : request.placement.size();
}

/// The part of the page that the result is laid over; empty when it replaces the page.
ConstView under(const GenerateRequest& request, const SourcePicture* source) {
    if (source && (source->masked() || request.task == Task::Edit)) return source->original;
    const bool edits = request.task == Task::Edit && !request.references.empty();
    if (edits && request.references.front().size() == wantedSize(request)) return request.references.front();
    return {};
}

/// What of an edit without a mask is shown over the page: what the model changed, looked for at the model's
/// size, where both pictures are equally sharp. Of a model that drifts, after `result` was moved back; else
/// everything with an edge would differ. Empty = all of it.
Bitmap changedPart(Bitmap& result, ConstView original, bool fits) {
    const Bitmap before = resized(converted(original, PixelFormat::Rgb8), result.size());
    Bitmap after = converted(result, PixelFormat::Rgb8);
    const Drift drift = fits ? driftOf(after, before) : Drift{};
    moveBack(after, drift);
    Bitmap mask = changedArea(before, after);
    if (mask.empty()) return mask;
    moveBack(result, drift);
    return mask.size() == original.size() ? std::move(mask)
                                          : resized(mask, original.size(), Filter::Bilinear);
}

}  // namespace

Result<void> checkDecoded(const torch::Tensor& pixels) {
    const auto finite = at::isfinite(pixels).all().item<bool>();
    if (!finite) {
        return fail(
            ErrorKind::Internal,
            "The model returned numbers that are no picture. Try another seed, a lower guidance, or get the "
            "model's files again.",
            "non-finite values after decoding");
    }
    const auto colour = pixels.narrow(1, 0, 3);
    if (colour.max().item<float>() <= -0.99f) {
        return fail(ErrorKind::Internal,
                    "The model returned a black picture. Try another seed, or get the model's files again.",
                    "all values black after decoding");
    }
    return {};
}

Candidate makeCandidate(const GenerateRequest& request, const SourcePicture* source,
                        const torch::Tensor& pixels, std::uint64_t seed, const std::string& modelName,
                        bool partial) {
    const bool deep = source && isDeep(source->original.format());
    const bool masked = source && source->masked();
    Bitmap result = pictureBitmap(pixels, deep);
    const Size size = wantedSize(request);
    const ConstView original = under(request, source);
    Bitmap shown;
    if (masked) {
        shown = source->composite.clone();
    } else if (!original.empty()) {
        shown = changedPart(result, original, request.matchColours);
    }
    if (result.size() != size) result = resized(result, size);
    if (!shown.empty() && request.matchColours)
        fitToSurroundings(result, original, masked ? source->denoise : shown);

    Candidate candidate;
    candidate.placement = request.placement.empty() ? boundsOf(size) : request.placement;
    candidate.documentRevision = request.documentRevision;
    candidate.partial = partial;
    if (!shown.empty()) candidate.mask = std::move(shown).freeze();
    candidate.pixels = std::move(result).freeze();
    candidate.recipe = {request.task,           modelName,        request.prompt,
                        request.negativePrompt, request.sampling, request.modelSize,
                        request.bands,          request.outpaint, {}};
    for (const auto& [file, strength] : request.loras)
        candidate.recipe.loras.push_back({file.filename(), strength});
    candidate.recipe.sampling.seed = seed;
    return candidate;
}

}  // namespace lacuna

// See candidate.h.
#include "engine/pipeline/candidate.h"

#include <cmath>

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

/// Pixels of the crop that the model was not to touch, near the hole: 255.
Bitmap untouchedRing(const Bitmap& denoise) {
    Bitmap touched(denoise.size(), PixelFormat::Gray8);
    for (int y = 0; y < denoise.height(); ++y) {
        const auto* in = denoise.row<std::uint8_t>(y);
        auto* out = touched.row<std::uint8_t>(y);
        for (int x = 0; x < denoise.width(); ++x) out[x] = in[x] > 0 ? 255 : 0;
    }
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

void fitToSurroundings(Bitmap& result, const SourcePicture& source) {
    const Bitmap ring = untouchedRing(source.denoise);
    const Shift shift = measureShift(source.original, result, ring);
    const int dx = int(std::lround(shift.dx)), dy = int(std::lround(shift.dy));
    const bool drifted = shift.confidence >= kSureShift && (dx != 0 || dy != 0) &&
                         std::hypot(shift.dx, shift.dy) <= kLargestShiftPx;
    if (drifted) result = moved(result, -dx, -dy);
    applyCorrection(result, measureColourShift(result, source.original, ring));
}

Size wantedSize(const GenerateRequest& request) {
    if (request.source) return request.source.size();
    return request.placement.empty() ? request.modelSize : request.placement.size();
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
    Bitmap result = pictureBitmap(pixels, deep);
    const Size size = wantedSize(request);
    if (result.size() != size) result = resized(result, size);
    if (source && source->masked() && request.matchColours) fitToSurroundings(result, *source);

    Candidate candidate;
    candidate.placement = request.placement.empty() ? boundsOf(size) : request.placement;
    candidate.documentRevision = request.documentRevision;
    candidate.partial = partial;
    if (source && source->masked()) candidate.mask = source->composite.clone().freeze();
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

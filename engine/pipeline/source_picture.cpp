// See source_picture.h.
#include "engine/pipeline/source_picture.h"

#include "engine/image/blend_bands.h"
#include "engine/image/convert.h"
#include "engine/image/infill.h"
#include "engine/image/mask_ops.h"
#include "engine/image/resample.h"
#include "engine/pipeline/inpaint.h"
#include "engine/pipeline/outpaint.h"
#include "engine/pipeline/pictures.h"

namespace lacuna {
namespace {

Bitmap scaled(const Bitmap& bitmap, Size size, Filter filter) {
    return bitmap.size() == size ? bitmap.clone() : resized(bitmap, size, filter);
}

/// Empty when the request repaints everything.
Result<Bitmap> maskOf(const GenerateRequest& request) {
    if (request.mask) return request.mask.thaw();
    if (request.task != Task::Outpaint) return Bitmap{};
    Bitmap mask = outpaintMask(request.source, request.outpaint);
    if (isBlank(mask)) {
        return fail(
            ErrorKind::BadRequest,
            "There is nothing to expand into: no new area and no mask. Drag an edge of the page outwards.");
    }
    return mask;
}

}  // namespace

Result<SourcePicture> prepareSource(const GenerateRequest& request) {
    SourcePicture source;
    const bool outpaint = request.task == Task::Outpaint;
    const auto mode = outpaint ? InfillMode::EdgeExtend : InfillMode::Smooth;
    const bool deep = isDeep(request.source.format());

    LACUNA_TRY(const Bitmap mask, maskOf(request));
    if (!mask.empty()) {
        source.denoise = denoiseMask(mask, request.bands);
        source.composite = compositeMask(source.denoise, request.bands);
    }
    Bitmap filled = converted(ConstView(request.source), formatOf(4, deep));
    if (hasTransparency(filled)) infill(filled, unknownFromAlpha(filled), mode);
    source.original = converted(filled, formatOf(3, deep));

    const bool fromNoise = request.sampling.strength >= 1;
    if (source.masked() && fromNoise) infill(filled, source.denoise, mode);
    source.start = converted(scaled(filled, request.modelSize, Filter::Lanczos), PixelFormat::Rgb8);
    source.pixels = pictureTensor(source.start);
    if (source.masked()) {
        source.mask = maskTensor(scaled(source.denoise, request.modelSize, Filter::Bilinear));
    } else {
        source.mask = torch::ones({1, 1, request.modelSize.height, request.modelSize.width});
    }
    source.cells = coveringCells(source.mask);
    return source;
}

}  // namespace lacuna

// See edit_plus.h.
#include "engine/pipeline/edit_plus.h"

#include <algorithm>

#include "engine/image/convert.h"
#include "engine/image/inpaint_plan.h"
#include "engine/image/resample.h"
#include "engine/pipeline/pictures.h"

namespace lacuna {

ReferencePicture editPlusReference(const Image& picture, std::int64_t area) {
    const double ratio = double(picture.width()) / picture.height();
    const Image rgb = converted(picture, PixelFormat::Rgb8);
    return {resized(rgb, sizeForArea(std::min(area, kConditionArea), ratio)).freeze(),
            pictureTensor(resized(rgb, sizeForArea(area, ratio)))};
}

Size editPlusSize(const Image& lastPicture) {
    return sizeForArea(kReferenceArea, double(lastPicture.width()) / lastPicture.height());
}

}  // namespace lacuna

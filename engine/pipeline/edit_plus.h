// Editing with several pictures (QwenImageEditPlusPipeline): the text encoder sees each small, the
// transformer sees each large; the prompt introduces them as "Picture 1: " and so on (text/chat_template.h).
// The computation is edit()'s.
#pragma once

#include "engine/pipeline/edit.h"

namespace lacuna {

/// Pixels of the copy that the text encoder sees.
inline constexpr std::int64_t kConditionArea = 384 * 384;

/// @param area of the copy that the transformer sees.
ReferencePicture editPlusReference(const Image& picture, std::int64_t area = kReferenceArea);

/// The published pipeline's target when none is asked for: about 1024 x 1024 pixels in the ratio of the last
/// picture.
Size editPlusSize(const Image& lastPicture);

}  // namespace lacuna

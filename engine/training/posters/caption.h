// Captions written from the scene, in Chinese and English, from a few words to full sentences with quoted
// titles and places.
#pragma once

#include <string>

#include "engine/training/posters/scene.h"

namespace lacuna::training {

enum class CaptionLanguage : std::uint8_t { English, Chinese };
/// Short: the subjects or the ground. Medium: one line with all of them. Long: sentences with places and
/// lettering.
enum class CaptionLength : std::uint8_t { Short, Medium, Long };

std::string captionOf(const Scene& scene, const AtlasNames& names, CaptionLanguage language,
                      CaptionLength length);

}  // namespace lacuna::training

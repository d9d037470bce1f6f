// Decoding and encoding of pictures, where this build has OpenImageIO; nothing where it has not.
#pragma once

#include "engine/training/data/set_report.h"

namespace lacuna::train {

/// Empty in a build without.
training::data::ReadPicture pictureReader();
/// A JPEG file's bytes; empty in a build without.
std::function<Result<std::vector<std::byte>>(const Image&)> thumbnailWriter();

}  // namespace lacuna::train

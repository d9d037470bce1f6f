// A person's own pictures: a folder in which every picture lies beside a text file that says what it shows.
// And the few sizes that they are brought to, so that pictures can share a batch.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/view.h"

namespace lacuna::training {

struct CaptionedPicture {
    std::filesystem::path file;
    std::string caption;  ///< UTF-8, one line's worth of words, ends trimmed
};

/// .png, .jpg, .jpeg, .webp, .tif, .tiff and .bmp with their .txt, sorted by name.
/// Errors: ModelMissing when there is no such folder, BadFile when it holds no picture, a picture has no
/// caption or the caption is not UTF-8 (naming the file).
Result<std::vector<CaptionedPicture>> readPictureFolder(const std::filesystem::path& folder);

/// How pictures are decoded where something is there that can.
using ReadPicture = std::function<Result<Image>(const std::filesystem::path&)>;

/// The bucket of a picture: about `resolution` squared pixels, of the nearest of nine aspect ratios from 1:2
/// to 2:1, sides multiples of `grid`.
Size bucketOf(Size picture, std::int64_t resolution, int grid);

/// Scaled so that it covers `bucket`, the middle of it. Not empty.
Bitmap fittedTo(ConstView picture, Size bucket);

}  // namespace lacuna::training

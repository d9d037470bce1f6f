// `lacuna-train collect`, `score`, `shards` and `report`: a person's own pictures on their way to training.
// Progress goes to standard error; the last line, on standard output, says what there is now.
#pragma once

#include "app/train/verbs.h"

namespace lacuna::train {

Result<void> collectPictures(const Invocation& in);
Result<void> scorePictures(const Invocation& in);
Result<void> writePictureShards(const Invocation& in);
Result<void> reportPictures(const Invocation& in);

}  // namespace lacuna::train

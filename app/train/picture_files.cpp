// See picture_files.h.
#include "app/train/picture_files.h"

#ifdef LACUNA_PICTURES
#include "engine/formats/image_file.h"
#endif

namespace lacuna::train {

training::data::ReadPicture pictureReader() {
#ifdef LACUNA_PICTURES
    return [](const std::filesystem::path& file) -> Result<Image> {
        LACUNA_TRY(LoadedImage loaded, readImage(file));
        return std::move(loaded.pixels);
    };
#else
    return {};
#endif
}

std::function<Result<std::vector<std::byte>>(const Image&)> thumbnailWriter() {
#ifdef LACUNA_PICTURES
    return [](const Image& picture) {
        ImageWriteOptions jpeg;
        jpeg.type = ImageFileType::Jpeg;
        jpeg.quality = 80;
        jpeg.embedProfile = false;
        return encodeImage(picture, jpeg);
    };
#else
    return {};
#endif
}

}  // namespace lacuna::train

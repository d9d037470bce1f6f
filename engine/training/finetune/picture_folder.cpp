// See picture_folder.h.
#include "engine/training/finetune/picture_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "engine/base/utf8.h"
#include "engine/formats/json_file.h"
#include "engine/image/inpaint_plan.h"
#include "engine/image/resample.h"

namespace lacuna::training {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostCaptionBytes = 64u << 10;
constexpr std::array<double, 9> kRatios{0.5,     9.0 / 16, 2.0 / 3,  3.0 / 4, 1.0,
                                        4.0 / 3, 3.0 / 2,  16.0 / 9, 2.0};

bool isPicture(const fs::path& file) {
    static const std::set<std::string> kEndings{".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp"};
    auto ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return kEndings.contains(ending);
}

std::string trimmed(const std::string& text) {
    const char* const kSpace = " \t\r\n";
    const auto first = text.find_first_not_of(kSpace);
    return first == text.npos ? std::string() : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

Result<std::vector<CaptionedPicture>> readPictureFolder(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (isPicture(it->path())) files.push_back(it->path());
    }
    if (error)
        return fail(ErrorKind::ModelMissing, "The folder of pictures cannot be read. Check \"pictures\".",
                    folder.string());
    if (files.empty())
        return fail(ErrorKind::BadFile,
                    "There are no pictures in the folder. Put some there, each with a .txt.",
                    folder.string());
    std::ranges::sort(files);
    std::vector<CaptionedPicture> pictures;
    for (const auto& file : files) {
        const auto text = fs::path(file).replace_extension(".txt");
        const auto caption = readTextFile(text, kMostCaptionBytes);
        if (!caption || !isValidUtf8(*caption)) {
            return fail(ErrorKind::BadFile,
                        "The picture " + file.filename().string() +
                            " has no caption that can be read. Write " + text.filename().string() +
                            " in UTF-8 beside it.",
                        text.string());
        }
        pictures.push_back({file, trimmed(*caption)});
    }
    return pictures;
}

Size bucketOf(Size picture, std::int64_t resolution, int grid) {
    const double ratio = double(picture.width) / picture.height;
    const auto nearest =
        std::ranges::min(kRatios, {}, [&](double r) { return std::abs(std::log(r / ratio)); });
    const Size size = sizeForArea(resolution * resolution, nearest, grid);
    return {std::max(size.width, grid), std::max(size.height, grid)};
}

Bitmap fittedTo(ConstView picture, Size bucket) {
    const double scale =
        std::max(double(bucket.width) / picture.width(), double(bucket.height) / picture.height());
    const double width = bucket.width / scale, height = bucket.height / scale;
    const double left = (picture.width() - width) / 2, top = (picture.height() - height) / 2;
    return resized(picture, bucket, Filter::Lanczos, {left, top, left + width, top + height});
}

}  // namespace lacuna::training

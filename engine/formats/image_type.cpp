// What kind of picture a file is: by its name when writing, by its first bytes when reading (declared in
// image_file.h).
#include <algorithm>
#include <array>
#include <cctype>

#include "engine/formats/image_file.h"

namespace lacuna {
namespace {

struct Type {
    ImageFileType type;
    std::string_view name;
    std::array<std::string_view, 2> endings;
};
constexpr std::array<Type, 6> kTypes = {{
    {ImageFileType::Png, "png", {".png", ".png"}},
    {ImageFileType::Jpeg, "jpeg", {".jpg", ".jpeg"}},
    {ImageFileType::Tiff, "tiff", {".tif", ".tiff"}},
    {ImageFileType::WebP, "webp", {".webp", ".webp"}},
    {ImageFileType::Exr, "openexr", {".exr", ".exr"}},
    {ImageFileType::Psd, "psd", {".psd", ".psb"}},
}};

}  // namespace

std::string_view name(ImageFileType type) {
    return kTypes[std::size_t(type)].name;
}

std::optional<ImageFileType> imageFileTypeOf(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    for (const Type& type : kTypes) {
        if (ending == type.endings[0] || ending == type.endings[1]) return type.type;
    }
    return std::nullopt;
}

std::optional<ImageFileType> sniffImageType(std::span<const std::byte> head) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    using namespace std::string_view_literals;
    if (text.starts_with("\x89PNG\r\n\x1a\n"sv)) return ImageFileType::Png;
    if (text.starts_with("\xff\xd8\xff"sv)) return ImageFileType::Jpeg;
    // Classic and big TIFF, either byte order.
    if (text.starts_with("II*\0"sv) || text.starts_with("MM\0*"sv) || text.starts_with("II+\0"sv) ||
        text.starts_with("MM\0+"sv))
        return ImageFileType::Tiff;
    if (text.starts_with("RIFF"sv) && text.size() >= 12 && text.substr(8, 4) == "WEBP"sv)
        return ImageFileType::WebP;
    if (text.starts_with("\x76\x2f\x31\x01"sv)) return ImageFileType::Exr;
    if (text.starts_with("8BPS"sv)) return ImageFileType::Psd;
    return std::nullopt;
}

}  // namespace lacuna

// See collect.h: a folder is walked once, and tables may only name files inside it.
#include "engine/training/data/collect.h"

#include <algorithm>
#include <set>

#include "engine/base/utf8.h"
#include "engine/training/data/caption_table.h"

namespace lacuna::training::data {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxFiles = 10'000'000;

bool isPictureName(const fs::path& file) {
    static const std::set<std::string> kEndings = {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"};
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return kEndings.contains(ending);
}

/// A name from a table, as a file inside `folder`; an empty path when it leads out of it.
fs::path inside(const fs::path& folder, const std::string& name) {
    const auto path = (folder / name).lexically_normal();
    const auto relative = path.lexically_relative(folder.lexically_normal());
    return relative.empty() || *relative.begin() == ".." ? fs::path() : path;
}

class Collector {
  public:
    explicit Collector(Uncaptioned uncaptioned) : uncaptioned_(uncaptioned) {}

    void table(const fs::path& file) {
        const auto text = readTextFile(file, kMaxTableBytes, kOwnFileHint);
        if (!text) return refuse(file.string(), text.error().what);
        const bool csv = file.extension() == ".csv";
        for (CaptionRow& row : csv ? parseCsv(*text, file.string(), result_.refused)
                                   : parseJsonLines(*text, file.string(), result_.refused)) {
            const auto picture = inside(file.parent_path(), row.image);
            const auto edit = row.editImage.empty() ? fs::path() : inside(file.parent_path(), row.editImage);
            std::error_code error;
            if (picture.empty() || (!row.editImage.empty() && edit.empty())) {
                refuse(row.image,
                       "The table names a file outside its own folder. Move the picture into the folder.");
            } else if (!fs::is_regular_file(picture, error) ||
                       (!edit.empty() && !fs::is_regular_file(edit, error))) {
                refuse(row.image,
                       "The table names a picture that is not there. Correct the name or remove the line.");
            } else if (!named_.insert(picture).second && edit.empty()) {
                refuse(row.image,
                       "The tables name this picture twice; the first caption is used. Remove one line.");
            } else {
                if (!edit.empty()) sources_.insert(edit);
                result_.samples.push_back({picture, edit, std::move(row.prompt)});
            }
        }
    }

    void picture(const fs::path& file) {
        if (named_.contains(file) || sources_.contains(file)) return;
        auto captionFile = file;
        captionFile.replace_extension(".txt");
        std::error_code error;
        const bool none = !fs::exists(captionFile, error), empty = !none && isBlank(captionFile);
        if ((none || empty) && uncaptioned_ == Uncaptioned::Keep) {
            result_.samples.push_back({file, {}, {}});
            return;
        }
        if (none) {
            return refuse(file.string(),
                          "There is no caption. Write one into " + captionFile.filename().string() + ".");
        }
        auto caption = readCaptionFile(captionFile);
        if (!caption) return refuse(file.string(), caption.error().what);
        result_.samples.push_back({file, {}, *std::move(caption)});
    }

    Collection finish() {
        // Names go into JSON files and reports, which are UTF-8.
        std::erase_if(result_.samples, [&](const Sample& sample) {
            if (isValidUtf8(sample.picture.string()) && isValidUtf8(sample.editPicture.string()))
                return false;
            refuse(sample.picture.string(), "The name is not UTF-8. Rename the picture.");
            return true;
        });
        std::ranges::stable_sort(result_.samples, {}, &Sample::picture);
        return std::move(result_);
    }

  private:
    void refuse(const std::string& file, std::string why) {
        result_.refused.push_back({replaceInvalidUtf8(file), std::move(why)});
    }

    static bool isBlank(const fs::path& file) {
        const auto text = readTextFile(file, kMaxCaptionBytes, kOwnFileHint);
        return text && text->find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos;
    }

    Uncaptioned uncaptioned_;
    Collection result_;
    std::set<fs::path> named_, sources_;
};

}  // namespace

Result<Collection> collectFolder(const fs::path& given, Uncaptioned uncaptioned) {
    std::error_code error;
    const auto folder = fs::absolute(given, error).lexically_normal();
    if (error || !fs::is_directory(folder, error)) {
        return fail(ErrorKind::BadRequest,
                    given.string() + " is not a folder. Name the folder that holds the pictures.",
                    given.string());
    }
    std::vector<fs::path> tables, pictures;
    std::size_t files = 0;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
    for (; !error && at != end; at.increment(error)) {
        if (++files > kMaxFiles)
            return fail(ErrorKind::BadRequest,
                        "More than ten million files are in this folder. Name smaller folders.",
                        folder.string());
        std::error_code typeError;
        const auto name = at->path().filename();
        if (name.string().starts_with('.')) {  // thumbnails, and what other systems keep beside a file
            at.disable_recursion_pending();
            continue;
        }
        if (!at->is_regular_file(typeError)) continue;
        if (name == "metadata.jsonl" || name == "metadata.csv") tables.push_back(at->path());
        if (isPictureName(name)) pictures.push_back(at->path());
    }
    if (error)
        return fail(ErrorKind::BadFile, "The folder cannot be read to its end. Check its permissions.",
                    folder.string());
    std::ranges::sort(tables);
    std::ranges::sort(pictures);
    Collector collector(uncaptioned);
    for (const auto& file : tables) collector.table(file);
    for (const auto& file : pictures) collector.picture(file);
    return collector.finish();
}

}  // namespace lacuna::training::data

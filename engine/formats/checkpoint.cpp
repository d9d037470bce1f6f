// See checkpoint.h: which files a folder's weights are in, and one table of the tensors of all.
#include "engine/formats/checkpoint.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/formats/json_file.h"

namespace lacuna {
namespace {

constexpr std::string_view kIndexSuffix = ".safetensors.index.json";
constexpr std::string_view kFileSuffix = ".safetensors";
constexpr std::array kStems{"diffusion_pytorch_model", "model"};
constexpr std::size_t kMaxShards = 1024;

/// Files of `folder` whose names end with `suffix`, sorted.
std::vector<std::filesystem::path> filesEndingWith(const std::filesystem::path& folder,
                                                   std::string_view suffix) {
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        if (it->path().filename().string().ends_with(suffix)) found.push_back(it->path());
    }
    std::ranges::sort(found);
    return found;
}

/// The usual names first; otherwise the only file of that kind.
std::filesystem::path pick(const std::filesystem::path& folder, std::string_view suffix) {
    std::error_code ignored;
    for (const std::string_view stem : kStems) {
        auto path = folder / (std::string(stem) + std::string(suffix));
        if (std::filesystem::exists(path, ignored)) return path;
    }
    const auto found = filesEndingWith(folder, suffix);
    return found.size() == 1 ? found.front() : std::filesystem::path();
}

bool isPlainFileName(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.size() < 256 &&
           name.find('/') == std::string::npos && name.find('\\') == std::string::npos &&
           name.find('\0') == std::string::npos;
}

}  // namespace

Result<Checkpoint> Checkpoint::open(const std::filesystem::path& path) {
    Checkpoint checkpoint;
    checkpoint.path_ = path;
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
        LACUNA_TRY_VOID(checkpoint.addWholeFile(path));
        return checkpoint;
    }
    if (const auto index = pick(path, kIndexSuffix); !index.empty()) {
        LACUNA_TRY_VOID(checkpoint.addIndex(index));
        return checkpoint;
    }
    if (const auto file = pick(path, kFileSuffix); !file.empty()) {
        LACUNA_TRY_VOID(checkpoint.addWholeFile(file));
        return checkpoint;
    }
    return fail(ErrorKind::ModelMissing,
                "The folder " + path.filename().string() +
                    " holds no weights (one .safetensors file, or shards with their index). "
                    "Download it again, or choose another folder.",
                path.string());
}

Result<void> Checkpoint::addWholeFile(const std::filesystem::path& path) {
    LACUNA_TRY(auto file, SafetensorsFile::open(path));
    files_.push_back(std::move(file));
    for (const std::string& name : files_.back()->names())
        addEntry(name, files_.back()->find(name), files_.size() - 1);
    metadata_ = files_.back()->metadata();
    return {};
}

Result<void> Checkpoint::addIndex(const std::filesystem::path& path) {
    // {"metadata": {"total_size": bytes}, "weight_map": {tensor: file}}
    LACUNA_TRY(const Json json, readJsonFile(path));
    LACUNA_TRY(const JsonObject index, JsonObject::of(json, path.string()));
    LACUNA_TRY(const JsonObject map, index.object("weight_map"));
    std::map<std::string, std::size_t> shards;  // file name -> position in files_
    for (const auto& [tensor, value] : map.json().items()) {
        LACUNA_TRY(const std::string shard, map.text(tensor));
        if (!isPlainFileName(shard)) {
            return fail(
                ErrorKind::BadFile,
                "The index names \"" + shard + "\", which is not a file of its folder. Download it again.",
                path.string());
        }
        auto known = shards.find(shard);
        if (known == shards.end()) {
            if (shards.size() >= kMaxShards) {
                return fail(
                    ErrorKind::BadFile,
                    "The index names more than " + std::to_string(kMaxShards) + " files. Download it again.",
                    path.string());
            }
            LACUNA_TRY(auto file, SafetensorsFile::open(path.parent_path() / shard));
            metadata_.insert(file->metadata().begin(), file->metadata().end());
            files_.push_back(std::move(file));
            known = shards.emplace(shard, files_.size() - 1).first;
        }
        const TensorView* view = files_[known->second]->find(tensor);
        if (!view) {
            return fail(ErrorKind::BadFile,
                        "The file " + shard + " does not hold \"" + tensor +
                            "\", although the index says so. Download both again.",
                        files_[known->second]->path().string());
        }
        addEntry(tensor, view, known->second);
    }
    if (tensors_.empty())
        return fail(ErrorKind::BadFile, "The index names no tensors. Download it again.", path.string());
    return {};
}

void Checkpoint::addEntry(std::string name, const TensorView* view, std::size_t file) {
    totalBytes_ += view->bytes.size();
    tensors_.emplace(std::move(name), Entry{view, file});
}

const TensorView* Checkpoint::find(std::string_view name) const {
    const auto found = tensors_.find(name);
    return found == tensors_.end() ? nullptr : found->second.view;
}

Result<TensorView> Checkpoint::get(std::string_view name) const {
    if (const TensorView* view = find(name)) return *view;
    return fail(ErrorKind::BadFile,
                "The weights lack \"" + std::string(name) +
                    "\". They may be of another model, or incomplete: download them again.",
                path_.string());
}

std::shared_ptr<const void> Checkpoint::owner(std::string_view name) const {
    const auto found = tensors_.find(name);
    return found == tensors_.end() ? nullptr : files_[found->second.file]->mapping();
}

std::vector<std::string> Checkpoint::names() const {
    std::vector<std::string> result;
    result.reserve(tensors_.size());
    for (const auto& [name, entry] : tensors_) result.push_back(name);
    return result;
}

}  // namespace lacuna

// The weights of one component: a folder with an index and its shards, a folder with one file, or a file of
// its own. Readers ask for tensors by name and need not know which.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/safetensors.h"

namespace lacuna {

class Checkpoint {
  public:
    /// `path` is a .safetensors file, or a folder holding `<stem>.safetensors.index.json` with the shards
    /// that it names, or else one .safetensors file. The stems of the hub (diffusion_pytorch_model, model)
    /// come first; anything else must be the only one. Shard names must be plain file names. Errors:
    /// ModelMissing (naming the missing file), BadFile.
    static Result<Checkpoint> open(const std::filesystem::path& path);

    /// Null if there is no such tensor. The view's bytes live as long as `owner(name)` or this object.
    const TensorView* find(std::string_view name) const;
    /// The same, with an error that names the tensor and the checkpoint.
    Result<TensorView> get(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name) != nullptr; }
    /// What keeps the tensor's bytes alive: give it to a tensor that is made over them without a copy. Null
    /// for unknown names.
    std::shared_ptr<const void> owner(std::string_view name) const;

    /// All names, sorted.
    std::vector<std::string> names() const;
    std::size_t size() const { return tensors_.size(); }
    /// Bytes of all tensors.
    std::uint64_t totalBytes() const { return totalBytes_; }
    /// The "__metadata__" of all files together; the first file wins.
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    /// The file or folder that was opened, for messages.
    const std::filesystem::path& path() const { return path_; }
    const std::vector<std::shared_ptr<const SafetensorsFile>>& files() const { return files_; }

  private:
    struct Entry {
        const TensorView* view = nullptr;
        std::size_t file = 0;
    };
    Checkpoint() = default;
    Result<void> addWholeFile(const std::filesystem::path& file);
    Result<void> addIndex(const std::filesystem::path& index);
    void addEntry(std::string name, const TensorView* view, std::size_t file);

    std::filesystem::path path_;
    std::vector<std::shared_ptr<const SafetensorsFile>> files_;
    std::map<std::string, Entry, std::less<>> tensors_;
    std::map<std::string, std::string> metadata_;
    std::uint64_t totalBytes_ = 0;
};

}  // namespace lacuna

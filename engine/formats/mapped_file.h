// A file seen as memory, read-only. Weights are used where they lie in the page cache: 40 GB of them cost no
// private memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "engine/base/result.h"

namespace lacuna {

/// What to try with a weight file that was downloaded; ends an error's sentence.
inline constexpr std::string_view kDownloadAgain = "Download it again";
/// The same for files that this person's own runs write or that only they have: states, atlases, shards,
/// pictures.
inline constexpr std::string_view kRestoreIt = "Restore it from a copy or make it again";

/// One mapped file. Whoever keeps the shared_ptr keeps the bytes; the file itself may be renamed or deleted
/// meanwhile, but must not be shortened by another program (the operating system then ends the process on
/// access: writers replace files, see atomic_file.h).
class MappedFile {
  public:
    /// Errors: ModelMissing if there is no such file, BadFile if it is not a regular file or cannot be
    /// mapped. @param hint what to try when it is missing.
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path,
                                                          std::string_view hint = kDownloadAgain);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return {data_, size_}; }
    const std::filesystem::path& path() const { return path_; }

  private:
    MappedFile(std::filesystem::path path, const std::byte* data, std::size_t size)
        : path_(std::move(path)), data_(data), size_(size) {}

    std::filesystem::path path_;
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace lacuna

// A save is all or nothing: bytes go to a temporary file in the same folder, reach the disk, and then take
// the old file's name in one step. A crash or a full disk leaves the old file as it was.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/base/result.h"

namespace lacuna {

class AtomicFile {
  public:
    /// Opens a new temporary file beside `path`. Error: CannotWrite.
    static Result<AtomicFile> create(const std::filesystem::path& path);
    /// Without commit() the temporary file is removed and `path` stays as it was.
    ~AtomicFile();
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;

    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text) { return write(std::as_bytes(std::span(text))); }
    /// Flushes to the disk and renames over `path`, keeping the permissions of a file that was there.
    Result<void> commit();

    /// Where the bytes are until commit(); libraries that want a path of their own may write to it.
    const std::filesystem::path& temporaryPath() const { return temporary_; }

  private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int descriptor)
        : target_(std::move(target)), temporary_(std::move(temporary)), descriptor_(descriptor) {}
    void discard() noexcept;

    std::filesystem::path target_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

/// create, write, commit.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text);

}  // namespace lacuna

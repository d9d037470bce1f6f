// The zip side of project files. A reader believes neither the directory nor the sizes it gives; a writer
// keeps its bytes in memory until close(), which writes them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

struct zip;

namespace lacuna {

/// CRC-32 as zip and PNG use it (ISO 3309).
std::uint32_t crc32Of(std::span<const std::byte> bytes);

class ZipReader {
  public:
    struct Entry {
        std::uint64_t bytes = 0;  ///< unpacked, as claimed
        std::uint32_t crc = 0;    ///< as claimed; read() checks it
    };

    /// Errors: BadFile (no zip, damaged, more than maxEntries entries).
    static Result<ZipReader> open(const std::filesystem::path& path, int maxEntries);
    /// The same for bytes that outlive the reader; `name` stands for the file in messages.
    static Result<ZipReader> openMemory(std::span<const std::byte> bytes, std::string name, int maxEntries);
    ZipReader(ZipReader&&) noexcept;
    ZipReader& operator=(ZipReader&&) noexcept;
    ~ZipReader();

    /// Nothing if there is no such entry. Names are compared byte for byte and never used as paths of this
    /// machine.
    std::optional<Entry> find(const std::string& name) const;
    /// Unpacks one entry. Errors: BadFile (missing, truncated, wrong checksum, more bytes than claimed or
    /// than `maxBytes`, a size that deflate cannot reach), Unsupported (encrypted, unknown compression).
    Result<std::vector<std::byte>> read(const std::string& name, std::uint64_t maxBytes) const;
    Result<std::string> readText(const std::string& name, std::uint64_t maxBytes) const;
    const std::string& name() const { return name_; }

  private:
    ZipReader(zip* archive, std::string name) : archive_(archive), name_(std::move(name)) {}
    static Result<ZipReader> checked(zip* archive, std::string name, int maxEntries);

    zip* archive_ = nullptr;
    std::string name_;
};

class ZipWriter {
  public:
    /// Replaces whatever is at `path` when close() is called. Error: CannotWrite.
    static Result<ZipWriter> create(const std::filesystem::path& path);
    ZipWriter(ZipWriter&&) noexcept;
    ZipWriter& operator=(ZipWriter&&) noexcept;
    ~ZipWriter();  ///< without close() nothing is written

    /// Entries are written in the order of the calls. PNG gains nothing from being packed again: store it.
    enum class Packing { Store, Deflate };
    Result<void> add(const std::string& name, std::vector<std::byte> bytes, Packing packing);
    Result<void> add(const std::string& name, std::string_view text, Packing packing);
    Result<void> close();

  private:
    ZipWriter(zip* archive, std::string name) : archive_(archive), name_(std::move(name)) {}

    zip* archive_ = nullptr;
    std::string name_;
    std::vector<std::unique_ptr<std::vector<std::byte>>> contents_;  // libzip reads them in close()
};

}  // namespace lacuna

// Reads and writes safetensors. A file is a claim: every number of its header is checked against the bytes
// that are there before a tensor is handed out, and tensors are handed out as views of the mapped file, not
// as copies. Format: https://github.com/huggingface/safetensors#format
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/dtype.h"
#include "engine/formats/mapped_file.h"

namespace lacuna {

/// A tensor where it lies: row-major, little-endian, contiguous; not necessarily aligned to its element size.
/// The bytes live as long as the mapping that they came from.
struct TensorView {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;  ///< empty = a scalar
    std::span<const std::byte> bytes;

    /// Product of the shape, 1 for a scalar.
    std::int64_t count() const;
};

/// The published library refuses longer headers too.
inline constexpr std::uint64_t kMaxSafetensorsHeaderBytes = 100'000'000;
/// More dimensions than any tensor library of ours takes.
inline constexpr std::size_t kMaxTensorDimensions = 8;

/// What a header says, after every claim was checked.
struct SafetensorsHeader {
    std::vector<std::string> names;                       ///< in the order of their bytes
    std::unordered_map<std::string, TensorView> tensors;  ///< views into the bytes that were parsed
    std::map<std::string, std::string> metadata;          ///< "__metadata__"
};

/// Checks a whole file in memory: header length, JSON, names, dtypes, shapes whose product neither overflows
/// nor disagrees with the byte count, offsets inside the data, no overlap and no hole. `where` names the file
/// in errors (BadFile), which end with `hint`.
Result<SafetensorsHeader> parseSafetensors(std::span<const std::byte> file, const std::string& where,
                                           std::string_view hint = kDownloadAgain);

class SafetensorsFile {
  public:
    /// Maps and checks `path`. Errors: ModelMissing, BadFile, which end with `hint`.
    static Result<std::shared_ptr<const SafetensorsFile>> open(const std::filesystem::path& path,
                                                               std::string_view hint = kDownloadAgain);

    /// Null if there is no such tensor.
    const TensorView* find(std::string_view name) const;
    const std::vector<std::string>& names() const { return header_.names; }
    const std::map<std::string, std::string>& metadata() const { return header_.metadata; }
    const std::filesystem::path& path() const { return file_->path(); }
    /// Keeps the bytes of all views alive; give it to whatever outlives this object.
    std::shared_ptr<const MappedFile> mapping() const { return file_; }

  private:
    SafetensorsFile(std::shared_ptr<const MappedFile> file, SafetensorsHeader header)
        : file_(std::move(file)), header_(std::move(header)) {}

    std::shared_ptr<const MappedFile> file_;
    SafetensorsHeader header_;
};

struct TensorToWrite {
    std::string name;
    TensorView tensor;  ///< bytes must be byteSize(dtype) * count()
};

/// Writes atomically (atomic_file.h). Tensors are laid out by falling element size, then by name, so that
/// each is aligned; the data begins at a multiple of 64 bytes. Errors: BadRequest for a bad entry,
/// CannotWrite.
Result<void> writeSafetensors(const std::filesystem::path& path, std::span<const TensorToWrite> tensors,
                              const std::map<std::string, std::string>& metadata = {});

}  // namespace lacuna

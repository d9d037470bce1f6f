// See zip_archive.h, through libzip. Memory grows with bytes that arrive, never with sizes that are claimed.
#include "engine/formats/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace lacuna {
namespace {

/// Deflate packs at most 258 bytes into 2 bits: 1032 to 1.
constexpr std::uint64_t kMaxRatio = 1032;
constexpr std::size_t kChunkBytes = 1u << 20;

tl::unexpected<Error> badZip(const std::string& name, const std::string& problem) {
    return fail(ErrorKind::BadFile,
                "The file " + std::filesystem::path(name).filename().string() + " " + problem +
                    ". Open a backup of it, or one that another program saved.",
                name);
}

tl::unexpected<Error> cannotWrite(const std::string& name, zip_error_t* error) {
    return fail(ErrorKind::CannotWrite,
                "The file cannot be written: " + std::string(zip_error_strerror(error)) +
                    ". Free some space on the disk, or save elsewhere.",
                name);
}

constexpr std::array<std::uint32_t, 256> makeCrcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value & 1 ? 0xEDB88320u : 0);
        table[i] = value;
    }
    return table;
}

}  // namespace

std::uint32_t crc32Of(std::span<const std::byte> bytes) {
    static constexpr std::array<std::uint32_t, 256> kTable = makeCrcTable();
    std::uint32_t crc = ~std::uint32_t{0};
    for (const std::byte byte : bytes) crc = (crc >> 8) ^ kTable[(crc ^ std::uint32_t(byte)) & 0xFF];
    return ~crc;
}

Result<ZipReader> ZipReader::checked(zip* archive, std::string name, int maxEntries) {
    ZipReader reader(archive, std::move(name));
    const zip_int64_t entries = zip_get_num_entries(archive, 0);
    if (entries > maxEntries) {
        return badZip(reader.name_, "claims " + std::to_string(entries) + " parts, more than the " +
                                        std::to_string(maxEntries) + " allowed");
    }
    return reader;
}

Result<ZipReader> ZipReader::open(const std::filesystem::path& path, int maxEntries) {
    int code = 0;
    zip* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (!archive) {
        return badZip(path.string(), code == ZIP_ER_NOENT  ? "is not there"
                                     : code == ZIP_ER_OPEN ? "cannot be opened; check its permissions"
                                                           : "is no project file, or is damaged");
    }
    return checked(archive, path.string(), maxEntries);
}

Result<ZipReader> ZipReader::openMemory(std::span<const std::byte> bytes, std::string name, int maxEntries) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    if (source && !archive) zip_source_free(source);
    zip_error_fini(&error);
    if (!archive) return badZip(name, "is no project file, or is damaged");
    return checked(archive, std::move(name), maxEntries);
}

ZipReader::ZipReader(ZipReader&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)), name_(std::move(other.name_)) {}

ZipReader& ZipReader::operator=(ZipReader&& other) noexcept {
    std::swap(archive_, other.archive_);
    std::swap(name_, other.name_);
    return *this;
}

ZipReader::~ZipReader() {
    if (archive_) zip_discard(archive_);
}

std::optional<ZipReader::Entry> ZipReader::find(const std::string& name) const {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(archive_, name.c_str(), ZIP_FL_ENC_RAW, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE))
        return std::nullopt;
    return Entry{stat.size, stat.valid & ZIP_STAT_CRC ? stat.crc : 0};
}

Result<std::vector<std::byte>> ZipReader::read(const std::string& name, std::uint64_t maxBytes) const {
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat(archive_, name.c_str(), ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & kNeeded) != kNeeded) {
        return badZip(name_, "lacks its part \"" + name + "\"");
    }
    if (stat.size > maxBytes) {
        return badZip(name_, "claims " + std::to_string(stat.size) + " bytes for its part \"" + name +
                                 "\", more than the " + std::to_string(maxBytes) + " allowed");
    }
    if (stat.size / kMaxRatio > stat.comp_size)
        return badZip(name_, "claims more bytes than \"" + name + "\" can hold");
    zip_file_t* file = zip_fopen_index(archive_, stat.index, 0);
    if (!file) {
        const int code = zip_error_code_zip(zip_get_error(archive_));
        if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP || code == ZIP_ER_COMPNOTSUPP) {
            return fail(ErrorKind::Unsupported,
                        "The part \"" + name +
                            "\" is encrypted or packed in an unknown way. Save the file again without that.",
                        name_);
        }
        return badZip(name_, "is damaged in its part \"" + name + "\"");
    }
    // Grown as bytes arrive: a claim alone allocates nothing.
    std::vector<std::byte> bytes;
    zip_int64_t got = 0;
    do {
        const std::size_t before = bytes.size();
        bytes.resize(before + std::min<std::uint64_t>(kChunkBytes, stat.size - before + 1));
        got = zip_fread(file, bytes.data() + before, bytes.size() - before);  // checks the CRC at the end
        bytes.resize(before + static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
    } while (got > 0 && bytes.size() <= stat.size);
    zip_fclose(file);
    if (got < 0 || bytes.size() != stat.size) return badZip(name_, "is damaged in its part \"" + name + "\"");
    return bytes;
}

Result<std::string> ZipReader::readText(const std::string& name, std::uint64_t maxBytes) const {
    LACUNA_TRY(const std::vector<std::byte> bytes, read(name, maxBytes));
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Result<ZipWriter> ZipWriter::create(const std::filesystem::path& path) {
    int code = 0;
    zip* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        auto failure = cannotWrite(path.string(), &error);
        zip_error_fini(&error);
        return failure;
    }
    return ZipWriter(archive, path.string());
}

ZipWriter::ZipWriter(ZipWriter&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)),
      name_(std::move(other.name_)),
      contents_(std::move(other.contents_)) {}

ZipWriter& ZipWriter::operator=(ZipWriter&& other) noexcept {
    std::swap(archive_, other.archive_);
    std::swap(name_, other.name_);
    std::swap(contents_, other.contents_);
    return *this;
}

ZipWriter::~ZipWriter() {
    if (archive_) zip_discard(archive_);
}

Result<void> ZipWriter::add(const std::string& name, std::vector<std::byte> bytes, Packing packing) {
    contents_.push_back(std::make_unique<std::vector<std::byte>>(std::move(bytes)));
    zip_source_t* source = zip_source_buffer(archive_, contents_.back()->data(), contents_.back()->size(), 0);
    const zip_int64_t index = source ? zip_file_add(archive_, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source) zip_source_free(source);
        return cannotWrite(name_, zip_get_error(archive_));
    }
    const auto method = packing == Packing::Store ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip_set_file_compression(archive_, static_cast<zip_uint64_t>(index), method, 0) != 0) {
        return cannotWrite(name_, zip_get_error(archive_));
    }
    return {};
}

Result<void> ZipWriter::add(const std::string& name, std::string_view text, Packing packing) {
    const auto bytes = std::as_bytes(std::span(text));
    return add(name, std::vector<std::byte>(bytes.begin(), bytes.end()), packing);
}

Result<void> ZipWriter::close() {
    if (zip_close(archive_) != 0) return cannotWrite(name_, zip_get_error(archive_));
    archive_ = nullptr;
    return {};
}

}  // namespace lacuna

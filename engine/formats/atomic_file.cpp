// See atomic_file.h.
#include "engine/formats/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace lacuna {
namespace {

tl::unexpected<Error> cannotWrite(const std::filesystem::path& target, int error) {
    const char* remedy = error == ENOSPC || error == EDQUOT || error == EFBIG
                             ? "Free some space on the disk, or save elsewhere."
                             : "Check the folder's permissions, or save elsewhere.";
    return fail(ErrorKind::CannotWrite,
                "The file " + target.filename().string() + " cannot be written: " + std::strerror(error) +
                    ". " + remedy,
                target.string());
}

/// What open() would give a new file; mkstemp makes it private.
mode_t defaultMode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

}  // namespace

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path) {
    // A link is followed, so that saving replaces what it points to and not the link.
    std::error_code ignored;
    std::filesystem::path target = path;
    if (std::filesystem::is_symlink(path, ignored)) {
        if (auto real = std::filesystem::weakly_canonical(path, ignored); !ignored) target = std::move(real);
    }
    std::string pattern = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
    const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0) return cannotWrite(target, errno);
    struct stat status {};
    const bool existed = ::stat(target.c_str(), &status) == 0;
    // Refused only by file systems without permissions: not a reason to fail.
    [[maybe_unused]] const int changed =
        ::fchmod(descriptor, existed ? (status.st_mode & 0777) : defaultMode());
    return AtomicFile(std::move(target), std::filesystem::path(pattern), descriptor);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this != &other) {
        discard();
        target_ = std::move(other.target_);
        temporary_ = std::move(other.temporary_);
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

AtomicFile::~AtomicFile() {
    discard();
}

void AtomicFile::discard() noexcept {
    if (descriptor_ < 0) return;
    ::close(std::exchange(descriptor_, -1));
    ::unlink(temporary_.c_str());
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return cannotWrite(target_, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::commit() {
    // A library that was given the path may have put another file there (libzip does): what counts is what
    // has the name now.
    const int current = ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
    if (current < 0) return cannotWrite(target_, errno);
    ::close(std::exchange(descriptor_, current));
    struct stat status {};
    const bool existed = ::stat(target_.c_str(), &status) == 0;
    // Refused only by file systems without permissions: not a reason to fail.
    [[maybe_unused]] const int changed =
        ::fchmod(descriptor_, existed ? (status.st_mode & 0777) : defaultMode());
    // Without fsync a crash after the rename could leave the new name on an empty file.
    if (::fsync(descriptor_) != 0) return cannotWrite(target_, errno);
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return cannotWrite(target_, errno);
    ::close(std::exchange(descriptor_, -1));
    // The folder's entry reaches the disk too; a file system that cannot do this has still renamed.
    const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
    if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
        ::fsync(directory);
        ::close(directory);
    }
    return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    LACUNA_TRY(AtomicFile file, AtomicFile::create(path));
    LACUNA_TRY_VOID(file.write(bytes));
    return file.commit();
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text) {
    return writeFileAtomically(path, std::as_bytes(std::span(text)));
}

}  // namespace lacuna

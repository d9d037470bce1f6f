// See mapped_file.h.
#include "engine/formats/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace lacuna {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path,
                                                           std::string_view hint) {
    const std::string where = path.string();
    // O_NONBLOCK: opening a named pipe must not wait for a writer; it is refused below.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return fail(ErrorKind::ModelMissing,
                        "The file " + path.filename().string() + " is missing. " + std::string(hint) +
                            ", or choose another folder.",
                        where);
        }
        return fail(ErrorKind::BadFile,
                    "The file " + path.filename().string() + " cannot be opened: " + std::strerror(errno) +
                        ". Check its permissions.",
                    where);
    }
    struct stat status {};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (!regular) {
        ::close(descriptor);
        return fail(ErrorKind::BadFile, path.filename().string() + " is not a regular file. Choose a file.",
                    where);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    const std::byte* data = nullptr;
    if (size > 0) {
        void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (mapped == MAP_FAILED) {
            const int error = errno;
            ::close(descriptor);
            return fail(error == ENOMEM ? ErrorKind::OutOfMemory : ErrorKind::BadFile,
                        "The file " + path.filename().string() + " cannot be mapped into memory: " +
                            std::strerror(error) + ". Copy it to a local disk and try again.",
                        where);
        }
        data = static_cast<const std::byte*>(mapped);
    }
    ::close(descriptor);  // the mapping stays
    return std::shared_ptr<const MappedFile>(new MappedFile(path, data, size));
}

MappedFile::~MappedFile() {
    if (data_) ::munmap(const_cast<std::byte*>(data_), size_);
}

}  // namespace lacuna

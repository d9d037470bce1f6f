// Opens the torch backend, a shared module of our own: libtorch takes most of a second to load, so nothing
// that the window needs links it.
#include <dlfcn.h>

#include <cstdlib>
#include <new>
#include <system_error>

#include "engine/pipeline/backend.h"

namespace lacuna {
namespace {

constexpr const char* kModuleName = "liblacuna_torch.so";

/// libtorch must find its own linear algebra before the program's: OpenImageIO brings a libblas, on many
/// systems the reference one, whose sgemm_ would take the place of libtorch's and is a hundred times slower.
/// AddressSanitizer's runtime refuses deep binding.
#ifdef __SANITIZE_ADDRESS__
constexpr int kOpenFlags = RTLD_NOW | RTLD_LOCAL;
#else
constexpr int kOpenFlags = RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND;
#endif

std::filesystem::path programFolder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::current_path(error) : program.parent_path();
}

/// Beside the program, or where an installed one has its modules.
std::filesystem::path findModule(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!folder.empty()) return folder / kModuleName;
    const std::filesystem::path program = programFolder();
    for (const auto& candidate :
         {program / kModuleName, program.parent_path() / "lib" / "lacuna" / kModuleName}) {
        if (std::filesystem::exists(candidate, ignored)) return candidate;
    }
    return program / kModuleName;
}

}  // namespace

Result<std::unique_ptr<Backend>> openTorchBackend(const std::filesystem::path& folder) {
    const std::filesystem::path path = findModule(folder);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return fail(
            ErrorKind::Internal,
            "The engine's module " + std::string(kModuleName) + " is missing. Build or install Lacuna again.",
            path.string());
    }
    // Idle OpenMP threads spin by default, which takes the window's processors and, beside other programs,
    // makes a run ten times slower. Their library reads this when it is loaded; a person's own choice stays.
    ::setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0);
    // Never closed: libtorch does not survive being unloaded.
    void* module = ::dlopen(path.c_str(), kOpenFlags);
    if (!module) {
        const char* reason = ::dlerror();
        return fail(ErrorKind::Internal,
                    "The engine's module cannot be loaded. Check that libtorch is where it was when Lacuna "
                    "was built, or build it again.",
                    reason ? reason : path.string());
    }
    using Create = Backend*();
    auto* create = reinterpret_cast<Create*>(::dlsym(module, kBackendEntryPoint));
    if (!create) {
        return fail(ErrorKind::Internal,
                    "The engine's module is of another version. Build or install Lacuna again.",
                    path.string());
    }
    try {
        std::unique_ptr<Backend> backend(create());
        if (backend) return backend;
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory,
                    "There was not enough memory to start the engine. Close other programs.", path.string());
    } catch (const std::exception& exception) {
        return fail(ErrorKind::Internal, "The engine could not be started. Build or install Lacuna again.",
                    exception.what());
    }
    return fail(ErrorKind::Internal, "The engine could not be started. Build or install Lacuna again.",
                path.string());
}

}  // namespace lacuna

// See guarded.h.
#include "engine/pipeline/guarded.h"

#include <torch/torch.h>

#include <new>
#include <string_view>

#include "engine/nn/cancel.h"

namespace lacuna {
namespace {

constexpr std::size_t kMostDetail = 2000;

Error outOfMemory(const std::string& doing) {
    return {ErrorKind::OutOfMemory,
            "There is not enough memory for this size. Try a smaller size, or close other programs.", doing};
}

/// libtorch's CPU allocator throws a plain error, known by its words only.
bool speaksOfMemory(std::string_view text) {
    for (const std::string_view words : {"can't allocate memory", "not enough memory", "out of memory",
                                         "Cannot allocate memory", "CUDA error: out of memory"}) {
        if (text.find(words) != std::string_view::npos) return true;
    }
    return false;
}

Error internal(const std::string& doing, const char* text) {
    const std::string detail = std::string(text).substr(0, kMostDetail);
    if (speaksOfMemory(detail)) return outOfMemory(doing);
    return {
        ErrorKind::Internal,
        "Something went wrong inside the engine; the document is untouched. Try again, and report it with "
        "the details if it comes back.",
        doing + ": " + detail};
}

}  // namespace

Error errorInFlight(const std::string& doing) {
    try {
        throw;
    } catch (const nn::Cancelled&) {
        return {ErrorKind::Cancelled, "Cancelled.", doing};
    } catch (const c10::OutOfMemoryError&) {
        return outOfMemory(doing);
    } catch (const std::bad_alloc&) {
        return outOfMemory(doing);
    } catch (const c10::Error& error) {
        return internal(doing, error.what_without_backtrace());
    } catch (const std::exception& error) {
        return internal(doing, error.what());
    } catch (...) {
        return internal(doing, "an exception of unknown type");
    }
}

}  // namespace lacuna

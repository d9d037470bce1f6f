// See memory_plan.h.
#include "engine/pipeline/memory_plan.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>

#include "engine/models/qwen_image/vae_tiling.h"

namespace lacuna {
namespace {

std::optional<std::uint64_t> numberIn(const char* path) {
    std::ifstream file(path);
    std::uint64_t value = 0;
    return file >> value ? std::optional(value) : std::nullopt;  // "max" is no number: no limit
}

std::optional<std::uint64_t> fieldOf(const char* path, const std::string& field) {
    std::ifstream file(path);
    for (std::string word; file >> word;) {
        std::uint64_t value = 0;
        if (word == field && file >> value) return value;
    }
    return std::nullopt;
}

/// Decoding is widest behind the last upsampling: the doubled picture with the channels of the level before
/// (base * mult[1]), the convolution's result and one more of that width.
std::uint64_t decodeBytes(const qwen_image::VaeConfig& vae, std::int64_t area, int bytesPerNumber) {
    const std::int64_t before = vae.baseDim * (vae.dimMult.size() > 1 ? vae.dimMult[1] : 1);
    return std::uint64_t(area * (before + 2 * vae.baseDim * vae.dimMult.front()) * bytesPerNumber);
}

std::uint64_t encodeBytes(const qwen_image::VaeConfig& vae, std::int64_t area, int bytesPerNumber) {
    return std::uint64_t(area * 3 * vae.baseDim * vae.dimMult.front() * bytesPerNumber);
}

/// Streams, their normalised copies, queries, keys, values, the mixed values and the widest MLP: 14 rows of
/// the model's width a token.
std::uint64_t stepBytes(const MemoryQuestion& q) {
    const std::int64_t tokens = q.size.area() / 256 + q.referenceTokens + q.textTokens;
    return std::uint64_t(tokens * 14 * q.transformer.width() * q.bytesPerNumber);
}

std::string gigabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, bytes < 95'000'000 ? "%.2f GB" : "%.1f GB", double(bytes) / 1e9);
    return text;
}

std::string words(Size size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

}  // namespace

std::uint64_t availableMemory() {
    const auto kilobytes = fieldOf("/proc/meminfo", "MemAvailable:");
    std::uint64_t available = kilobytes ? *kilobytes * 1024 : std::uint64_t{8} << 30;
    const auto limit = numberIn("/sys/fs/cgroup/memory.max");
    const auto used = numberIn("/sys/fs/cgroup/memory.current");
    if (limit && used) {
        // Pages of files count as used there but are given back on demand.
        const auto files = fieldOf("/sys/fs/cgroup/memory.stat", "file").value_or(0);
        const std::uint64_t held = *used > files ? *used - files : 0;
        available = std::min(available, *limit > held ? *limit - held : 0);
    }
    return available;
}

MemoryPlan planMemory(const MemoryQuestion& q, std::uint64_t available) {
    const qwen_image::VaeTiling tiling;
    const std::int64_t tile = tiling.tile * tiling.tile;
    const std::int64_t area = q.size.area();
    const std::int64_t encoded = std::max(area, q.largestReference.area());
    MemoryPlan plan;
    std::uint64_t decode = decodeBytes(q.vae, area, q.bytesPerNumber);
    plan.tiledDecode = decode > available / 2;
    if (plan.tiledDecode)
        decode = decodeBytes(q.vae, std::min(tile, area), q.bytesPerNumber) + std::uint64_t(area) * 32;
    std::uint64_t encode = q.encodes ? encodeBytes(q.vae, encoded, q.bytesPerNumber) : 0;
    plan.tiledEncode = encode > available / 2;
    if (plan.tiledEncode) encode = encodeBytes(q.vae, std::min(tile, encoded), q.bytesPerNumber);
    plan.bytes = q.weightsToLoad + std::max({stepBytes(q), encode, decode});
    return plan;
}

Result<MemoryPlan> checkMemory(const MemoryQuestion& q, std::uint64_t available,
                               std::span<const Size> sizes) {
    const MemoryPlan plan = planMemory(q, available);
    if (plan.bytes <= available) return plan;
    Size fits;
    for (const Size size : sizes) {
        MemoryQuestion smaller = q;
        smaller.size = size;
        if (size.area() < q.size.area() && size.area() > fits.area() &&
            planMemory(smaller, available).bytes <= available) {
            fits = size;
        }
    }
    const std::string advice = !fits.empty() ? "Try " + words(fits) + ", or close other programs."
                                             : "Close other programs, or choose a smaller model.";
    return fail(ErrorKind::OutOfMemory, words(q.size) + " needs " + gigabytes(plan.bytes) + " and " +
                                            gigabytes(available) + " are free. " + advice);
}

}  // namespace lacuna

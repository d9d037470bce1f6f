// See projection_cache.h.
#include "engine/sampling/projection_cache.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "engine/formats/atomic_file.h"
#include "engine/formats/json_file.h"

namespace lacuna {
namespace {

constexpr std::uint64_t kOffset = 0xcbf29ce484222325u, kPrime = 0x100000001b3u;

void mix(std::uint64_t& hash, std::uint64_t word) {
    hash = (hash ^ word) * kPrime;
}

void mixBytes(std::uint64_t& hash, std::span<const std::byte> bytes) {
    // Four independent chains: one multiplication waits for the one before it, four do not.
    std::uint64_t lanes[4] = {hash, hash + 1, hash + 2, hash + 3};
    std::size_t i = 0;
    for (; i + 32 <= bytes.size(); i += 32) {
        std::uint64_t words[4];
        std::memcpy(words, bytes.data() + i, 32);
        for (int k = 0; k < 4; ++k) mix(lanes[k], words[k]);
    }
    for (const std::uint64_t lane : lanes) mix(hash, lane ^ (lane >> 29));
    for (; i < bytes.size(); ++i) mix(hash, std::to_integer<std::uint64_t>(bytes[i]));
    mix(hash, bytes.size());
}

Result<LatentProjection> read(const std::filesystem::path& file, std::int64_t channels) {
    LACUNA_TRY(const Json json, readJsonFile(file, {1u << 20, 8}));
    LACUNA_TRY(const JsonObject object, JsonObject::of(json, file.string()));
    const auto count = std::size_t(channels) * 3;
    LACUNA_TRY(const auto weight, object.numbers("weight", count, count, -1e3, 1e3));
    LACUNA_TRY(const auto bias, object.numbers("bias", 3, 3, -1e3, 1e3));
    LatentProjection projection;
    LACUNA_TRY(projection.residual, object.numberOr("residual", 0, 0, 1e3));
    projection.weight = torch::tensor(weight, at::kDouble).to(at::kFloat).view({channels, 3});
    projection.bias = torch::tensor(bias, at::kDouble).to(at::kFloat);
    return projection;
}

void write(const std::filesystem::path& file, const LatentProjection& projection) {
    const auto values = [](const torch::Tensor& t) {
        const auto flat = t.contiguous();
        return std::vector<float>(flat.const_data_ptr<float>(), flat.const_data_ptr<float>() + flat.numel());
    };
    const Json json{{"weight", values(projection.weight)},
                    {"bias", values(projection.bias)},
                    {"residual", projection.residual}};
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    (void)writeFileAtomically(file, json.dump());  // without a cache the next start fits again
}

}  // namespace

std::uint64_t hashOf(const Checkpoint& checkpoint, std::size_t mostBytes) {
    std::uint64_t hash = kOffset;
    for (const std::string& name : checkpoint.names()) {
        const TensorView& view = *checkpoint.find(name);
        mixBytes(hash, std::as_bytes(std::span(name)));
        mix(hash, std::uint64_t(view.dtype));
        for (const std::int64_t side : view.shape) mix(hash, std::uint64_t(side));
        mixBytes(hash, view.bytes.first(std::min(view.bytes.size(), mostBytes)));
    }
    return hash;
}

std::filesystem::path projectionCacheFolder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache) {
        return std::filesystem::path(cache) / "lacuna" / "previews";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home && *home ? home : ".") / ".cache" / "lacuna" / "previews";
}

LatentProjection cachedProjection(const std::filesystem::path& folder, std::uint64_t weightsHash,
                                  std::int64_t channels, const std::function<LatentProjection()>& fit) {
    char name[40];
    std::snprintf(name, sizeof name, "%016llx.json", static_cast<unsigned long long>(weightsHash));
    const auto file = folder / name;
    if (auto known = read(file, channels)) return *std::move(known);
    const auto fitted = fit();
    write(file, fitted);
    return fitted;
}

}  // namespace lacuna

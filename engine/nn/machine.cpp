// See machine.h. The measured shapes are slices of a transformer block of the true width: large enough to
// reach a kernel's speed, small enough that even the worst kernel met so far (bf16 attention at 5 GFLOP/s)
// answers in a tenth of a second.
#include "engine/nn/machine.h"

#include <ATen/Version.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <thread>

namespace lacuna::nn {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
// Of a block's time at 1024 x 1024, linears take three quarters.
constexpr double kLinearShare = 0.75;

/// Best of three after a warm-up, or of as many as `seconds` hold, in GFLOP/s: the best is what the machine
/// can do, the rest is what else it was doing.
template <class Work>
double rate(double operations, Work&& work, double seconds = 0) {
    using Clock = std::chrono::steady_clock;
    const auto since = [](Clock::time_point start) {
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    work();
    double best = 1e30;
    const auto begin = Clock::now();
    for (int i = 0; i < 3 || since(begin) < seconds; ++i) {
        const auto start = Clock::now();
        work();
        best = std::min(best, since(start));
    }
    return operations / std::max(best, 1e-9) / 1e9;
}

double attentionRate(torch::ScalarType type, AttentionKernel kernel) {
    constexpr std::int64_t heads = 4, queries = 128, keys = 1024, width = 128;
    const auto q = torch::randn({1, heads, queries, width}).to(type),
               k = torch::randn({1, heads, keys, width}).to(type);
    return rate(4.0 * heads * queries * keys * width, [&] { attentionWith(kernel, q, k, k); });
}

/// A person's own choice of threads comes first.
bool threadsAreGiven() {
    return std::getenv("OMP_NUM_THREADS") != nullptr;
}

/// Two threads on one core share its multipliers: half the threads is often as fast, and leaves the machine
/// usable.
int bestThreads() {
    const int given = torch::get_num_threads(), logical = int(std::thread::hardware_concurrency());
    if (threadsAreGiven() || logical < 4) return given;
    const auto at = [](int threads) {
        torch::set_num_threads(threads);
        return linearRate(torch::kFloat);
    };
    const double all = at(logical), half = at(logical / 2);
    torch::set_num_threads(given);
    return half > 0.95 * all ? logical / 2 : logical;
}

/// "model name" of /proc/cpuinfo, or what libtorch knows.
std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
    }
    return "processor";
}

/// A virtual machine may hide instructions of the processor it names.
std::string halfPrecisionInstructions() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("flags")) continue;
        std::istringstream words(line);
        std::string found;
        for (std::string word; words >> word;) {
            if (word == "amx_bf16" || word == "avx512_bf16" || word == "avx512_fp16") found += " " + word;
        }
        return found;
    }
    return {};
}

std::string machineKey() {
    return processorName() + halfPrecisionInstructions() + ", " + at::get_cpu_capability() + ", " +
           std::to_string(std::thread::hardware_concurrency()) + " threads, libtorch " TORCH_VERSION;
}

std::filesystem::path defaultCache() {
    const auto fromEnvironment = [](const char* name) {
        return std::filesystem::path(std::getenv(name) ? std::getenv(name) : "");
    };
    const auto cache = fromEnvironment("XDG_CACHE_HOME"), home = fromEnvironment("HOME");
    if (!cache.empty()) return cache / "lacuna" / "machine.json";
    return home.empty() ? std::filesystem::path() : home / ".cache" / "lacuna" / "machine.json";
}

Json toJson(const MachineProfile& p) {
    return {{"format", kFormat},
            {"key", p.key},
            {"compute_type", p.computeType == torch::kBFloat16 ? "bf16" : "f32"},
            {"attention", p.attention == AttentionKernel::Blocked ? "blocked" : "fused"},
            {"threads", p.threads},
            {"gflops",
             {{"linear_f32", p.linearF32},
              {"linear_bf16", p.linearBf16},
              {"attention_fused", p.attentionFused},
              {"attention_blocked", p.attentionBlocked}}}};
}

/// nullopt when the file is absent, damaged, or about another machine.
std::optional<MachineProfile> readCache(const std::filesystem::path& path, const std::string& key) {
    std::ifstream file(path);
    const Json json = Json::parse(file, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return std::nullopt;
    try {
        MachineProfile p;
        p.key = json.at("key").get<std::string>();
        p.threads = json.at("threads").get<int>();
        if (json.at("format").get<int>() != kFormat || p.key != key || p.threads < 1 || p.threads > 4096)
            return std::nullopt;
        p.computeType =
            json.at("compute_type").get<std::string>() == "bf16" ? torch::kBFloat16 : torch::kFloat;
        p.attention = json.at("attention").get<std::string>() == "blocked" ? AttentionKernel::Blocked
                                                                           : AttentionKernel::Fused;
        const Json& rates = json.at("gflops");
        p.linearF32 = rates.at("linear_f32").get<double>();
        p.linearBf16 = rates.at("linear_bf16").get<double>();
        p.attentionFused = rates.at("attention_fused").get<double>();
        p.attentionBlocked = rates.at("attention_blocked").get<double>();
        return p;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

void writeCache(const std::filesystem::path& path, const MachineProfile& profile) {
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    const auto temporary = std::filesystem::path(path).concat(".new");
    std::ofstream(temporary) << toJson(profile).dump(1) << '\n';
    std::filesystem::rename(temporary, path, ignored);
}

}  // namespace

double linearRate(torch::ScalarType type, torch::Device device, double seconds) {
    const torch::NoGradGuard noGrad;
    const bool cpu = device.is_cpu();
    const std::int64_t rows = cpu ? 256 : 4096, width = cpu ? 1024 : 4096;
    const int products = cpu ? 1 : 10;  // an accelerator is asked for many before it is waited for
    const auto numbers = [&](at::IntArrayRef sizes) { return torch::randn(sizes, device).to(type); };
    const auto x = numbers({rows, width}), w = numbers({width, width}), b = numbers({width});
    const auto work = [&] {
        torch::Tensor y;
        for (int i = 0; i < products; ++i) y = torch::nn::functional::linear(x, w, b);
        if (!cpu) y[0][0].item();
    };
    return rate(2.0 * products * double(rows * width * width), work, seconds);
}

MachineProfile measureMachine() {
    const c10::InferenceMode inference;
    MachineProfile p;
    p.key = machineKey();
    p.threads = bestThreads();
    torch::set_num_threads(p.threads);
    p.linearF32 = linearRate(torch::kFloat);
    p.linearBf16 = linearRate(torch::kBFloat16);
    double bestTime = 1e30;
    for (const auto type : {torch::kFloat, torch::kBFloat16}) {
        // A type whose linears alone are slower than the best block so far needs no further look.
        const double linear = type == torch::kFloat ? p.linearF32 : p.linearBf16;
        if (kLinearShare / linear > bestTime) continue;
        const double fused = attentionRate(type, AttentionKernel::Fused),
                     blocked = attentionRate(type, AttentionKernel::Blocked);
        const double time = kLinearShare / linear + (1 - kLinearShare) / std::max(fused, blocked);
        if (time >= bestTime) continue;
        bestTime = time;
        p.computeType = type;
        p.attentionFused = fused;
        p.attentionBlocked = blocked;
        // Blocked rounds its scores to the compute type, so it has to earn its place.
        p.attention = blocked > 1.25 * fused ? AttentionKernel::Blocked : AttentionKernel::Fused;
    }
    return p;
}

MachineProfile machineProfile(const std::filesystem::path& cache) {
    const auto path = cache.empty() ? defaultCache() : cache;
    if (auto known = readCache(path, machineKey())) {
        if (threadsAreGiven()) known->threads = torch::get_num_threads();
        return *known;
    }
    const MachineProfile measured = measureMachine();
    if (!path.empty()) writeCache(path, measured);
    return measured;
}

void apply(const MachineProfile& profile) {
    torch::set_num_threads(profile.threads);
    setAttentionKernel(profile.attention);
}

std::string MachineProfile::describe() const {
    std::ostringstream text;
    text.precision(0);
    text << std::fixed << key << ": " << (computeType == torch::kBFloat16 ? "bf16" : "f32") << " ("
         << linearBf16 << " against " << linearF32 << " GFLOP/s in f32), "
         << (attention == AttentionKernel::Blocked ? "blocked" : "fused") << " attention ("
         << attentionBlocked << " blocked, " << attentionFused << " fused), " << threads << " threads";
    return text.str();
}

}  // namespace lacuna::nn

// See processes.h.
#include "engine/training/distributed/processes.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

namespace lacuna::training {
namespace {

constexpr std::int64_t kBucketBytes = 32 << 20;
/// How long one process may let the others wait: reading pictures takes its time. One that ends is noticed at
/// once.
constexpr std::chrono::hours kPatience{2};

Result<std::int64_t> number(const char* variable, std::int64_t fallback, std::int64_t least,
                            std::int64_t most) {
    const char* text = std::getenv(variable);
    if (!text) return fallback;
    std::int64_t value = 0;
    const std::string_view view(text);
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
    if (error != std::errc{} || end != view.data() + view.size() || value < least || value > most) {
        return fail(ErrorKind::BadRequest, std::string("The environment variable ") + variable + " is \"" +
                                               text + "\". Start the run with torchrun, which sets it.");
    }
    return value;
}

tl::unexpected<Error> gone(const std::exception& error) {
    return fail(
        ErrorKind::Internal,
        "Another process of this run has ended or cannot be reached. What was reached is saved; start all "
        "of them again with --resume.",
        error.what());
}

}  // namespace

struct Processes::Group {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;

    /// Sums `tensor`, on the CPU, in place over all processes. Throws what Gloo throws.
    void sum(torch::Tensor tensor) const {
        std::vector<torch::Tensor> one{std::move(tensor)};
        gloo->allreduce(one)->wait();
    }
};

Result<ProcessPlace> ProcessPlace::ofEnvironment() {
    ProcessPlace place;
    LACUNA_TRY(place.world, number("WORLD_SIZE", 1, 1, 1 << 16));
    if (place.world == 1) return place;
    LACUNA_TRY(place.rank, number("RANK", -1, 0, place.world - 1));
    if (place.rank < 0)
        return fail(ErrorKind::BadRequest, "WORLD_SIZE is set and RANK is not. Start the run with torchrun.");
    LACUNA_TRY(place.local, number("LOCAL_RANK", 0, 0, 1 << 10));
    LACUNA_TRY(const auto port, number("MASTER_PORT", place.port, 1, 65535));
    place.port = std::uint16_t(port);
    if (const char* host = std::getenv("MASTER_ADDR")) place.host = host;
    return place;
}

Processes::Processes(ProcessPlace place) : place_(std::move(place)) {}
Processes::~Processes() = default;

Result<std::unique_ptr<Processes>> Processes::join(const ProcessPlace& place, int secondsToWait) {
    std::unique_ptr<Processes> processes(new Processes(place));
    if (place.world == 1) return processes;
    const std::chrono::milliseconds timeout = std::chrono::seconds(secondsToWait);
    try {
        c10d::TCPStoreOptions options;
        options.port = place.port;
        // torchrun's agent may hold the store already.
        const char* agent = std::getenv("TORCHELASTIC_USE_AGENT_STORE");
        options.isServer = place.rank == 0 && !(agent && std::string_view(agent) == "True");
        options.numWorkers = std::size_t(place.world);
        options.waitWorkers = false;
        options.timeout = timeout;
        auto store = c10::make_intrusive<c10d::TCPStore>(place.host, options);
        // A restarted run must not read the addresses of the one before from an agent's store.
        const char* attempt = std::getenv("TORCHELASTIC_RESTART_COUNT");
        const std::string prefix = std::string("lacuna") + (attempt ? attempt : "0");
        auto group = std::make_unique<Group>();
        group->store = c10::make_intrusive<c10d::PrefixStore>(prefix, std::move(store));
        auto gloo = c10d::ProcessGroupGloo::Options::create_default(kPatience);
        group->gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(group->store, int(place.rank),
                                                                  int(place.world), std::move(gloo));
        processes->group_ = std::move(group);
        return processes;
    } catch (const std::exception& error) {
        return fail(ErrorKind::Internal,
                    "The processes of this run did not find each other at " + place.host + ":" +
                        std::to_string(place.port) + ". Check MASTER_ADDR, MASTER_PORT and the network.",
                    error.what());
    }
}

Result<void> Processes::average(const NamedTensors& parameters) {
    if (!group_) return {};
    const torch::NoGradGuard noGrad;
    try {
        // Which parameters have a gradient may differ between processes; all must send the same.
        std::vector<torch::Tensor> all;
        auto has = torch::zeros({std::int64_t(parameters.size())});
        std::int64_t index = 0;
        for (const auto& [name, parameter] : parameters) {
            all.push_back(parameter);
            if (parameter.grad().defined()) has[index] = 1;
            ++index;
        }
        group_->sum(has);
        std::vector<torch::Tensor> bucket;
        std::int64_t bytes = 0;
        const auto flush = [&] {
            if (bucket.empty()) return;
            std::vector<torch::Tensor> flat;
            for (auto& parameter : bucket)
                flat.push_back(parameter.grad().flatten().to(torch::kCPU, torch::kFloat));
            auto joined = torch::cat(flat);
            group_->sum(joined);
            joined.div_(double(place_.world));
            std::int64_t at = 0;
            for (auto& parameter : bucket) {
                parameter.mutable_grad().copy_(
                    joined.narrow(0, at, parameter.numel()).view(parameter.sizes()));
                at += parameter.numel();
            }
            bucket.clear();
            bytes = 0;
        };
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (has[std::int64_t(i)].item<float>() == 0) continue;
            if (!all[i].grad().defined()) all[i].mutable_grad() = torch::zeros_like(all[i]);
            bucket.push_back(all[i]);
            bytes += all[i].numel() * 4;
            if (bytes >= kBucketBytes) flush();
        }
        flush();
        return {};
    } catch (const std::exception& error) {
        return gone(error);
    }
}

Result<bool> Processes::any(bool flag) {
    LACUNA_TRY(const double share, mean(flag ? 1 : 0));
    return share > 0;
}

Result<double> Processes::mean(double value) {
    if (!group_) return value;
    try {
        auto sum = torch::full({1}, value, torch::kDouble);
        group_->sum(sum);
        return sum.item<double>() / double(place_.world);
    } catch (const std::exception& error) {
        return gone(error);
    }
}

Share Processes::share() {
    Share share{.rank = place_.rank, .world = place_.world, .local = place_.local};
    if (!group_) return share;
    share.average = [this](const NamedTensors& parameters) { return average(parameters); };
    share.any = [this](bool flag) { return any(flag); };
    share.mean = [this](double value) { return mean(value); };
    return share;
}

}  // namespace lacuna::training

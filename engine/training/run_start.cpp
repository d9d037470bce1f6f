// See run_start.h.
#include "engine/training/run_start.h"

#include <cstdio>
#include <utility>

#include "engine/models/scaled_weight.h"

namespace lacuna::training {

Result<std::vector<std::string>> startFrom(const std::filesystem::path& folder, const std::string& component,
                                           const std::string& prefix, const NamedTensors& parameters,
                                           bool partial, const StartAdapter& adapter) {
    LACUNA_TRY(const auto checkpoint, Checkpoint::open(folder / component));
    const auto where = (folder / component).string();
    NamedTensors stored;
    for (const auto& key : checkpoint.names()) {
        const auto name = adapter.rename ? adapter.rename(key) : key;
        if (name.empty()) continue;
        if (isScaleKey(key)) continue;
        LACUNA_TRY(auto tensor, scaledWeight(checkpoint, key));
        stored[prefix + name] = adapter.adapt ? adapter.adapt(name, tensor) : tensor;
    }
    std::vector<std::pair<torch::Tensor, torch::Tensor>> copies;  // to, from
    std::vector<std::string> fresh;
    for (const auto& [name, parameter] : parameters) {
        if (!name.starts_with(prefix)) continue;
        const auto found = stored.find(name);
        if (found != stored.end() && found->second.sizes() == parameter.sizes()) {
            copies.emplace_back(parameter, found->second);
        } else {
            fresh.push_back(name);
        }
    }
    if (!fresh.empty() && !partial) {
        return fail(ErrorKind::BadFile,
                    "The model of \"start\" has no \"" + fresh.front() + "\" of the configured shape (" +
                        std::to_string(fresh.size()) +
                        " such layers). Use its configuration, or set \"start_partial\": true.",
                    where);
    }
    torch::NoGradGuard noGrad;
    for (auto& [to, from] : copies) to.copy_(from);
    for (const auto& name : fresh) std::printf("starts fresh: %s\n", name.c_str());
    return fresh;
}

Result<void> copySettings(const std::filesystem::path& from, const std::filesystem::path& to) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::is_directory(from, error))
        return fail(ErrorKind::ModelMissing,
                    "A folder of the model is missing. Choose a complete model folder.", from.string());
    fs::create_directories(to, error);
    for (const auto& entry : fs::directory_iterator(from, error)) {
        if (entry.path().extension() == ".safetensors") continue;
        fs::copy_file(entry.path(), to / entry.path().filename(), fs::copy_options::overwrite_existing,
                      error);
        if (error) break;
    }
    if (error)
        return fail(ErrorKind::CannotWrite,
                    "A settings file could not be copied: " + error.message() + ". Check the disk.",
                    to.string());
    return {};
}

}  // namespace lacuna::training

// See weights.h.
#include "engine/models/weights.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "engine/models/scaled_weight.h"
#include "engine/nn/module.h"

namespace lacuna {
namespace {

constexpr std::size_t kKeysNamed = 3;  // in an error sentence

std::string shapeText(at::IntArrayRef shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

/// "a, b, c and 12 more"
std::string someOf(const std::set<std::string>& keys) {
    std::string text;
    std::size_t named = 0;
    for (const auto& key : keys) {
        if (named == kKeysNamed) return text + " and " + std::to_string(keys.size() - named) + " more";
        text += (named++ ? ", " : "") + key;
    }
    return text;
}

bool endsWith(std::string_view text, std::string_view suffix) {
    return text.ends_with(suffix);
}

bool isFloating(torch::ScalarType type) {
    return c10::isFloatingType(type) || c10::isFloat8Type(type);
}

/// Module key -> stored key, after `rename`.
std::map<std::string, std::string> storedKeys(const Checkpoint& checkpoint, const LoadOptions& options) {
    std::map<std::string, std::string> keys;
    for (const auto& stored : checkpoint.names()) {
        const std::string key = options.rename ? options.rename(stored) : stored;
        if (!key.empty()) keys.emplace(key, stored);
    }
    return keys;
}

/// Loads one module's parameters; the state that the steps share.
class Loader {
  public:
    Loader(torch::nn::Module& root, const Checkpoint& checkpoint, const LoadOptions& options)
        : checkpoint_(checkpoint),
          options_(options),
          slots_(nn::namedSlots(root)),
          keys_(storedKeys(checkpoint, options)) {}

    Result<LoadReport> run() {
        LACUNA_TRY_VOID(checkKeys());
        std::size_t done = 0;
        for (const auto& slot : slots_) {
            if (options_.cancel.stop_requested())
                return fail(ErrorKind::Cancelled, "Loading was cancelled.", where());
            LACUNA_TRY_VOID(load(slot));
            if (options_.onProgress) options_.onProgress(double(++done) / double(slots_.size()));
        }
        return report_;
    }

  private:
    std::string where() const { return checkpoint_.path().string(); }

    Result<void> checkKeys() {
        std::set<std::string> missing, unexpected;
        for (const auto& [key, stored] : keys_) {
            if (!isScaleKey(key)) unexpected.insert(key);
        }
        for (const auto& [key, owner, slot] : slots_) {
            if (!unexpected.erase(key)) missing.insert(key);
            storedBytes_ += std::uint64_t(slot.tensor->numel()) * 2;
        }
        if (!missing.empty()) {
            return fail(ErrorKind::BadFile,
                        "The weights lack " + someOf(missing) +
                            ", which config.json promises. Try to download the model again.",
                        where());
        }
        if (!unexpected.empty()) {
            return fail(
                ErrorKind::BadFile,
                "The weights hold " + someOf(unexpected) +
                    ", which config.json knows nothing of. Check that config.json belongs to these weights.",
                where());
        }
        return {};
    }

    /// The companion scale of `key`, broadcastable over its weight; undefined when it has none.
    Result<torch::Tensor> scaleOf(const std::string& key, const torch::Tensor& weight) {
        if (!endsWith(key, ".weight")) return torch::Tensor();
        const std::string layer = key.substr(0, key.size() - std::string_view("weight").size());
        for (const char* name : {"scale_weight", "weight_scale"}) {
            const auto found = keys_.find(layer + name);
            if (found == keys_.end()) continue;
            return scaleFor(checkpoint_, found->second, key, weight);
        }
        return torch::Tensor();
    }

    Result<void> load(const nn::NamedSlot& target) {
        const auto& [key, owner, slot] = target;
        LACUNA_TRY(auto stored, tensorOf(checkpoint_, keys_.at(key)));
        LACUNA_TRY(const auto scale, scaleOf(key, stored));
        if (options_.adapt) stored = options_.adapt(key, stored);
        if (stored.sizes() != slot.tensor->sizes()) {
            return fail(ErrorKind::BadFile,
                        key + " has the shape " + shapeText(stored.sizes()) + " and config.json asks for " +
                            shapeText(slot.tensor->sizes()) +
                            ". Check that config.json belongs to these weights.",
                        where());
        }
        if (!scale.defined() && !isFloating(stored.scalar_type())) {
            return fail(ErrorKind::Unsupported,
                        key +
                            " holds whole numbers without a scale, which cannot be run. Try the bf16 or fp8 "
                            "files of this model.",
                        where());
        }
        const void* mapped = stored.const_data_ptr();
        auto value = scale.defined() ? (stored.to(torch::kFloat) * scale).to(options_.computeType) : stored;
        auto type = options_.trainable || !staysStored(value) ? options_.computeType : value.scalar_type();
        if (const auto delta = options_.delta ? options_.delta(key) : torch::Tensor(); delta.defined()) {
            value = value.to(torch::kFloat) + delta;
            if (c10::isFloat8Type(type)) type = torch::kBFloat16;  // 3 bits of mantissa would swallow it
        }
        value = value.to(type);
        value = value.to(options_.device);
        const bool isMapped = value.const_data_ptr() == mapped && value.is_cpu();
        if (options_.trainable) value = value.contiguous();
        if (options_.trainable && isMapped)
            value = value.clone();  // the file itself must never be written to
        (isMapped && !options_.trainable ? report_.mappedBytes : report_.privateBytes) += value.nbytes();
        owner->assign(slot, std::move(value), options_.trainable);
        return {};
    }

    /// Whether a weight is used in the type that it is stored in.
    bool staysStored(const torch::Tensor& value) const {
        if (value.scalar_type() == options_.computeType) return true;
        const bool narrower =
            value.scalar_type() == torch::kBFloat16 || c10::isFloat8Type(value.scalar_type());
        if (!narrower || value.dim() < 2)
            return false;  // f16 and f64 are slow to compute with, vectors are small
        return options_.widen == WidenPolicy::BlockAtUse ||
               (options_.widen == WidenPolicy::BySize && storedBytes_ >= kWidenWholeBelowBytes);
    }

    const Checkpoint& checkpoint_;
    const LoadOptions& options_;
    std::vector<nn::NamedSlot> slots_;
    std::map<std::string, std::string> keys_;
    std::uint64_t storedBytes_ = 0;  ///< as bf16
    LoadReport report_;
};

}  // namespace

torch::ScalarType scalarTypeOf(DType type) {
    switch (type) {
        case DType::F64:
            return torch::kDouble;
        case DType::F32:
            return torch::kFloat;
        case DType::F16:
            return torch::kHalf;
        case DType::BF16:
            return torch::kBFloat16;
        case DType::F8_E4M3:
            return torch::kFloat8_e4m3fn;
        case DType::F8_E5M2:
            return torch::kFloat8_e5m2;
        case DType::I64:
            return torch::kLong;
        case DType::I32:
            return torch::kInt;
        case DType::I16:
            return torch::kShort;
        case DType::I8:
            return torch::kChar;
        case DType::U8:
            return torch::kByte;
        case DType::Bool:
            break;
    }
    return torch::kBool;
}

Result<torch::Tensor> tensorOf(const Checkpoint& checkpoint, std::string_view name) {
    LACUNA_TRY(const TensorView view, checkpoint.get(name));
    const auto options = torch::TensorOptions(scalarTypeOf(view.dtype));
    // from_blob takes a pointer to writable bytes; nothing here ever writes through it, and the pages are
    // mapped read-only.
    auto* bytes = const_cast<std::byte*>(view.bytes.data());
    if (view.bytes.empty()) return torch::empty(view.shape, options);
    if (reinterpret_cast<std::uintptr_t>(bytes) % byteSize(view.dtype) != 0) {
        auto copy = torch::empty(view.shape, options);
        std::memcpy(copy.data_ptr(), bytes, view.bytes.size());
        return copy;
    }
    return torch::from_blob(
        bytes, view.shape, [owner = checkpoint.owner(name)](void*) {}, options);
}

Result<LoadReport> loadWeights(torch::nn::Module& root, const Checkpoint& checkpoint,
                               const LoadOptions& options) {
    try {
        const torch::NoGradGuard noGrad;
        const c10::InferenceMode off(false);  // weights outlive the guard of whoever loads them
        auto report = Loader(root, checkpoint, options).run();
        if (report) options.trainable ? root.train() : root.eval();
        return report;
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory,
                    "There is not enough memory for this model. Close other programs or try a smaller model.",
                    checkpoint.path().string());
    } catch (const c10::Error& error) {
        const std::string what = error.what_without_backtrace();
        if (what.find("alloc") != std::string::npos || what.find("out of memory") != std::string::npos) {
            return fail(
                ErrorKind::OutOfMemory,
                "There is not enough memory for this model. Close other programs or try a smaller model.",
                checkpoint.path().string());
        }
        return fail(ErrorKind::Internal,
                    "Loading the weights failed inside libtorch: " + what + ". Please report it.",
                    checkpoint.path().string());
    }
}

}  // namespace lacuna

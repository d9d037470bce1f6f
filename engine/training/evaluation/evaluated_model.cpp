// See evaluated_model.h.
#include "engine/training/evaluation/evaluated_model.h"

#include <algorithm>

#include "engine/image/composite.h"
#include "engine/nn/machine.h"
#include "engine/pipeline/generation.h"
#include "engine/pipeline/guarded.h"
#include "engine/pipeline/pictures.h"
#include "engine/training/posters/painter.h"

namespace lacuna::training {

Result<EvaluatedModel> EvaluatedModel::open(const std::filesystem::path& folder, bool fast) {
    const auto profile = nn::machineProfile();
    nn::apply(profile);
    EvaluatedModel model;
    model.folder_ = folder;
    model.store_ = std::make_unique<ModelStore>(StoreOptions{profile.computeType, {}});
    LACUNA_TRY_VOID(model.store_->open(folder));
    if (fast && !model.info().fast)
        return fail(ErrorKind::Unsupported,
                    "This model has no fast mode. Leave --fast out, or ask for fewer --steps.",
                    folder.string());
    model.fast_ = fast;
    return model;
}

bool EvaluatedModel::can(Task task) const {
    return std::ranges::find(info().tasks, task) != info().tasks.end();
}

Result<torch::Tensor> EvaluatedModel::generate(const Order& order) {
    GenerateRequest request;
    request.task = order.task;
    request.model = folder_;
    request.prompt = order.prompt;
    request.loras = info().loras(fast_, {});
    request.sampling = info().sampling(fast_);
    request.sampling.seed = order.seed;
    request.sampling.strength = order.strength;
    if (order.steps > 0) request.sampling.steps = order.steps;
    request.modelSize = order.size;
    request.previews = false;
    request.outpaint = order.outpaint;
    if (order.source.defined()) {
        const Image source = bytesBitmap(toBytes(order.source)).freeze();
        if (order.task == Task::Edit) {
            request.references = {source};
        } else {
            request.source = source;
        }
        if (order.mask.defined()) {
            request.mask = maskBitmap(order.mask).freeze();
            request.bands = order.bands;
        }
    }
    Candidate candidate;
    const RunControl control;
    const EventSink sink = [&](Event event) {
        if (auto* ready = std::get_if<CandidateReady>(&event)) candidate = std::move(ready->candidate);
    };
    LACUNA_TRY_VOID(guarded("generating", [&] {
        const c10::InferenceMode inference;
        return Generation(*store_, request, control, sink).run();
    }));
    if (!candidate.mask) return pictureTensor(candidate.pixels).squeeze(0);
    Bitmap page = (request.source ? request.source : request.references.front()).thaw();
    mixInto(page, candidate.pixels, candidate.mask);
    return pictureTensor(page).squeeze(0);
}

}  // namespace lacuna::training

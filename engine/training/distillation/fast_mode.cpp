// See fast_mode.h. The LoRA is written before the index that names it, so that a stop between the two leaves
// a model that opens.
#include "engine/training/distillation/fast_mode.h"

#include "engine/formats/atomic_file.h"
#include "engine/formats/model_folder.h"
#include "engine/models/lora.h"
#include "engine/training/distillation/distill.h"

namespace lacuna::training {

Result<void> addFastMode(const std::filesystem::path& configFile, const std::filesystem::path& folder) {
    LACUNA_TRY(const auto config, readDistillConfig(configFile));
    if (config.adapterRank == 0)
        return fail(ErrorKind::BadFile,
                    "This run makes a whole model, not a LoRA. Export it, or train with \"adapter_rank\".",
                    configFile.string());
    const std::string name = "fast.safetensors";
    const auto trained = config.flow.run.folder / name;
    LACUNA_TRY(const auto model, openModelFolder(folder));
    LACUNA_TRY(const auto shape, qwen_image::readTransformerConfig(model.transformer / "config.json"));
    qwen_image::Transformer transformer(shape);
    LACUNA_TRY_VOID(Lora::open(trained, *transformer));
    LACUNA_TRY(const auto file, readTensors(trained));
    LACUNA_TRY_VOID(writeTensors(model.info.folder / name, file.tensors, file.metadata));

    const auto indexFile = model.info.folder / "model_index.json";
    LACUNA_TRY(Json index, readJsonFile(indexFile, {1u << 20, 16}));
    index["lacuna"]["fast"] = {{"lora", name}, {"steps", config.flow.sampleSteps}};
    return writeFileAtomically(indexFile, index.dump(2) + "\n");
}

}  // namespace lacuna::training

// A folder of golden numbers (tests/reference/README.md says what lies in it): the expected tensors, and the
// tiny models that were used, loaded when a case first asks for them.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/formats/checkpoint.h"
#include "engine/formats/json_file.h"
#include "engine/image/image.h"
#include "engine/models/qwen2_5_vl/picture_positions.h"
#include "engine/models/qwen_image/transformer.h"
#include "engine/models/qwen_image/vae.h"
#include "engine/text/tokenizer.h"

namespace lacuna::parity {

struct Options {
    torch::ScalarType type = torch::kFloat;  ///< what the models compute in: kFloat or kBFloat16
    std::filesystem::path tokenizer;         ///< used where a folder has none of its own
};

class Fixture {
  public:
    /// Errors: ModelMissing or BadFile when `folder` holds none of the files, or a damaged meta.json.
    static Result<Fixture> open(const std::filesystem::path& folder, Options options);

    const std::filesystem::path& folder() const { return folder_; }
    torch::ScalarType type() const { return options_.type; }
    std::uint64_t seed() const { return seed_; }
    /// Of the pipelines' pictures.
    Size size() const { return size_; }
    const std::vector<std::string>& prompts() const { return prompts_; }
    /// How the stack that made the folder read pictures in prompts.
    qwen2_5_vl::PicturePositions picturePositions() const { return picturePositions_; }
    bool has(const std::string& file) const;

    /// A tensor of `<file>.safetensors`, as it is stored. Errors: BadFile, ModelMissing.
    Result<torch::Tensor> tensor(const std::string& file, const std::string& name);
    /// The names in `<file>.safetensors`.
    Result<std::vector<std::string>> names(const std::string& file);
    Result<Json> json(const std::string& file) const;
    Result<Image> image(const std::string& file) const;

    Result<std::shared_ptr<const Tokenizer>> tokenizer();
    /// @param model "tiny-t2i", "tiny-edit" or "tiny-edit-plus".
    Result<qwen_image::Transformer> transformer(const std::string& model);
    Result<qwen_image::Vae> vae();
    Result<qwen2_5_vl::TextEncoder> textEncoder();
    Result<qwen_image::SchedulerConfig> scheduler() const;
    Result<qwen2_5_vl::ImageProcessorConfig> imageProcessor(const std::string& model) const;

  private:
    Fixture(std::filesystem::path folder, Options options)
        : folder_(std::move(folder)), options_(std::move(options)) {}
    /// A component's folder; what a model lacks is tiny-t2i's.
    std::filesystem::path component(const std::string& model, const std::string& part) const;
    Result<const Checkpoint*> file(const std::string& name);

    std::filesystem::path folder_;
    Options options_;
    std::uint64_t seed_ = 0;
    Size size_;
    std::vector<std::string> prompts_;
    qwen2_5_vl::PicturePositions picturePositions_ = qwen2_5_vl::PicturePositions::Sequential;
    std::map<std::string, Checkpoint> files_;
    std::shared_ptr<const Tokenizer> tokenizer_;
    std::map<std::string, qwen_image::Transformer> transformers_;
    qwen_image::Vae vae_{nullptr};
    qwen2_5_vl::TextEncoder textEncoder_{nullptr};
};

}  // namespace lacuna::parity

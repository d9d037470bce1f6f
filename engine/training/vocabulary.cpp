// See vocabulary.h.
#include "engine/training/vocabulary.h"

#include "engine/models/qwen_image/mpe_source.h"
#include "engine/text/bpe_trainer.h"
#include "engine/text/chat_template.h"
#include "engine/training/posters/caption.h"
#include "engine/training/posters/random.h"
#include "engine/training/posters/words.h"

namespace lacuna::training {
namespace {

/// More often than any word of a caption, so that each of its words becomes one token.
constexpr std::int64_t kTemplateWeight = 1'000'000;

}  // namespace

Result<std::int64_t> trainVocabulary(const std::filesystem::path& folder, const AtlasNames& names,
                                     const VocabularyOptions& options) {
    BpeTrainerOptions bpe;
    bpe.vocabularySize = options.size;
    bpe.splitQuoted = true;
    bpe.specialTokens = {"<|endoftext|>",    "<|im_start|>",   "<|im_end|>",
                         "<|vision_start|>", "<|vision_end|>", "<|image_pad|>"};
    for (auto& token : qwen_image::operationTokens()) bpe.specialTokens.push_back(std::move(token));
    BpeTrainer trainer(bpe);
    LACUNA_TRY_VOID(trainer.add(fillTemplate(PromptTemplate::TextToImage, " "), kTemplateWeight));
    for (int i = 0; i < options.scenes; ++i) {
        const Scene scene = sceneOf(Random(options.seed + 31, std::uint64_t(i)).next(), 1.5, names);
        for (const auto language : {CaptionLanguage::English, CaptionLanguage::Chinese}) {
            for (const auto length : {CaptionLength::Short, CaptionLength::Medium, CaptionLength::Long}) {
                LACUNA_TRY_VOID(trainer.add(captionOf(scene, names, language, length)));
            }
        }
    }
    // Titles without quotation marks, and every character that a title may be spelled with.
    for (const Title& title : titles()) {
        LACUNA_TRY_VOID(trainer.add(title.english, 8));
        LACUNA_TRY_VOID(trainer.add(title.chinese, 8));
    }
    for (const char32_t character : titleCharacters())
        LACUNA_TRY_VOID(trainer.add("\"" + utf8({character}) + "\"", 8));
    LACUNA_TRY(const auto vocabulary, trainer.train());
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    LACUNA_TRY_VOID(writeTokenizer(folder, vocabulary));

    LACUNA_TRY(const auto tokenizer, Tokenizer::open(folder));
    LACUNA_TRY(const auto whole, tokenizer->encode(fillTemplate(PromptTemplate::TextToImage, "")));
    LACUNA_TRY(const auto footer, tokenizer->encode("<|im_end|>\n<|im_start|>assistant\n"));
    if (int(whole.size() - footer.size()) != droppedTokens(PromptTemplate::TextToImage)) {
        return fail(ErrorKind::Internal,
                    "The template's head became " + std::to_string(whole.size() - footer.size()) +
                        " tokens instead of 34. Try a larger vocabulary.",
                    folder.string());
    }
    return std::int64_t(tokenizer->vocabularySize());
}

}  // namespace lacuna::training

// See small_vocabulary.h.
#include "tests/engine/text/small_vocabulary.h"

#include <QtCore/QtGlobal>

#include "tests/support/temporary_folder.h"

namespace lacuna::tests {

BpeVocabulary smallVocabulary(bool splitQuoted) {
    BpeTrainer trainer({400,
                        2,
                        {"<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>",
                         "<|image_pad|>"},
                        splitQuoted});
    for (const char* caption :
         {"a moon over the city", "the city under the moon", "a lantern left of the moon", "月满中秋",
          "中秋快乐，月满中秋", "it's the moon's lantern, isn't it?",
          "a poster with the title “Mid-Autumn”"}) {
        if (!trainer.add(caption, 3)) qFatal("a caption is not UTF-8");
    }
    return trainer.train().value();
}

std::shared_ptr<const Tokenizer> smallTokenizer(bool splitQuoted) {
    const TemporaryFolder folder;
    if (!writeTokenizer(folder.path(), smallVocabulary(splitQuoted)))
        qFatal("the vocabulary could not be written");
    return Tokenizer::open(folder.path()).value();
}

std::filesystem::path realTokenizerFolder() {
    const std::filesystem::path folder =
        std::filesystem::path(LACUNA_TESTS_DIR) / "reference/tiny-t2i/tokenizer";
    return std::filesystem::exists(folder / "vocab.json") ? folder : std::filesystem::path();
}

}  // namespace lacuna::tests

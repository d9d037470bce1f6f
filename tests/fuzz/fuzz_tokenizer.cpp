// Any bytes as a prompt: refused, or cut without loss. And any bytes as vocabulary files: refused, or usable.
#include <cstdlib>
#include <filesystem>

#include "engine/base/check.h"
#include "engine/base/utf8.h"
#include "engine/text/bpe_trainer.h"
#include "engine/text/vocabulary_files.h"

namespace {

using namespace lacuna;

std::shared_ptr<const Tokenizer> makeTokenizer(bool splitQuoted) {
    BpeTrainer trainer({400, 1, {"<|endoftext|>", "<|im_start|>", "<|im_end|>"}, splitQuoted});
    for (const char* caption : {"a moon over the city", "月满中秋", "it's “Mid-Autumn”", "「中秋」 ‘x’"})
        LACUNA_CHECK(trainer.add(caption));
    char folder[] = "/tmp/lacuna-fuzz-XXXXXX";
    LACUNA_CHECK(mkdtemp(folder));
    LACUNA_CHECK(writeTokenizer(folder, *trainer.train()));
    auto tokenizer = Tokenizer::open(folder);
    std::filesystem::remove_all(folder);
    LACUNA_CHECK(tokenizer);
    return *tokenizer;
}

void encodeAndBack(const Tokenizer& tokenizer, std::string_view text) {
    const auto ids = tokenizer.encode(text);
    if (!ids) {
        LACUNA_CHECK(!isValidUtf8(text) || text.size() > Tokenizer::kMaxTextBytes);
        return;
    }
    for (const TokenId id : *ids) LACUNA_CHECK(id >= 0 && id < tokenizer.vocabularySize());
    // Special tokens are cut out before the text is normalised, so only text without them must come back
    // whole.
    if (text.find("<|") == std::string_view::npos) LACUNA_CHECK(tokenizer.decode(*ids) == *toNfc(text));
    std::vector<TokenId> odd(ids->begin(), ids->end());
    for (TokenId& id : odd) id = id * 7919 - 5;
    LACUNA_CHECK(isValidUtf8(tokenizer.decode(odd)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto plain = makeTokenizer(false), quoted = makeTokenizer(true);
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0: {
            auto table = parseVocabJson(text, "vocab.json");
            if (table) (void)BpeModel(*std::move(table)).missingByte();
            break;
        }
        case 1:
            (void)parseTokenizerJson(text, "tokenizer.json");
            break;
        case 2:
            encodeAndBack(*quoted, text);
            break;
        default:
            encodeAndBack(*plain, text);
            break;
    }
    return 0;
}

// See bpe_trainer.h. Counts of pairs are kept up to date while merges are applied, so that no merge reads all
// words.
#include "engine/text/bpe_trainer.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <queue>
#include <set>
#include <unordered_set>

#include "engine/base/utf8.h"
#include "engine/formats/atomic_file.h"
#include "engine/text/byte_level.h"
#include "engine/text/pre_tokenizer.h"

namespace lacuna {
namespace {

using Pair = std::uint64_t;  // left id << 32 | right id
Pair pairOf(std::uint32_t left, std::uint32_t right) {
    return Pair{left} << 32 | right;
}

struct Word {
    std::vector<std::uint32_t> parts;
    std::int64_t count = 0;
};

/// Counts of neighbouring parts over all words, kept up to date while merges are applied.
class PairCounts {
  public:
    explicit PairCounts(std::vector<Word>& words) : words_(words) {
        for (std::uint32_t w = 0; w < words_.size(); ++w) {
            const Word& word = words_[w];
            for (std::size_t i = 0; i + 1 < word.parts.size(); ++i)
                change(pairOf(word.parts[i], word.parts[i + 1]), word.count, w);
        }
        for (const auto& [pair, count] : counts_) queue_.push({count, pair});
        touched_.clear();
    }

    struct Best {
        std::int64_t count;
        Pair pair;
        /// The more frequent pair; among equals the one with the smaller ids, so that training does not
        /// depend on hash order.
        bool operator<(const Best& other) const {
            return count != other.count ? count < other.count : pair > other.pair;
        }
    };

    /// The most frequent pair, or a count of 0.
    Best best() {
        while (!queue_.empty()) {
            const Best top = queue_.top();
            const std::int64_t current = counts_[top.pair];
            if (current == top.count) return top;
            queue_.pop();  // out of date: a newer entry is in the queue
            if (current > 0 && current < top.count) queue_.push({current, top.pair});
        }
        return {0, 0};
    }

    /// Replaces the pair by `merged` in every word.
    void merge(Pair pair, std::uint32_t merged) {
        const auto left = static_cast<std::uint32_t>(pair >> 32), right = static_cast<std::uint32_t>(pair);
        const std::unordered_set<std::uint32_t> where = std::move(words_of_[pair]);
        words_of_.erase(pair);
        for (const std::uint32_t w : where) {
            Word& word = words_[w];
            for (std::size_t i = 0; i + 1 < word.parts.size(); ++i)
                change(pairOf(word.parts[i], word.parts[i + 1]), -word.count, w);
            std::vector<std::uint32_t> parts;
            for (std::size_t i = 0; i < word.parts.size(); ++i) {
                const bool hit =
                    i + 1 < word.parts.size() && word.parts[i] == left && word.parts[i + 1] == right;
                parts.push_back(hit ? merged : word.parts[i]);
                i += hit;
            }
            word.parts = std::move(parts);
            for (std::size_t i = 0; i + 1 < word.parts.size(); ++i)
                change(pairOf(word.parts[i], word.parts[i + 1]), word.count, w);
        }
        counts_.erase(pair);
        for (const Pair changed : touched_) {
            if (const auto found = counts_.find(changed); found != counts_.end() && found->second > 0)
                queue_.push({found->second, changed});
        }
        touched_.clear();
    }

  private:
    void change(Pair pair, std::int64_t by, std::uint32_t word) {
        counts_[pair] += by;
        touched_.insert(pair);
        if (by > 0) words_of_[pair].insert(word);
    }

    std::vector<Word>& words_;
    std::unordered_map<Pair, std::int64_t> counts_;
    std::unordered_map<Pair, std::unordered_set<std::uint32_t>>
        words_of_;  // may name words that have lost the pair
    std::unordered_set<Pair> touched_;
    std::priority_queue<Best> queue_;
};

}  // namespace

BpeTrainer::BpeTrainer(BpeTrainerOptions options) : options_(std::move(options)) {}

Result<void> BpeTrainer::add(std::string_view utf8, std::int64_t times) {
    if (!isValidUtf8(utf8)) {
        return fail(ErrorKind::BadRequest, "A caption is not valid UTF-8. Save its text as UTF-8.",
                    std::string(utf8.substr(0, 80)));
    }
    LACUNA_TRY(const std::string text, toNfc(utf8));
    std::vector<std::string_view> pieces;
    for (std::string_view rest = text; !rest.empty();) {
        // Special tokens are no words: they are cut out as the tokenizer will cut them out.
        std::size_t cut = rest.size(), length = 0;
        for (const std::string& special : options_.specialTokens) {
            const std::size_t at = special.empty() ? std::string_view::npos : rest.find(special);
            if (at < cut || (at == cut && at < rest.size() && special.size() > length))
                cut = at, length = special.size();
        }
        const std::string_view plain = rest.substr(0, cut);
        options_.splitQuoted ? splitIntoPiecesQuoted(plain, pieces) : splitIntoPieces(plain, pieces);
        rest.remove_prefix(cut + length);
    }
    for (const std::string_view piece : pieces) words_[std::string(piece)] += times;
    return {};
}

Result<BpeVocabulary> BpeTrainer::train() const {
    const int merges = options_.vocabularySize - 256 - static_cast<int>(options_.specialTokens.size());
    if (merges < 0) {
        return fail(ErrorKind::BadRequest,
                    "A vocabulary of " + std::to_string(options_.vocabularySize) +
                        " has no room for 256 bytes and " + std::to_string(options_.specialTokens.size()) +
                        " special tokens. Make it larger.",
                    "vocabularySize");
    }
    BpeVocabulary result;
    result.specialTokens = options_.specialTokens;
    result.splitQuoted = options_.splitQuoted;
    // The first 256 ids are the byte characters in code point order, as in the published vocabulary: ids =
    // 256 + rank afterwards.
    std::vector<std::string> bytes;  // raw bytes of each token
    for (int b = 0; b < 256; ++b) bytes.emplace_back(1, static_cast<char>(b));
    std::ranges::sort(bytes, {}, [](const std::string& byte) { return spellBytes(byte); });
    std::array<std::uint32_t, 256> idOfByte{};
    for (std::uint32_t id = 0; id < 256; ++id) idOfByte[static_cast<std::uint8_t>(bytes[id][0])] = id;

    std::vector<Word> words;
    for (const auto& [text, count] : words_) {
        Word word{{}, count};
        for (const char c : text) word.parts.push_back(idOfByte[static_cast<std::uint8_t>(c)]);
        words.push_back(std::move(word));
    }
    std::unordered_set<std::string> known(bytes.begin(), bytes.end());
    PairCounts counts(words);
    while (static_cast<int>(result.merges.size()) < merges) {
        const auto best = counts.best();
        if (best.count < std::max<std::int64_t>(1, options_.minFrequency)) break;
        const std::string& left = bytes[best.pair >> 32];
        const std::string& right = bytes[best.pair & 0xFFFFFFFFu];
        std::string joined = left + right;
        result.merges.emplace_back(spellBytes(left), spellBytes(right));
        const bool isNew = known.insert(joined).second;
        // Two ways to the same bytes share one token.
        const auto id = isNew ? static_cast<std::uint32_t>(bytes.size())
                              : static_cast<std::uint32_t>(std::ranges::find(bytes, joined) - bytes.begin());
        if (isNew) bytes.push_back(std::move(joined));
        counts.merge(best.pair, id);
    }
    for (const std::string& token : bytes) result.tokens.push_back(spellBytes(token));
    return result;
}

Result<void> writeTokenizer(const std::filesystem::path& folder, const BpeVocabulary& vocabulary) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);  // a failure shows in the first write
    nlohmann::ordered_json vocab = nlohmann::ordered_json::object(), added = vocab, decoder = vocab;
    auto& entries = vocab.get_ref<nlohmann::ordered_json::object_t&>();
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id)
        entries.emplace_back(vocabulary.tokens[id], id);
    std::string merges = "#version: 0.2\n";
    for (const auto& [left, right] : vocabulary.merges) merges += left + " " + right + "\n";
    for (std::size_t i = 0; i < vocabulary.specialTokens.size(); ++i) {
        const std::size_t id = vocabulary.tokens.size() + i;
        added[vocabulary.specialTokens[i]] = id;
        decoder[std::to_string(id)] = {{"content", vocabulary.specialTokens[i]},
                                       {"lstrip", false},
                                       {"normalized", false},
                                       {"rstrip", false},
                                       {"single_word", false},
                                       {"special", true}};
    }
    nlohmann::ordered_json config{{"tokenizer_class", "Qwen2Tokenizer"}, {"added_tokens_decoder", decoder}};
    if (vocabulary.splitQuoted) config["lacuna_split_quoted"] = true;
    LACUNA_TRY_VOID(writeFileAtomically(folder / "vocab.json", vocab.dump()));
    LACUNA_TRY_VOID(writeFileAtomically(folder / "merges.txt", merges));
    LACUNA_TRY_VOID(writeFileAtomically(folder / "added_tokens.json", added.dump(1)));
    return writeFileAtomically(folder / "tokenizer_config.json", config.dump(1) + "\n");
}

}  // namespace lacuna

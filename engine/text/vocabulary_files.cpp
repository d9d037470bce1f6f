// See vocabulary_files.h: both layouts of the hub, tokenizer.json and the older set of files.
#include "engine/text/vocabulary_files.h"

#include <charconv>
#include <limits>
#include <map>

#include "engine/formats/json_file.h"
#include "engine/formats/mapped_file.h"
#include "engine/text/byte_level.h"
#include "engine/text/pre_tokenizer.h"

namespace lacuna {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxVocabularyBytes = 64u << 20;

std::string_view textOf(const MappedFile& file) {
    return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

Result<std::shared_ptr<const MappedFile>> openVocabulary(const fs::path& path) {
    LACUNA_TRY(auto file, MappedFile::open(path));
    if (file->bytes().size() <= kMaxVocabularyBytes) return file;
    return fail(ErrorKind::BadFile,
                "The file " + path.filename().string() + " is too large for a vocabulary. Download it again.",
                path.string());
}

/// One entry of "added_tokens" or "added_tokens_decoder".
Result<AddedToken> addedToken(const JsonObject& entry, std::uint32_t id) {
    AddedToken token;
    token.id = id;
    LACUNA_TRY(token.content, entry.text("content", 1024));
    LACUNA_TRY(token.special, entry.booleanOr("special", false));
    LACUNA_TRY(token.normalized, entry.booleanOr("normalized", false));
    for (const char* key : {"lstrip", "rstrip", "single_word"}) {
        LACUNA_TRY(const bool set, entry.booleanOr(key, false));
        if (set) {
            return fail(ErrorKind::Unsupported,
                        "The added token \"" + token.content + "\" has the option " + key +
                            ", which the Qwen2 tokenizer does not use. "
                            "Choose a model of this family.",
                        entry.where());
        }
    }
    if (token.content.empty())
        return fail(ErrorKind::BadFile, "An added token is empty. Download the file again.", entry.where());
    return token;
}

/// added_tokens.json, then the fuller list in tokenizer_config.json; either may be missing.
Result<void> readAddedTokens(const fs::path& folder, VocabularyFiles& files) {
    std::map<std::string, AddedToken> tokens;
    std::error_code ignored;
    if (const fs::path path = folder / "added_tokens.json"; fs::exists(path, ignored)) {
        LACUNA_TRY(const Json json, readJsonFile(path));
        LACUNA_TRY(const JsonObject object, JsonObject::of(json, path.string()));
        for (const auto& [content, value] : json.items()) {
            LACUNA_TRY(const auto id, object.integer(content, 0, kMaxTokenId));
            if (!content.empty()) tokens[content] = {content, static_cast<std::uint32_t>(id), false, false};
        }
    }
    if (const fs::path path = folder / "tokenizer_config.json"; fs::exists(path, ignored)) {
        LACUNA_TRY(const Json json, readJsonFile(path));
        LACUNA_TRY(const JsonObject config, JsonObject::of(json, path.string()));
        LACUNA_TRY(files.splitQuoted, config.booleanOr("lacuna_split_quoted", false));
        LACUNA_TRY(const auto decoder, config.objectIfAny("added_tokens_decoder"));
        if (decoder) {
            for (const auto& [key, value] : decoder->json().items()) {
                std::uint32_t id = 0;
                const auto number = std::from_chars(key.data(), key.data() + key.size(), id);
                if (number.ec != std::errc() || number.ptr != key.data() + key.size() || id > kMaxTokenId) {
                    return fail(ErrorKind::BadFile,
                                "\"" + key + "\" is no token id. Download the file again.", path.string());
                }
                LACUNA_TRY(const JsonObject entry, decoder->object(key));
                LACUNA_TRY(AddedToken token, addedToken(entry, id));
                tokens[token.content] = std::move(token);
            }
        }
    }
    for (auto& [content, token] : tokens) files.added.push_back(std::move(token));
    return {};
}

Result<VocabularyFiles> checked(VocabularyFiles files, const std::string& where) {
    if (const auto byte = files.model.missingByte()) {
        return fail(ErrorKind::BadFile,
                    "The vocabulary lacks the byte " + std::to_string(*byte) + ". Download it again.", where);
    }
    return files;
}

/// True if some pre-tokenizer of the tree splits by Qwen2's expression.
bool splitsAsQwen2(const Json& preTokenizer) {
    if (!preTokenizer.is_object()) return false;
    if (const auto pattern = preTokenizer.find("pattern");
        pattern != preTokenizer.end() && pattern->is_object()) {
        const auto regex = pattern->find("Regex");
        if (regex != pattern->end() && regex->is_string() &&
            regex->get_ref<const std::string&>() == kQwen2SplitPattern)
            return true;
    }
    if (const auto list = preTokenizer.find("pretokenizers");
        list != preTokenizer.end() && list->is_array()) {
        for (const Json& entry : *list) {
            if (splitsAsQwen2(entry)) return true;
        }
    }
    return false;
}

}  // namespace

Result<VocabularyFiles> parseTokenizerJson(std::string_view text, const std::string& where) {
    LACUNA_TRY(const Json json, parseJson(text, where, {kMaxVocabularyBytes, 64}));
    LACUNA_TRY(const JsonObject root, JsonObject::of(json, where));
    LACUNA_TRY(const JsonObject model, root.object("model"));
    LACUNA_TRY(const std::string type, model.text("type"));
    if (type != "BPE" || !root.has("pre_tokenizer") || !splitsAsQwen2(json.at("pre_tokenizer"))) {
        return fail(ErrorKind::Unsupported, "This is not a Qwen2 tokenizer. Choose a model of this family.",
                    where);
    }
    LACUNA_TRY(const JsonObject vocab, model.object("vocab"));
    PieceTable pieces;
    pieces.reserve(vocab.json().size(), text.size() / 4);
    std::string bytes;
    for (const auto& [spelling, value] : vocab.json().items()) {
        LACUNA_TRY(const auto id, vocab.integer(spelling, 0, kMaxTokenId));
        bytes.clear();
        if (!appendSpelledBytes(spelling, bytes) || !pieces.add(bytes, static_cast<std::uint32_t>(id))) {
            return fail(
                ErrorKind::BadFile,
                "The piece \"" + spelling + "\" spells no bytes, or is there twice. Download the file again.",
                where);
        }
    }
    VocabularyFiles files{BpeModel(std::move(pieces)), {}, false};
    // Merges are "left right" or ["left", "right"].
    std::string lines;
    const auto merges = model.json().find("merges");
    if (merges == model.json().end() || !merges->is_array()) {
        return fail(ErrorKind::BadFile, "The tokenizer has no merge rules. Download the file again.", where);
    }
    for (const Json& merge : *merges) {
        if (merge.is_string()) {
            lines += merge.get_ref<const std::string&>() + "\n";
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            lines +=
                merge[0].get_ref<const std::string&>() + " " + merge[1].get_ref<const std::string&>() + "\n";
        } else {
            return fail(ErrorKind::BadFile,
                        "A merge rule of the tokenizer is not two pieces. Download the file again.", where);
        }
    }
    LACUNA_TRY_VOID(parseMergesText(lines, where, files.model));
    if (const auto added = json.find("added_tokens"); added != json.end() && added->is_array()) {
        for (const Json& element : *added) {
            LACUNA_TRY(const JsonObject entry, JsonObject::of(element, where));
            LACUNA_TRY(const auto id, entry.integer("id", 0, kMaxTokenId));
            LACUNA_TRY(AddedToken token, addedToken(entry, static_cast<std::uint32_t>(id)));
            files.added.push_back(std::move(token));
        }
    }
    return checked(std::move(files), where);
}

Result<VocabularyFiles> readVocabularyFiles(const fs::path& folder) {
    std::error_code ignored;
    const fs::path vocab = folder / "vocab.json", merges = folder / "merges.txt",
                   whole = folder / "tokenizer.json";
    if (!fs::exists(vocab, ignored) && fs::exists(whole, ignored)) {
        LACUNA_TRY(const auto file, openVocabulary(whole));
        LACUNA_TRY(VocabularyFiles files, parseTokenizerJson(textOf(*file), whole.string()));
        LACUNA_TRY_VOID(readAddedTokens(folder, files));
        return files;
    }
    LACUNA_TRY(const auto vocabFile, openVocabulary(vocab));
    LACUNA_TRY(const auto mergesFile, openVocabulary(merges));
    LACUNA_TRY(PieceTable pieces, parseVocabJson(textOf(*vocabFile), vocab.string()));
    VocabularyFiles files{BpeModel(std::move(pieces)), {}, false};
    LACUNA_TRY_VOID(parseMergesText(textOf(*mergesFile), merges.string(), files.model));
    LACUNA_TRY_VOID(readAddedTokens(folder, files));
    return checked(std::move(files), vocab.string());
}

}  // namespace lacuna

// See tokenizer.h: added tokens are cut out first, the text between them is split, merged and remembered.
#include "engine/text/tokenizer.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "engine/base/utf8.h"
#include "engine/text/added_tokens.h"
#include "engine/text/byte_level.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/vocabulary_files.h"

namespace lacuna {
namespace {

/// Pieces that were merged before: captions repeat their words. Bounded, and emptied when full.
class PieceCache {
  public:
    static constexpr std::size_t kMaxEntries = 16384, kMaxPieceBytes = 48;

    void encode(const BpeModel& model, std::string_view piece, std::vector<TokenId>& ids) {
        if (piece.size() > kMaxPieceBytes) return model.encode(piece, ids);
        key_.assign(piece);
        if (const auto known = entries_.find(key_); known != entries_.end()) {
            ids.insert(ids.end(), known->second.begin(), known->second.end());
            return;
        }
        const std::size_t before = ids.size();
        model.encode(piece, ids);
        if (entries_.size() >= kMaxEntries) entries_.clear();
        entries_.emplace(key_, std::vector<TokenId>(ids.begin() + std::ptrdiff_t(before), ids.end()));
    }

  private:
    std::string key_;
    std::unordered_map<std::string, std::vector<TokenId>> entries_;
};

std::vector<const AddedToken*> select(const std::vector<AddedToken>& tokens, bool normalized) {
    std::vector<const AddedToken*> selected;
    for (const AddedToken& token : tokens) {
        if (token.normalized == normalized) selected.push_back(&token);
    }
    return selected;
}

}  // namespace

struct Tokenizer::Tables {
    explicit Tables(VocabularyFiles read)
        : files(std::move(read)), beforeNfc(select(files.added, false)), afterNfc(select(files.added, true)) {
        for (const AddedToken& token : files.added) addedById.emplace(token.id, &token);
        end = files.model.pieces().endId();
        for (const AddedToken& token : files.added) end = std::max<TokenId>(end, TokenId{token.id} + 1);
    }

    /// Text without added tokens, in NFC.
    void encodePlain(std::string_view text, PieceCache* cache, std::vector<TokenId>& ids) const {
        std::vector<std::string_view> pieces;
        files.splitQuoted ? splitIntoPiecesQuoted(text, pieces) : splitIntoPieces(text, pieces);
        for (const std::string_view piece : pieces) {
            cache ? cache->encode(files.model, piece, ids) : files.model.encode(piece, ids);
        }
    }

    /// Cuts out added tokens; `plain` handles what lies between them.
    template <class Plain>
    Result<void> cut(std::string_view text, const AddedTokenMatcher& matcher, std::vector<TokenId>& ids,
                     Plain plain) const {
        for (std::size_t from = 0; from < text.size();) {
            const auto match = matcher.find(text, from);
            const std::size_t end = match ? match->begin : text.size();
            if (end > from) LACUNA_TRY_VOID(plain(text.substr(from, end - from)));
            if (!match) break;
            ids.push_back(TokenId{match->token->id});
            from = end + match->token->content.size();
        }
        return {};
    }

    VocabularyFiles files;
    AddedTokenMatcher beforeNfc,
        afterNfc;  // the published tokenizer looks for its special tokens before it normalises
    std::unordered_map<std::uint32_t, const AddedToken*> addedById;
    TokenId end = 0;
    mutable std::mutex cacheMutex;
    mutable PieceCache cache;
};

Tokenizer::Tokenizer(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Tokenizer::~Tokenizer() = default;

Result<std::shared_ptr<const Tokenizer>> Tokenizer::open(const std::filesystem::path& folder) {
    LACUNA_TRY(VocabularyFiles files, readVocabularyFiles(folder));
    return std::shared_ptr<const Tokenizer>(new Tokenizer(std::make_unique<Tables>(std::move(files))));
}

Result<std::vector<TokenId>> Tokenizer::encode(std::string_view utf8) const {
    if (utf8.size() > kMaxTextBytes) {
        return fail(ErrorKind::BadRequest,
                    "The prompt is longer than " + std::to_string(kMaxTextBytes) + " bytes. Shorten it.",
                    "prompt");
    }
    if (!isValidUtf8(utf8)) {
        return fail(ErrorKind::BadRequest,
                    "The prompt is not valid UTF-8. Save its text as UTF-8, or type it again.", "prompt");
    }
    std::vector<TokenId> ids;
    // Whoever finds the cache in use by another thread goes without it.
    std::unique_lock lock(tables_->cacheMutex, std::try_to_lock);
    PieceCache* cache = lock.owns_lock() ? &tables_->cache : nullptr;
    LACUNA_TRY_VOID(tables_->cut(utf8, tables_->beforeNfc, ids, [&](std::string_view part) -> Result<void> {
        LACUNA_TRY(const std::string normal, toNfc(part));
        return tables_->cut(normal, tables_->afterNfc, ids, [&](std::string_view plain) -> Result<void> {
            tables_->encodePlain(plain, cache, ids);
            return {};
        });
    }));
    return ids;
}

std::string Tokenizer::decode(std::span<const TokenId> ids, bool skipSpecial) const {
    std::string bytes;
    for (const TokenId id : ids) {
        const auto number = static_cast<std::uint32_t>(id);
        if (id < 0 || id >= tables_->end) {
            bytes += "\xEF\xBF\xBD";
        } else if (const auto added = tables_->addedById.find(number); added != tables_->addedById.end()) {
            if (!skipSpecial || !added->second->special) bytes += added->second->content;
        } else if (const std::string_view piece = tables_->files.model.pieces().piece(number);
                   !piece.empty()) {
            bytes += piece;
        } else {
            bytes += "\xEF\xBF\xBD";
        }
    }
    return replaceInvalidUtf8(bytes);
}

std::optional<TokenId> Tokenizer::idOf(std::string_view token) const {
    for (const AddedToken& added : tables_->files.added) {
        if (added.content == token) return TokenId{added.id};
    }
    std::string bytes;
    if (!appendSpelledBytes(token, bytes)) return std::nullopt;
    const auto id = tables_->files.model.pieces().find(bytes);
    return id ? std::optional<TokenId>(*id) : std::nullopt;
}

TokenId Tokenizer::vocabularySize() const {
    return tables_->end;
}

}  // namespace lacuna

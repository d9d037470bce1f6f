// The vocabulary and merge rules of a byte-level BPE, laid out so that loading 150,000 of them takes
// milliseconds and merging a piece takes one hash look-up for each pair of neighbours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/text/tokenizer.h"

namespace lacuna {

/// Raw bytes <-> id. Bytes lie in one buffer; the hash table holds ids and 32 bits of each hash.
class PieceTable {
  public:
    /// Room for about so many pieces of so many bytes in all.
    void reserve(std::size_t pieces, std::size_t bytes);
    /// False if the id or the bytes are already taken, or the piece is empty.
    bool add(std::string_view bytes, std::uint32_t id);
    std::optional<std::uint32_t> find(std::string_view bytes) const;
    /// Empty for ids that name nothing.
    std::string_view piece(std::uint32_t id) const;
    /// One more than the largest id.
    std::uint32_t endId() const { return static_cast<std::uint32_t>(spans_.size()); }
    std::size_t longest() const { return longest_; }

  private:
    struct Span {
        std::uint32_t offset = 0, length = 0;
    };
    struct Slot {
        std::uint32_t tag = 0, idPlusOne = 0;
    };
    void grow(std::size_t slots);

    std::string buffer_;
    std::vector<Span> spans_;
    std::vector<Slot> slots_;  // a power of two, at most two thirds full
    std::size_t used_ = 0;
    std::size_t longest_ = 0;
};

class BpeModel {
  public:
    explicit BpeModel(PieceTable pieces);

    /// "left right" of merges.txt as raw bytes, in rank order. `expectedId` is where the result usually lies.
    /// False if the result is not in the vocabulary.
    bool addMerge(std::string_view left, std::string_view right, std::uint32_t expectedId);

    /// Appends the ids of one piece of a pre-tokenised text: single bytes, then the merge of lowest rank,
    /// leftmost first, as long as there is one. O(n log n) for n bytes.
    void encode(std::string_view piece, std::vector<TokenId>& ids) const;

    const PieceTable& pieces() const { return pieces_; }
    /// The first byte value that the vocabulary lacks, if any: then not every text can be written.
    std::optional<int> missingByte() const;

  private:
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};
    struct Rule {
        std::uint32_t rank = kNone;
        std::uint32_t leftBytes = 0;
    };
    struct Merge {
        std::uint32_t rank, begin, middle, end;
        bool operator<(
            const Merge& other) const {  // for a heap whose top is the lowest rank, then the leftmost
            return rank != other.rank ? rank > other.rank : begin > other.begin;
        }
    };
    /// The rank of merging [begin, middle) with [middle, end), or kNone.
    std::uint32_t rankOf(std::string_view merged, std::size_t leftBytes) const;

    PieceTable pieces_;
    std::vector<Rule> rules_;  // by the id of the result
    // A result that several rules make: id << 32 | bytes of the left part -> rank. Published vocabularies
    // have none.
    std::unordered_map<std::uint64_t, std::uint32_t> moreRules_;
    std::uint32_t nextRank_ = 0;
};

}  // namespace lacuna

// See bpe_model.h. Merges are applied from a heap over a linked list: a piece of n bytes costs n log n.
#include "engine/text/bpe_model.h"

#include <algorithm>
#include <cstring>

namespace lacuna {
namespace {

/// Eight bytes at a time, each folded in by a multiplication (the mixing step of splitmix64). Not for
/// adversaries: a vocabulary that is made to collide only loads slowly.
std::uint64_t hashOf(std::string_view bytes) {
    std::uint64_t hash = 0x9E3779B97F4A7C15u ^ bytes.size();
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * 0xBF58476D1CE4E5B9u;
        hash ^= hash >> 29;
    };
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        mix(word);
    }
    if (left > 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, left);
        mix(word);
    }
    hash *= 0x94D049BB133111EBu;
    return hash ^ (hash >> 31);
}

}  // namespace

void PieceTable::reserve(std::size_t pieces, std::size_t bytes) {
    buffer_.reserve(bytes);
    spans_.reserve(pieces);
    std::size_t slots = 1024;
    while (slots * 2 < pieces * 3) slots *= 2;
    if (slots > slots_.size()) grow(slots);
}

void PieceTable::grow(std::size_t slots) {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(slots, Slot{});
    for (const Slot& slot : old) {
        if (slot.idPlusOne == 0) continue;
        std::size_t i = hashOf(piece(slot.idPlusOne - 1)) & (slots - 1);
        while (slots_[i].idPlusOne != 0) i = (i + 1) & (slots - 1);
        slots_[i] = slot;
    }
}

bool PieceTable::add(std::string_view bytes, std::uint32_t id) {
    if (bytes.empty() || !piece(id).empty()) return false;
    if ((used_ + 1) * 3 > slots_.size() * 2) grow(std::max<std::size_t>(1024, slots_.size() * 2));
    const std::uint64_t hash = hashOf(bytes);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    std::size_t i = hash & (slots_.size() - 1);
    for (; slots_[i].idPlusOne != 0; i = (i + 1) & (slots_.size() - 1)) {
        if (slots_[i].tag == tag && piece(slots_[i].idPlusOne - 1) == bytes) return false;
    }
    slots_[i] = {tag, id + 1};
    ++used_;
    if (id >= spans_.size()) spans_.resize(std::size_t(id) + 1);
    spans_[id] = {static_cast<std::uint32_t>(buffer_.size()), static_cast<std::uint32_t>(bytes.size())};
    buffer_ += bytes;
    longest_ = std::max(longest_, bytes.size());
    return true;
}

std::optional<std::uint32_t> PieceTable::find(std::string_view bytes) const {
    if (slots_.empty() || bytes.empty()) return std::nullopt;
    const std::uint64_t hash = hashOf(bytes);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    for (std::size_t i = hash & (slots_.size() - 1); slots_[i].idPlusOne != 0;
         i = (i + 1) & (slots_.size() - 1)) {
        if (slots_[i].tag == tag && piece(slots_[i].idPlusOne - 1) == bytes) return slots_[i].idPlusOne - 1;
    }
    return std::nullopt;
}

std::string_view PieceTable::piece(std::uint32_t id) const {
    return id < spans_.size() ? std::string_view(buffer_).substr(spans_[id].offset, spans_[id].length)
                              : std::string_view();
}

BpeModel::BpeModel(PieceTable pieces) : pieces_(std::move(pieces)), rules_(pieces_.endId()) {}

std::optional<int> BpeModel::missingByte() const {
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        if (!pieces_.find({&c, 1})) return byte;
    }
    return std::nullopt;
}

bool BpeModel::addMerge(std::string_view left, std::string_view right, std::uint32_t expectedId) {
    const std::uint32_t rank = nextRank_++;
    const std::size_t size = left.size() + right.size();
    std::uint32_t id = expectedId;
    const std::string_view expected = pieces_.piece(expectedId);
    if (expected.size() != size || !expected.starts_with(left) || !expected.ends_with(right)) {
        const auto found = pieces_.find(std::string(left) + std::string(right));
        if (!found) return false;
        id = *found;
    }
    if (rules_[id].rank == kNone) {
        rules_[id] = {rank, static_cast<std::uint32_t>(left.size())};
    } else if (rules_[id].leftBytes != left.size()) {
        moreRules_.try_emplace(std::uint64_t{id} << 32 | left.size(), rank);
    }
    return true;
}

std::uint32_t BpeModel::rankOf(std::string_view merged, std::size_t leftBytes) const {
    if (merged.size() > pieces_.longest()) return kNone;
    const auto id = pieces_.find(merged);
    if (!id || rules_[*id].rank == kNone) return kNone;
    if (rules_[*id].leftBytes == leftBytes) return rules_[*id].rank;
    if (moreRules_.empty()) return kNone;
    const auto more = moreRules_.find(std::uint64_t{*id} << 32 | leftBytes);
    return more == moreRules_.end() ? kNone : more->second;
}

void BpeModel::encode(std::string_view piece, std::vector<TokenId>& ids) const {
    // Part i of the piece is [i, next[i]); previous[] leads back. Only starts of parts that still exist are
    // looked at.
    const auto size = static_cast<std::uint32_t>(piece.size());
    thread_local std::vector<std::uint32_t> next, previous;
    thread_local std::vector<Merge> heap;
    next.resize(size + 1);
    previous.resize(size + 1);
    heap.clear();
    for (std::uint32_t i = 0; i <= size; ++i) {
        next[i] = i + 1;
        previous[i] = i - 1;  // kNone at the first
    }
    const auto offer = [&](std::uint32_t begin, std::uint32_t middle) {
        if (middle >= size) return;
        const std::uint32_t end = next[middle];
        const std::uint32_t rank = rankOf(piece.substr(begin, end - begin), middle - begin);
        if (rank == kNone) return;
        heap.push_back({rank, begin, middle, end});
        std::push_heap(heap.begin(), heap.end());
    };
    for (std::uint32_t i = 0; i + 1 < size; ++i) offer(i, i + 1);
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end());
        const Merge merge = heap.back();
        heap.pop_back();
        // Stale when either part has been merged with another since.
        if (next[merge.begin] != merge.middle || next[merge.middle] != merge.end) continue;
        next[merge.begin] = merge.end;
        next[merge.middle] = kNone;
        if (merge.end < size) previous[merge.end] = merge.begin;
        offer(merge.begin, merge.end);
        if (merge.begin > 0) offer(previous[merge.begin], merge.begin);
    }
    for (std::uint32_t i = 0; i < size; i = next[i]) {
        // Every part is a byte or a merge's result, and both are in the vocabulary.
        ids.push_back(static_cast<TokenId>(*pieces_.find(piece.substr(i, next[i] - i))));
    }
}

}  // namespace lacuna

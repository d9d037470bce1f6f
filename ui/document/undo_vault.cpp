// See undo_vault.h.
#include "ui/document/undo_vault.h"

#include <QtCore/QDir>

#include "engine/base/check.h"

namespace lacuna {

class KeptTile {
  public:
    TilePtr tile;                    ///< null while spilled
    const Tile* identity = nullptr;  ///< key in the vault's index while in memory
    PixelFormat format = PixelFormat::Rgba8;
    qint64 offset = -1;  ///< in the file; kept after reading back, so that spilling again is free
};

namespace {
/// Below this much news a check would cost more than it could free.
constexpr std::size_t kCheckEvery = std::size_t(8) << 20;

bool onlyUndoHolds(const KeptTile& kept) {
    return kept.tile && kept.tile.use_count() == 1;
}
}  // namespace

UndoVault::UndoVault(std::size_t budgetBytes)
    : budget_(budgetBytes), file_(QDir::tempPath() + QStringLiteral("/lacuna-undo-XXXXXX")) {}

UndoVault::~UndoVault() = default;

std::shared_ptr<KeptTile> UndoVault::keep(const TilePtr& tile) {
    if (!tile) return nullptr;
    auto& known = byTile_[tile.get()];
    if (auto kept = known.lock(); kept && kept->tile == tile) return kept;
    auto kept = std::make_shared<KeptTile>();
    kept->tile = tile;
    kept->identity = tile.get();
    kept->format = tile->format();
    known = kept;
    oldestFirst_.push_back(kept);
    keptSinceCheck_ += tile->bytes();
    return kept;
}

TilePtr UndoVault::tile(const std::shared_ptr<KeptTile>& kept) {
    if (!kept) return nullptr;
    return kept->tile ? kept->tile : load(kept);
}

TilePtr UndoVault::load(const std::shared_ptr<KeptTile>& kept) {
    Bitmap pixels({kTileSide, kTileSide}, kept->format);
    const auto size = qint64(pixels.bytes().size());
    if (!file_.seek(kept->offset) ||
        file_.read(reinterpret_cast<char*>(pixels.bytes().data()), size) != size) {
        readFailed_ = true;
        return nullptr;
    }
    kept->tile = Tile::make(std::move(pixels));
    kept->identity = kept->tile.get();
    byTile_[kept->identity] = kept;
    keptSinceCheck_ += kept->tile->bytes();
    return kept->tile;
}

void UndoVault::setBudget(std::size_t bytes) {
    budget_ = bytes;
    keptSinceCheck_ = kCheckEvery;
    enforceBudget();
}

std::size_t UndoVault::residentBytes() const {
    std::size_t sum = 0;
    for (const auto& weak : oldestFirst_) {
        if (const auto kept = weak.lock(); kept && onlyUndoHolds(*kept)) sum += kept->tile->bytes();
    }
    return sum;
}

void UndoVault::enforceBudget() {
    if (keptSinceCheck_ < std::min(kCheckEvery, budget_ / 4)) return;
    keptSinceCheck_ = 0;
    std::erase_if(oldestFirst_, [](const auto& weak) { return weak.expired(); });
    std::erase_if(byTile_, [](const auto& item) { return item.second.expired(); });
    std::size_t resident = residentBytes();
    for (const auto& weak : oldestFirst_) {
        if (resident <= budget_) return;
        const auto kept = weak.lock();
        if (!kept || !onlyUndoHolds(*kept) || kept->tile->isUniform()) continue;
        const std::size_t bytes = kept->tile->bytes();
        if (!spill(*kept)) return;  // a full disk: stay in memory rather than lose a step
        resident -= bytes;
    }
}

bool UndoVault::spill(KeptTile& kept) {
    if (kept.offset < 0) {
        if (!file_.isOpen() && !file_.open()) return false;
        const ConstView view = kept.tile->view();
        const auto size = qint64(view.stride()) * kTileSide;
        if (!file_.seek(qint64(fileEnd_)) ||
            file_.write(reinterpret_cast<const char*>(view.data()), size) != size || !file_.flush()) {
            return false;
        }
        kept.offset = qint64(fileEnd_);
        fileEnd_ += std::size_t(size);
    }
    byTile_.erase(kept.identity);
    kept.tile.reset();
    kept.identity = nullptr;
    return true;
}

}  // namespace lacuna

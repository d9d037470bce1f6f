// Undo keeps the tiles that edits replaced. When those that only undo still holds outgrow a budget, the
// oldest are written to a temporary file and read back when a step needs them, so that hundreds of steps on a
// large poster do not eat the memory of the poster.
#pragma once

#include <QtCore/QTemporaryFile>
#include <cstdint>
#include <deque>
#include <memory>
#include <unordered_map>

#include "ui/document/tile.h"

namespace lacuna {

/// A tile in memory or in the vault's file. Null is a tile too: the background.
class KeptTile;

/// GUI thread only.
class UndoVault {
  public:
    explicit UndoVault(std::size_t budgetBytes = std::size_t(512) << 20);
    ~UndoVault();

    /// The same tile gives the same keeper, so two steps that share a tile store it once.
    std::shared_ptr<KeptTile> keep(const TilePtr& tile);
    /// Back in memory. Null for the background, or when the file can no longer be read (then the pixels are
    /// lost; see readFailed).
    TilePtr tile(const std::shared_ptr<KeptTile>& kept);

    void setBudget(std::size_t bytes);
    /// Memory of tiles that nothing but undo holds.
    std::size_t residentBytes() const;
    std::size_t spilledBytes() const { return fileEnd_; }
    bool readFailed() const { return readFailed_; }
    /// Moves old tiles to the file until the budget holds. Cheap when little was kept since the last call.
    void enforceBudget();

  private:
    bool spill(KeptTile& kept);
    TilePtr load(const std::shared_ptr<KeptTile>& kept);

    std::size_t budget_;
    std::size_t keptSinceCheck_ = 0;
    std::deque<std::weak_ptr<KeptTile>> oldestFirst_;
    std::unordered_map<const Tile*, std::weak_ptr<KeptTile>> byTile_;
    QTemporaryFile file_;
    std::size_t fileEnd_ = 0;
    bool readFailed_ = false;
};

}  // namespace lacuna

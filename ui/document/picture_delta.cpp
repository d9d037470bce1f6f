// See picture_delta.h. Stores share tiles, so most are told apart by address; pixels are compared where that
// differs.
#include "ui/document/picture_delta.h"

#include <algorithm>
#include <map>

#include "engine/base/check.h"

namespace lacuna {
namespace {

/// Calls use(index, tileBefore, tileAfter) where two stores hold different tiles; null stands for the
/// background.
template <class Use>
void forEachDifferentTile(const TileStore& before, const TileStore& after, Use use) {
    const auto& a = before.tiles();
    const auto& b = after.tiles();
    if (&a == &b) return;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        if (j == b.size() || (i < a.size() && a[i].first < b[j].first)) {
            use(a[i].first, a[i].second, TilePtr());
            ++i;
        } else if (i == a.size() || b[j].first < a[i].first) {
            use(b[j].first, TilePtr(), b[j].second);
            ++j;
        } else {
            if (a[i].second != b[j].second) use(a[i].first, a[i].second, b[j].second);
            ++i, ++j;
        }
    }
}

/// Same format and background, so that tiles of one mean the same in the other.
bool comparable(const TileStore& a, const TileStore& b) {
    return a.format() == b.format() && a.background() == b.background();
}
TileStore emptyLike(const TileStore& store) {
    return TileStore(store.format(), store.background());
}

TileChanges changesBetween(const TileStore& before, const TileStore& after, UndoVault& vault) {
    TileChanges changes;
    forEachDifferentTile(before, after, [&](TileIndex index, const TilePtr& a, const TilePtr& b) {
        changes.push_back({index, vault.keep(a), vault.keep(b)});
    });
    return changes;
}

/// A change of format or background replaces all tiles: first all of the old, then all of the new, matched by
/// index.
TileChanges allChanges(const TileStore* before, const TileStore* after, UndoVault& vault) {
    if (before && after && comparable(*before, *after)) return changesBetween(*before, *after, vault);
    std::map<TileIndex, TileChange> byIndex;
    if (before) {
        for (const auto& [index, tile] : before->tiles()) byIndex[index] = {index, vault.keep(tile), nullptr};
    }
    if (after) {
        for (const auto& [index, tile] : after->tiles()) {
            auto& change = byIndex[index];
            change.index = index;
            change.after = vault.keep(tile);
        }
    }
    TileChanges changes;
    for (auto& [index, change] : byIndex) changes.push_back(std::move(change));
    return changes;
}

LayerPtr shellOf(const LayerPtr& layer) {
    if (!layer) return nullptr;
    auto shell = std::make_shared<Layer>(*layer);
    shell->pixels = emptyLike(layer->pixels);
    if (layer->mask) shell->mask = emptyLike(*layer->mask);
    return shell;
}

PictureDelta::Frame frameOf(const Picture& picture) {
    PictureDelta::Frame frame{picture.size, picture.dpi, {}};
    for (const LayerPtr& layer : picture.layers) frame.order.push_back(layer->id);
    return frame;
}

const TileStore* maskOf(const LayerPtr& layer) {
    return layer && layer->mask ? &*layer->mask : nullptr;
}

LayerChange changeOf(LayerId id, const LayerPtr& before, const LayerPtr& after, UndoVault& vault) {
    LayerChange change{id, shellOf(before), shellOf(after), {}, {}};
    change.pixels = allChanges(before ? &before->pixels : nullptr, after ? &after->pixels : nullptr, vault);
    change.mask = allChanges(maskOf(before), maskOf(after), vault);
    return change;
}

/// `target` is empty or a store of the same kind as `present`; the tiles that do not change come from
/// `present`.
TileStore changedStore(const TileStore& target, const TileStore* present, const TileChanges& changes,
                       Direction direction, UndoVault& vault) {
    TileStore store = present && comparable(*present, target) ? *present : emptyLike(target);
    std::vector<TileStore::Entry> entries;
    entries.reserve(changes.size());
    for (const TileChange& change : changes) {
        entries.emplace_back(change.index,
                             vault.tile(direction == Direction::Forward ? change.after : change.before));
    }
    store.setTiles(std::move(entries));
    return store;
}

LayerPtr changedLayer(const LayerPtr& present, const LayerChange& change, Direction direction,
                      UndoVault& vault) {
    const LayerPtr& shell = direction == Direction::Forward ? change.after : change.before;
    if (!shell) return nullptr;
    auto layer = std::make_shared<Layer>(*shell);
    layer->pixels =
        changedStore(shell->pixels, present ? &present->pixels : nullptr, change.pixels, direction, vault);
    if (shell->mask) layer->mask = changedStore(*shell->mask, maskOf(present), change.mask, direction, vault);
    return layer;
}

TileChanges joinedChanges(const TileChanges& first, const TileChanges& next) {
    TileChanges all;
    all.reserve(first.size() + next.size());
    for (std::size_t i = 0, j = 0; i < first.size() || j < next.size();) {
        if (j == next.size() || (i < first.size() && first[i].index < next[j].index)) {
            all.push_back(first[i++]);
        } else if (i == first.size() || next[j].index < first[i].index) {
            all.push_back(next[j++]);
        } else {
            if (first[i].before != next[j].after)
                all.push_back({first[i].index, first[i].before, next[j].after});
            ++i, ++j;
        }
    }
    return all;
}

/// The pixels in which two tiles differ.
Rect differingPixels(const Tile& a, const Tile& b) {
    const ConstView left = a.view(), right = b.view();
    const auto rowBytes = std::size_t(kTileSide) * std::size_t(bytesPerPixel(a.format()));
    Rect bounds;
    for (int y = 0; y < kTileSide; ++y) {
        const auto* p = left.row<std::byte>(y);
        const auto* q = right.row<std::byte>(y);
        const auto from = std::mismatch(p, p + rowBytes, q);
        if (from.first == p + rowBytes) continue;
        std::size_t last = rowBytes;
        while (p[last - 1] == q[last - 1]) --last;
        const int pixel = bytesPerPixel(a.format());
        const int first = int(from.first - p) / pixel, end = (int(last) + pixel - 1) / pixel;
        bounds = bounds.united({first, y, end - first, 1});
    }
    return bounds;
}

/// Beyond this many tiles their bounds are good enough, and looking at every pixel is not.
constexpr int kExactTiles = 24;

Rect differingArea(const TileStore& before, const TileStore& after) {
    if (!comparable(before, after)) return before.tileBounds().united(after.tileBounds());
    int count = 0;
    forEachDifferentTile(before, after, [&](TileIndex, const TilePtr&, const TilePtr&) { ++count; });
    Rect area;
    forEachDifferentTile(before, after, [&](TileIndex index, const TilePtr&, const TilePtr&) {
        const Rect whole = index.rect();
        if (area.contains(whole)) return;
        const Rect part = count > kExactTiles ? Rect{0, 0, kTileSide, kTileSide}
                                              : differingPixels(*before.tile(index), *after.tile(index));
        if (!part.empty()) area = area.united(part.translated(whole.x, whole.y));
    });
    return area;
}

Rect seenBounds(const LayerPtr& layer) {
    return layer && layer->visible ? layer->bounds() : Rect{};
}

bool sameProperties(const Layer& a, const Layer& b) {
    return a.name == b.name && a.x == b.x && a.y == b.y && a.opacity == b.opacity && a.blend == b.blend &&
           a.visible == b.visible && a.locked == b.locked && a.maskEnabled == b.maskEnabled &&
           a.mask.has_value() == b.mask.has_value() && a.generation == b.generation &&
           a.pixels.format() == b.pixels.format();
}
bool looksTheSameAround(const Layer& a, const Layer& b) {
    return a.x == b.x && a.y == b.y && a.opacity == b.opacity && a.blend == b.blend &&
           a.visible == b.visible && a.hasActiveMask() == b.hasActiveMask() &&
           a.pixels.format() == b.pixels.format();
}

void compareLayer(const LayerPtr& before, const LayerPtr& after, Differences& found) {
    if (before == after) return;
    if (!before || !after) {
        found.layerList = true;
        found.seen = found.seen.united(seenBounds(before)).united(seenBounds(after));
        return;
    }
    if (!sameProperties(*before, *after)) found.layerList = true;
    if (!looksTheSameAround(*before, *after))
        found.seen = found.seen.united(seenBounds(before)).united(seenBounds(after));
    Rect area = differingArea(before->pixels, after->pixels);
    if (before->mask && after->mask) area = area.united(differingArea(*before->mask, *after->mask));
    if (area.empty() && before->mask.has_value() == after->mask.has_value()) return;
    found.pixelsOf.push_back(after->id);
    if (after->visible) found.seen = found.seen.united(area.translated(after->x, after->y));
}

}  // namespace

PictureDelta difference(const Picture& before, const Picture& after, UndoVault& vault) {
    PictureDelta delta{frameOf(before), frameOf(after), {}, {}};
    for (const LayerPtr& layer : before.layers) {
        const LayerPtr now = after.find(layer->id);
        if (now != layer) delta.layers.push_back(changeOf(layer->id, layer, now, vault));
    }
    for (const LayerPtr& layer : after.layers) {
        if (before.indexOf(layer->id) < 0) delta.layers.push_back(changeOf(layer->id, nullptr, layer, vault));
    }
    delta.mask = changesBetween(before.mask, after.mask, vault);
    return delta;
}

Picture applied(const Picture& picture, const PictureDelta& delta, Direction direction, UndoVault& vault) {
    const PictureDelta::Frame& frame = direction == Direction::Forward ? delta.after : delta.before;
    Picture result;
    result.size = frame.size;
    result.dpi = frame.dpi;
    for (const LayerId id : frame.order) {
        const LayerPtr present = picture.find(id);
        const auto change = std::ranges::find(delta.layers, id, &LayerChange::id);
        LayerPtr layer =
            change == delta.layers.end() ? present : changedLayer(present, *change, direction, vault);
        LACUNA_CHECK(layer != nullptr);
        result.layers.push_back(std::move(layer));
    }
    result.mask = changedStore(picture.mask, &picture.mask, delta.mask, direction, vault);
    return result;
}

PictureDelta joined(PictureDelta first, const PictureDelta& next) {
    first.after = next.after;
    first.mask = joinedChanges(first.mask, next.mask);
    for (const LayerChange& change : next.layers) {
        const auto known = std::ranges::find(first.layers, change.id, &LayerChange::id);
        if (known == first.layers.end()) {
            first.layers.push_back(change);
            continue;
        }
        known->after = change.after;
        known->pixels = joinedChanges(known->pixels, change.pixels);
        known->mask = joinedChanges(known->mask, change.mask);
    }
    return first;
}

Differences compare(const Picture& before, const Picture& after) {
    Differences found;
    if (frameOf(before).order != frameOf(after).order) {
        found.layerList = true;
        for (std::size_t i = 0; i < std::max(before.layers.size(), after.layers.size()); ++i) {
            const LayerPtr old = i < before.layers.size() ? before.layers[i] : nullptr;
            const LayerPtr now = i < after.layers.size() ? after.layers[i] : nullptr;
            if (old && now && old->id == now->id) continue;
            // Where only one layer came or went, those above it kept their order and look as before.
            if (before.layers.size() == after.layers.size())
                found.seen = found.seen.united(seenBounds(old)).united(seenBounds(now));
        }
    }
    for (const LayerPtr& layer : before.layers) compareLayer(layer, after.find(layer->id), found);
    for (const LayerPtr& layer : after.layers) {
        if (before.indexOf(layer->id) < 0) compareLayer(nullptr, layer, found);
    }
    found.mask = differingArea(before.mask, after.mask);
    const Rect pages = before.page().united(after.page());
    if (before.size != after.size) {
        found.seen = found.mask = pages;
    }
    found.seen = found.seen.intersected(pages);
    found.mask = found.mask.intersected(pages);
    return found;
}

}  // namespace lacuna

// See document.h: how a picture is shown, pushed and announced. The edits themselves are in layer_edits and
// mask_edits.
#include "ui/document/document.h"

#include <algorithm>
#include <atomic>

#include "ui/document/image_conversion.h"
#include "ui/document/layer_edits.h"
#include "ui/document/picture_command.h"
#include "ui/document/picture_delta.h"
#include "ui/document/undo_vault.h"

namespace lacuna {

Document::Document(QObject* parent) : QObject(parent), vault_(std::make_shared<UndoVault>()) {}

Document::Document(Picture picture, QObject* parent) : Document(parent) {
    reset(std::move(picture));
}

Document::~Document() {
    undo_.clear();
}

void Document::reset(Picture picture, const QString& path) {
    undo_.clear();
    vault_ = std::make_shared<UndoVault>();
    picture_ = std::move(picture);
    active_ = picture_.layers.empty() ? LayerId{} : picture_.layers.back()->id;
    revision_ = firstRevision_ = savedRevision_ = ++lastRevision_;
    wasModified_ = false;
    path_ = path;
    Q_EMIT wasReset();
    Q_EMIT sizeChanged(picture_.size);
    Q_EMIT layersChanged();
    Q_EMIT activeLayerChanged(active_);
    Q_EMIT changed(toQRect(picture_.page()));
    Q_EMIT maskChanged(toQRect(picture_.page()));
    Q_EMIT filePathChanged(path_);
    Q_EMIT modifiedChanged(false);
    Q_EMIT revisionChanged(revision_);
}

Snapshot Document::snapshot() const {
    Snapshot snapshot;
    static_cast<Picture&>(snapshot) = picture_;
    snapshot.revision = revision_;
    return snapshot;
}

void Document::setActiveLayer(LayerId id) {
    if (active_ == id || (id && !picture_.find(id))) return;
    active_ = id;
    Q_EMIT activeLayerChanged(active_);
}

bool Document::hasMask() const {
    return !picture_.mask.empty() && !maskBounds().empty();
}

void Document::setFilePath(const QString& path) {
    if (path_ == path) return;
    path_ = path;
    Q_EMIT filePathChanged(path_);
}

bool Document::markSaved(std::uint64_t revision) {
    if (revision < firstRevision_) return false;
    savedRevision_ = revision;
    announceModified();
    return true;
}

void Document::markUnsaved() {
    savedRevision_ = 0;
    announceModified();
}

void Document::announceModified() {
    const bool modified = isModified();
    if (modified == wasModified_) return;
    wasModified_ = modified;
    Q_EMIT modifiedChanged(modified);
}

void Document::setUndoMemory(std::size_t bytes) {
    vault_->setBudget(bytes);
}
std::size_t Document::undoMemory() const {
    return vault_->residentBytes();
}

std::uint64_t Document::newDrag() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

void Document::push(const QString& text, Picture after, std::uint64_t merge, LayerId activate) {
    PictureDelta delta = difference(picture_, after, *vault_);
    if (delta.empty()) return;
    const PictureCommand::End before{revision_, active_}, now{++lastRevision_, activate ? activate : active_};
    undo_.push(new PictureCommand(text, *this, std::move(delta), before, now, merge));
    vault_->enforceBudget();
}

void Document::show(Picture picture, std::uint64_t revision, LayerId active) {
    const Differences found = compare(picture_, picture);
    const bool resized = picture_.size != picture.size;
    std::swap(picture_, picture);  // the old picture goes when this call ends
    revision_ = revision;
    const int activeIndex = picture_.indexOf(active);
    if (activeIndex < 0) {
        // The active layer is gone: the one that took its place, else the topmost.
        const int place = std::min(std::max(picture.indexOf(active) - 1, 0), int(picture_.layers.size()) - 1);
        active = place < 0 ? LayerId{} : picture_.layers[std::size_t(place)]->id;
    }
    const bool activeMoved = active_ != active;
    active_ = active;
    if (resized) Q_EMIT sizeChanged(picture_.size);
    if (found.layerList) Q_EMIT layersChanged();
    if (activeMoved) Q_EMIT activeLayerChanged(active_);
    for (const LayerId id : found.pixelsOf) Q_EMIT layerPixelsChanged(id);
    if (!found.seen.empty()) Q_EMIT changed(toQRect(found.seen));
    if (!found.mask.empty()) Q_EMIT maskChanged(toQRect(found.mask));
    Q_EMIT revisionChanged(revision_);
    announceModified();
}

Result<LayerPtr> Document::editable(LayerId id) const {
    const LayerPtr layer = picture_.find(id);
    if (!layer) {
        return fail(ErrorKind::BadRequest,
                    tr("There is no such layer. Choose a layer in the Layers panel.").toStdString());
    }
    if (layer->locked) {
        return fail(ErrorKind::BadRequest, tr("The layer \"%1\" is locked. Unlock it in the Layers panel.")
                                               .arg(QString::fromStdString(layer->name))
                                               .toStdString());
    }
    return layer;
}

Result<LayerPtr> Document::paintable(LayerId id) const {
    LACUNA_TRY(const LayerPtr layer, editable(id));
    if (!layer->visible) {
        return fail(ErrorKind::BadRequest,
                    tr("The layer \"%1\" is hidden. Show it in the Layers panel, or choose another layer.")
                        .arg(QString::fromStdString(layer->name))
                        .toStdString());
    }
    return layer;
}

void Document::replaceLayer(const QString& text, Layer layer, std::uint64_t merge) {
    push(text, withLayer(picture_, std::move(layer)), merge);
}

}  // namespace lacuna

// The editable picture. It says what the person does (paintMask, acceptCandidate, ...), makes each of them
// one step of its undo stack, and announces what changed. It lives on the GUI thread; other threads get a
// Snapshot.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtGui/QUndoStack>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/brush.h"
#include "engine/image/mask_ops.h"
#include "ui/document/picture.h"

namespace lacuna {

class UndoVault;

/// A run of dabs in document coordinates. Segments with the same drag number, one after the other, are one
/// undo step.
struct Stroke {
    std::uint64_t drag = 0;  ///< from Document::newDrag(); 0 never merges
    std::vector<Dab> dabs;
    DabMode mode = DabMode::Paint;
};

struct AcceptOptions {
    /// Further candidates to keep inside the layer (Shift), reachable with showCandidate.
    std::vector<Candidate> alsoKeep;
    /// Extends the page first (outpainting), in the same undo step. The candidate's placement is then in
    /// coordinates of the old page: it may be negative.
    Margins extendPage;
    /// Puts the result into this generative layer instead of a new one; its older candidates stay inside.
    std::optional<LayerId> into;
    bool clearMask = false;  ///< also empties the repaint mask
};

class Document : public QObject {
    Q_OBJECT
  public:
    explicit Document(QObject* parent = nullptr);
    explicit Document(Picture picture, QObject* parent = nullptr);
    ~Document() override;

    /// Another picture takes this one's place: undo is emptied, nothing is modified. `path` is empty for a
    /// new picture.
    void reset(Picture picture, const QString& path = {});

    // --- what it holds ---
    const Picture& picture() const { return picture_; }
    Snapshot snapshot() const;
    /// Names the content: an edit gives a new number, undo brings the old one back.
    std::uint64_t revision() const { return revision_; }
    Size size() const { return picture_.size; }
    double dpi() const { return picture_.dpi; }
    bool isEmpty() const { return picture_.size.empty(); }  ///< no page yet
    const std::vector<LayerPtr>& layers() const { return picture_.layers; }
    LayerPtr layer(LayerId id) const { return picture_.find(id); }
    LayerId activeLayer() const { return active_; }
    void setActiveLayer(LayerId id);
    bool hasMask() const;
    Rect maskBounds() const { return lacuna::maskBounds(picture_); }

    // --- file ---
    QString filePath() const { return path_; }
    void setFilePath(const QString& path);
    bool isModified() const { return revision_ != savedRevision_; }
    /// What was written: the file holds this revision, whatever has been edited since.
    /// False, and nothing happens, when that revision was of an earlier picture (see reset).
    bool markSaved(std::uint64_t revision);
    /// Counts as modified until saved (for example a picture that was pasted or imported).
    void markUnsaved();

    // --- undo ---
    QUndoStack* undoStack() { return &undo_; }
    /// Tiles of old steps beyond this much memory move to a temporary file. Default 512 MiB.
    void setUndoMemory(std::size_t bytes);
    std::size_t undoMemory() const;
    /// A number for one press-drag-release.
    static std::uint64_t newDrag();
    /// Several edits as one step, e.g. { UndoGroup group(document, tr("Paste")); ... }
    class UndoGroup {
      public:
        UndoGroup(Document& document, const QString& text) : stack_(document.undo_) {
            stack_.beginMacro(text);
        }
        ~UndoGroup() { stack_.endMacro(); }
        UndoGroup(const UndoGroup&) = delete;
        UndoGroup& operator=(const UndoGroup&) = delete;

      private:
        QUndoStack& stack_;
    };

    // --- the repaint mask: each call is one undo step, none when nothing changes ---
    void paintMask(const Stroke& stroke);
    void clearMask();
    void invertMask();
    void selectWholePage();
    /// By a disc; negative shrinks.
    void growMask(int radiusPx);
    void featherMask(int widthPx);
    /// A rectangle with sub-pixel edges, in document coordinates.
    void fillMaskRect(const QRectF& rect, MaskCombine how = MaskCombine::Add);
    void fillMaskPolygon(std::span<const PointF> points, MaskCombine how = MaskCombine::Add);
    /// Gray8 pixels whose first lies at (x, y).
    void combineMask(const Image& mask, int x, int y, MaskCombine how = MaskCombine::Replace);
    /// The layer's (masked) alpha becomes the mask.
    void maskFromLayer(LayerId id, MaskCombine how = MaskCombine::Replace);

    // --- layers ---
    /// Above the active layer; becomes active.
    LayerId addLayer(const QString& name = {});
    /// Pixels as a new layer above the active one, its first pixel at (x, y).
    LayerId addImageLayer(const QString& name, const Image& image, int x, int y);
    void removeLayer(LayerId id);
    LayerId duplicateLayer(LayerId id);
    /// To a place counted from the bottom; clipped to the stack.
    void reorderLayer(LayerId id, int index);
    /// `merge` is a drag number: moves of one drag are one step.
    Result<void> moveLayer(LayerId id, int dx, int dy, std::uint64_t merge = 0);
    void setLayerOpacity(LayerId id, double opacity, std::uint64_t merge = 0);
    void setLayerBlend(LayerId id, BlendMode mode);
    void setLayerVisible(LayerId id, bool visible);
    void setLayerLocked(LayerId id, bool locked);
    void setLayerName(LayerId id, const QString& name);
    /// A mask that shows all, or the repaint mask's shape.
    void addLayerMask(LayerId id, bool fromRepaintMask = false);
    void removeLayerMask(LayerId id);
    void setLayerMaskEnabled(LayerId id, bool enabled);
    /// Errors: BadRequest when the layer is the lowest, or one of the two is locked.
    Result<void> mergeDown(LayerId id);
    /// All visible layers become one; hidden ones are dropped.
    void flatten();
    void setDepth(Depth depth);

    // --- painting on layers. Errors: BadRequest for locked, hidden or missing layers ---
    Result<void> paintLayer(LayerId id, const Stroke& stroke, Colour colour);
    Result<void> paintLayerMask(LayerId id, const Stroke& stroke);
    /// Erases (to transparent) what the repaint mask covers.
    Result<void> clearLayerUnderMask(LayerId id);

    // --- page ---
    /// Pixels added outside each edge, negative ones cut off; layers and mask stay where they are on the
    /// picture. Errors: BadRequest when nothing would be left or a side would exceed kMaxPageSide.
    Result<void> cropOrExtend(const Margins& margins);
    void setDpi(double dpi);

    // --- generation ---
    /// Adds the candidate as a masked layer that remembers prompt, seed and mask: one undo step. Pixels
    /// outside its mask are untouched. Errors: BadRequest when its pixels are missing or do not fit its
    /// placement, or `into` is no generative layer.
    Result<LayerId> acceptCandidate(const Candidate& candidate, const AcceptOptions& options = {});
    /// Shows another candidate of a generative layer.
    Result<void> showCandidate(LayerId id, int index);

  Q_SIGNALS:
    /// What is seen of the layers changed inside this part of the document.
    void changed(const QRect& documentRect);
    void maskChanged(const QRect& documentRect);
    /// Layers were added, removed, moved in the stack, or a property of one changed.
    void layersChanged();
    /// Pixels or mask of one layer changed (thumbnails).
    void layerPixelsChanged(lacuna::LayerId id);
    void activeLayerChanged(lacuna::LayerId id);
    void sizeChanged(lacuna::Size size);
    /// reset(): everything is another picture.
    void wasReset();
    void modifiedChanged(bool modified);
    void filePathChanged(const QString& path);
    void revisionChanged(std::uint64_t revision);

  private:
    friend class PictureCommand;
    /// Pushes one step from the present picture to `after`; nothing when they are the same.
    void push(const QString& text, Picture after, std::uint64_t merge = 0, LayerId activate = {});
    /// The only writer: shows `picture` and announces what differs.
    void show(Picture picture, std::uint64_t revision, LayerId active);
    void announceModified();
    void replaceLayer(const QString& text, Layer layer, std::uint64_t merge = 0);
    void editMask(const QString& text, const std::function<void(TileStore&)>& edit, std::uint64_t merge = 0);
    /// `change` says whether it changed anything.
    void changeProperty(LayerId id, const QString& text, const std::function<bool(Layer&)>& change,
                        std::uint64_t merge = 0);
    LayerId insertLayer(const QString& text, Layer layer);
    int placeAboveActive() const;
    /// The layer, if it exists and is not locked.
    Result<LayerPtr> editable(LayerId id) const;
    /// Also visible: nobody should paint on what they cannot see.
    Result<LayerPtr> paintable(LayerId id) const;
    static std::vector<Dab> inLayer(const Layer& layer, std::vector<Dab> dabs);

    Picture picture_;
    LayerId active_;
    std::uint64_t revision_ = 1;
    std::uint64_t lastRevision_ = 1;
    std::uint64_t firstRevision_ = 1;  ///< of the picture since reset()
    std::uint64_t savedRevision_ = 1;
    bool wasModified_ = false;
    QString path_;
    std::shared_ptr<UndoVault> vault_;
    QUndoStack undo_;
};

}  // namespace lacuna

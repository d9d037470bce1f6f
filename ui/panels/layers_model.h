// A document's layers as a list from the top down. It only shows: every change goes through the document, and
// comes back from it.
#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtGui/QImage>

#include "ui/document/document.h"

namespace lacuna {

/// "Multiply", in the person's language.
QString nameOf(BlendMode mode);

class LayersModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role {
        ThumbnailRole = Qt::UserRole,  ///< QImage
        MaskThumbnailRole,             ///< QImage, null without a mask
        VisibleRole,
        LockedRole,
        MaskEnabledRole,
        GenerativeRole,  ///< made by a model
        VariantsRole,    ///< how many candidates it keeps
        DetailRole,      ///< blend mode and opacity, empty when they are the usual ones
    };
    static constexpr int kThumbnailSide = 80;  ///< pixels; drawn half as large on a usual screen

    explicit LayersModel(QObject* parent = nullptr);
    void setDocument(Document* document);
    Document* document() const { return document_; }

    LayerPtr layerAt(int row) const;
    LayerPtr layerAt(const QModelIndex& index) const {
        return index.isValid() ? layerAt(index.row()) : nullptr;
    }
    int rowOf(LayerId id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    /// A drag in the list: reorders the document's layers.
    bool moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to,
                  int destination) override;

  Q_SIGNALS:
    /// Rows were made anew; selection has to be set again.
    void rebuilt();

  private:
    void takeLayers();
    void refreshThumbnails();
    QString toolTipOf(const Layer& layer) const;
    QString accessibleTextOf(const Layer& layer) const;

    struct Thumbnails {
        QImage pixels;
        QImage mask;
    };
    QPointer<Document> document_;
    std::vector<LayerPtr> layers_;  ///< from the top down
    mutable QHash<quint64, Thumbnails> thumbnails_;
    QSet<quint64> stale_;
    QTimer refresh_;
};

}  // namespace lacuna

// The layers dock: what designers expect of one. It shows a document's layers from the top down and edits
// them through the document, so every click is one undo step.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>
#include <memory>

#include "ui/document/document.h"

namespace lacuna {

class LayersPanel : public QWidget {
    Q_OBJECT
  public:
    explicit LayersPanel(QWidget* parent = nullptr);
    ~LayersPanel() override;
    /// Null shows an empty list. The document must outlive the panel or be taken away first.
    void setDocument(Document* document);

  Q_SIGNALS:
    /// An edit was refused (a locked layer, nothing below to merge into).
    void refused(const lacuna::Error& error);

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace lacuna

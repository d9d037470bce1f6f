// The one undo command: it knows the picture before and after as a delta. Commands of one drag merge.
#pragma once

#include <QtGui/QUndoCommand>

#include "ui/document/document.h"
#include "ui/document/picture_delta.h"

namespace lacuna {

class PictureCommand : public QUndoCommand {
  public:
    struct End {
        std::uint64_t revision = 0;
        LayerId active;
    };
    PictureCommand(const QString& text, Document& document, PictureDelta delta, End before, End after,
                   std::uint64_t drag);

    int id() const override;
    bool mergeWith(const QUndoCommand* next) override;
    void undo() override;
    void redo() override;

  private:
    Document& document_;
    PictureDelta delta_;
    End before_;
    End after_;
    std::uint64_t drag_;
};

}  // namespace lacuna

// See picture_command.h.
#include "ui/document/picture_command.h"

namespace lacuna {

PictureCommand::PictureCommand(const QString& text, Document& document, PictureDelta delta, End before,
                               End after, std::uint64_t drag)
    : QUndoCommand(text),
      document_(document),
      delta_(std::move(delta)),
      before_(before),
      after_(after),
      drag_(drag) {}

// Qt asks mergeWith only between equal ids other than -1; the drag's own number is compared there.
int PictureCommand::id() const {
    return drag_ ? 1 : -1;
}

bool PictureCommand::mergeWith(const QUndoCommand* next) {
    const auto* command = dynamic_cast<const PictureCommand*>(next);
    if (!command || command->drag_ != drag_) return false;
    delta_ = joined(std::move(delta_), command->delta_);
    after_ = command->after_;
    return true;
}

void PictureCommand::undo() {
    document_.show(applied(document_.picture_, delta_, Direction::Back, *document_.vault_), before_.revision,
                   before_.active);
}

void PictureCommand::redo() {
    document_.show(applied(document_.picture_, delta_, Direction::Forward, *document_.vault_),
                   after_.revision, after_.active);
}

}  // namespace lacuna

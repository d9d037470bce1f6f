// See prompt_edit.h.
#include "ui/panels/prompt_edit.h"

#include <QtCore/QMimeData>
#include <QtCore/QSignalBlocker>
#include <QtGui/QInputMethodEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextBlock>
#include <algorithm>
#include <cmath>

namespace lacuna {

PromptEdit::PromptEdit(int fewestLines, int mostLines, QWidget* parent)
    : QPlainTextEdit(parent), fewestLines_(fewestLines), mostLines_(mostLines) {
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(6);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { Q_EMIT edited(toPlainText()); });
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this] { updateGeometry(); });
}

void PromptEdit::setHistory(const QStringList& history) {
    if (history == history_) return;
    history_ = history;
    place_ = -1;
}

void PromptEdit::showText(const QString& text) {
    if (composing_ || text == toPlainText()) return;
    const QSignalBlocker blocker(this);
    setPlainText(text);
    moveCursor(QTextCursor::End);
    updateGeometry();
}

int PromptEdit::heightOf(int lines) const {
    return int(std::ceil(lines * fontMetrics().lineSpacing() + 2 * document()->documentMargin())) +
           2 * frameWidth() + 4;
}

QSize PromptEdit::sizeHint() const {
    // A plain text document measures its height in lines.
    const int lines = int(std::ceil(document()->documentLayout()->documentSize().height()));
    return {QPlainTextEdit::sizeHint().width(), heightOf(std::clamp(lines, fewestLines_, mostLines_))};
}

void PromptEdit::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (composing_) {
        if (enter) return;  // belongs to the input method, also when it lets the key through
    } else {
        const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
        if (enter && modifiers == Qt::ShiftModifier) {
            event->accept();
            Q_EMIT generateRequested();
            return;
        }
        if (modifiers == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
            event->accept();
            walkHistory(event->key() == Qt::Key_Up ? -1 : 1);
            return;
        }
        if (event->key() == Qt::Key_Escape) {
            event->ignore();  // the window's: cancel, leave review
            return;
        }
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PromptEdit::inputMethodEvent(QInputMethodEvent* event) {
    composing_ = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void PromptEdit::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) updateGeometry();
}

void PromptEdit::insertFromMimeData(const QMimeData* source) {
    if (source && !source->formats().isEmpty()) QPlainTextEdit::insertFromMimeData(source);
}

void PromptEdit::walkHistory(int direction) {
    if (history_.isEmpty()) return;
    if (place_ < 0) {
        if (direction > 0) return;
        draft_ = toPlainText();
        place_ = int(history_.size());
        // The prompt that stands there may itself be the newest of the history.
        if (history_.last() == draft_) --place_;
    }
    place_ += direction;
    if (place_ >= history_.size()) {
        place_ = -1;
    } else {
        place_ = std::max(place_, 0);
    }
    const int place = place_;
    setPlainText(place < 0 ? draft_ : history_.at(place));
    moveCursor(QTextCursor::End);
    place_ = place;
}

}  // namespace lacuna

// The prompt's text field: grows with the text up to a limit, keeps out of the way of input methods, walks
// through earlier prompts.
#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QPlainTextEdit>

namespace lacuna {

class PromptEdit : public QPlainTextEdit {
    Q_OBJECT
  public:
    PromptEdit(int fewestLines, int mostLines, QWidget* parent = nullptr);

    /// Oldest first. Alt+Up goes back through it, Alt+Down forward again to what was being written.
    void setHistory(const QStringList& history);
    /// Replaces the text without a signal and without losing the cursor when it is the same.
    void showText(const QString& text);
    bool isComposing() const { return composing_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {96, sizeHint().height()}; }

  Q_SIGNALS:
    /// Shift+Enter; Ctrl+Enter is the window's.
    void generateRequested();
    void edited(const QString& text);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void changeEvent(QEvent* event) override;
    /// An empty clipboard pastes nothing; Qt 6.4 reads the first of its formats without asking whether there
    /// is one.
    void insertFromMimeData(const QMimeData* source) override;

  private:
    void walkHistory(int direction);
    int heightOf(int lines) const;

    int fewestLines_, mostLines_;
    QStringList history_;
    int place_ = -1;  ///< in the history; -1 = the draft
    QString draft_;
    bool composing_ = false;
};

}  // namespace lacuna

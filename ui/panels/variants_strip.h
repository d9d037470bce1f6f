// The strip under the canvas: every candidate that is being made or waits for a decision. It never locks
// anything: the document can be edited while it is there.
#pragma once

#include <QtWidgets/QWidget>

class QListView;
class QToolButton;

namespace lacuna {

class GenerationController;

class VariantsStrip : public QWidget {
    Q_OBJECT
  public:
    explicit VariantsStrip(GenerationController& controller, QWidget* parent = nullptr);

    QListView* list() const { return list_; }

  Q_SIGNALS:
    /// While the button is held the original is to be shown.
    void compareHeld(bool held);

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    QWidget* makeButtons();
    void showReviewed();
    void showState();
    void showMenu(const QPoint& place);
    bool handleKey(const QKeyEvent& key);

    GenerationController& controller_;
    QListView* list_;
    QToolButton* accept_;
    QToolButton* keep_;
    QToolButton* discard_;
    QToolButton* compare_;
};

}  // namespace lacuna

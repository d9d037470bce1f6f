// A tool button whose icon stays readable when the theme fills it: checked buttons have the Highlight colour,
// so their icon is drawn in HighlightedText. (An icon cannot know this by itself: in a menu the same checked
// action stands on the menu's own colour.)
#pragma once

#include <QtWidgets/QToolButton>

namespace lacuna {

class IconButton : public QToolButton {
    Q_OBJECT
  public:
    explicit IconButton(QWidget* parent = nullptr) : QToolButton(parent) {}
    /// A button for an action: its icon, tooltip, check mark and accessible name.
    explicit IconButton(QAction* action, QWidget* parent = nullptr);

  protected:
    void initStyleOption(QStyleOptionToolButton* option) const override;
};

}  // namespace lacuna

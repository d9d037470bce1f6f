// The seed with its dice and its lock. Locked, the same prompt gives the same picture again.
#pragma once

#include <QtWidgets/QWidget>
#include <cstdint>

class QLineEdit;
class QToolButton;

namespace lacuna {

class SeedField : public QWidget {
    Q_OBJECT
  public:
    explicit SeedField(QWidget* parent = nullptr);

    void setSeed(std::uint64_t seed);
    void setLocked(bool locked);

  Q_SIGNALS:
    /// Typing a seed locks it: it was typed to be used.
    void seedEdited(quint64 seed);
    void lockedEdited(bool locked);
    void diceThrown();

  private:
    QLineEdit* edit_;
    QToolButton* dice_;
    QToolButton* lock_;
};

}  // namespace lacuna

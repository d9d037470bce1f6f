// The styles in the prompt dock: a row for each, and the two ways to get another.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace lacuna {

class StyleRow;
class StylesModel;

class StylesField : public QWidget {
    Q_OBJECT
  public:
    /// The model must outlive the field.
    explicit StylesField(StylesModel& model, QWidget* parent = nullptr);

    const std::vector<StyleRow*>& rows() const { return rows_; }

  Q_SIGNALS:
    void addRequested();
    void trainRequested();
    void triggerWanted(const QString& words);
    void revealRequested(const QString& file);
    void removeRequested(const QString& file);

  private:
    void makeRows();

    StylesModel& model_;
    QVBoxLayout* list_;
    QLabel* none_;
    std::vector<StyleRow*> rows_;
};

}  // namespace lacuna

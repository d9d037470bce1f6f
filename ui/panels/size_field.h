// At which size the model works when it makes the whole page: as the page wants it, one of the sizes it knows
// best, or a custom one.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>
#include <vector>

#include "engine/image/geometry.h"

class QComboBox;
class QSpinBox;

namespace lacuna {

class SizeField : public QWidget {
    Q_OBJECT
  public:
    explicit SizeField(QWidget* parent = nullptr);

    /// The model's recommended sizes and its grid.
    void setChoices(const std::vector<Size>& sizes, int grid);
    void setSize(const std::optional<Size>& size);

  Q_SIGNALS:
    void edited(const std::optional<lacuna::Size>& size);

  private:
    void showCustom(bool on);
    std::optional<Size> chosen() const;

    QComboBox* combo_;
    QWidget* custom_;
    QSpinBox* width_;
    QSpinBox* height_;
    std::vector<Size> sizes_;
    int grid_ = 16;
};

/// "1328 × 1328".
QString sizeText(Size size);

}  // namespace lacuna

// A new page: a paper size from the list or a size of one's own, upright or lying, at a resolution.
#pragma once

#include <QtWidgets/QDialog>

#include "engine/image/geometry.h"
#include "ui/document/layer.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace lacuna {

class NewDocumentDialog : public QDialog {
    Q_OBJECT
  public:
    explicit NewDocumentDialog(QWidget* parent = nullptr);

    Size pixels() const;
    double dpi() const;
    Depth depth() const;

    /// Chooses a row of paperPresets(). For tests.
    void choosePreset(int index);

  private:
    void presetChosen();
    void sizeEdited();
    void unitChosen();
    void turn();
    void showSummary();
    double factor() const;  ///< pixels in one shown unit

    QComboBox* preset_;
    QComboBox* unit_;
    QDoubleSpinBox* width_;
    QDoubleSpinBox* height_;
    QSpinBox* dpi_;
    QComboBox* depth_;
    QLabel* summary_;
    double widthPx_ = 0, heightPx_ = 0;
    int shownUnit_ = 0;
};

}  // namespace lacuna

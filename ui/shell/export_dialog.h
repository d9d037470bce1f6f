// How a picture is written: only the questions that the chosen format has.
#pragma once

#include <QtWidgets/QDialog>

#include "ui/shell/document_files.h"

class QCheckBox;
class QSpinBox;

namespace lacuna {

class ExportDialog : public QDialog {
    Q_OBJECT
  public:
    /// `suffix` without dot, lower case, decides which questions are asked.
    ExportDialog(const QString& fileName, const QString& suffix, bool documentIsDeep,
                 QWidget* parent = nullptr);

    ExportSettings settings() const;

  private:
    QSpinBox* quality_;
    QCheckBox* lossless_;
    QCheckBox* alpha_;
    QCheckBox* deep_;
    QCheckBox* recipe_;
};

}  // namespace lacuna

// What a style is to be trained on and how: the questions before a run. What is wrong is said where it is,
// and in one sentence beside the button.
#pragma once

#include <QtCore/QThreadPool>
#include <QtWidgets/QWidget>
#include <atomic>
#include <vector>

#include "ui/training/picture_folder_check.h"
#include "ui/training/style_training.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace lacuna {

class FolderFindings;

class StyleForm : public QWidget {
    Q_OBJECT
  public:
    explicit StyleForm(const StyleTraining& training, QWidget* parent = nullptr);
    ~StyleForm() override;

    /// Those that can be trained, `current` first chosen. Keeps a choice that was made here.
    void setModels(const std::vector<ModelInfo>& models, const ModelInfo* current);
    /// As a run had them.
    void setSettings(const StyleSettings& settings);
    StyleSettings settings() const;
    /// Why a run cannot start; empty when it can.
    QString whyNot() const;
    void setFolder(const QString& folder);

  Q_SIGNALS:
    void edited();

  private:
    void makeFields();
    void makeAdvancedFields();
    void connectFields();
    void chooseFolder();
    void checkFolder();
    void suggest();
    void showDefaults();
    void showFindings();
    bool triggered() const;
    const ModelInfo* model() const;

    const StyleTraining& training_;
    std::vector<ModelInfo> models_;
    PictureFolderReport report_;
    bool checking_ = false;
    std::atomic<int> newestCheck_ = 0;  ///< older ones give up
    bool ownName_ = false, ownTrigger_ = false, ownSample_ = false, ownSteps_ = false, ownRate_ = false,
         ownModel_ = false;
    QLineEdit *folder_, *name_, *trigger_, *sample_;
    FolderFindings* findings_;
    QComboBox *base_, *resolution_;
    QSpinBox *steps_, *minutes_, *rank_;
    QDoubleSpinBox* rate_;
    QToolButton* unfold_;
    std::vector<QWidget*> advanced_;  ///< what unfolds
    QThreadPool pool_;
};

}  // namespace lacuna

// The prompt dock: what should be there, how it is made, and the one button. Edits go to the controller as
// one value; what the controller changes (a new seed, another model) comes back the same way.
#pragma once

#include <QtWidgets/QWidget>
#include <functional>

#include "engine/base/error.h"

class QLabel;
class QSpinBox;

namespace lacuna {

class ActionButton;
class GenerationController;
class ModelField;
class NoticeBox;
class PromptEdit;
class QualityField;
class SeedField;
class SizeField;
class SliderField;
class StylesField;
struct PromptSettings;

class PromptPanel : public QWidget {
    Q_OBJECT
  public:
    /// Turns an error into the sentence for the person; the window's words.
    using Words = std::function<QString(const Error&)>;
    PromptPanel(GenerationController& controller, Words words, QWidget* parent = nullptr);

    void focusPrompt();
    /// Before what is written, unless it is there already.
    void writeTrigger(const QString& words);
    PromptEdit* promptEdit() const { return prompt_; }
    ActionButton* actionButton() const { return button_; }

  Q_SIGNALS:
    void addModelFolderRequested();
    void addStyleRequested();
    void trainStyleRequested();
    void revealStyleRequested(const QString& file);
    void removeStyleRequested(const QString& file);

  private:
    QWidget* makeContent();
    void connectFields();
    void showSettings();
    void showState();
    template <class Change>
    void edit(Change change);

    GenerationController& controller_;
    Words words_;
    PromptEdit* prompt_;
    PromptEdit* negative_;
    ActionButton* button_;
    NoticeBox* notice_;
    SliderField* strength_;
    SliderField* steps_;
    SliderField* guidance_;
    SeedField* seed_;
    SizeField* size_;
    QSpinBox* variants_;
    ModelField* model_;
    QualityField* quality_;
    StylesField* styles_;
};

}  // namespace lacuna

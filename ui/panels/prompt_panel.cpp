// See prompt_panel.h.
#include "ui/panels/prompt_panel.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>
#include <cmath>

#include "ui/generation/generation_controller.h"
#include "ui/panels/action_button.h"
#include "ui/panels/fields.h"
#include "ui/panels/model_field.h"
#include "ui/panels/notice_box.h"
#include "ui/panels/prompt_edit.h"
#include "ui/panels/quality_field.h"
#include "ui/panels/run_bar.h"
#include "ui/panels/seed_field.h"
#include "ui/panels/size_field.h"
#include "ui/panels/styles_field.h"

namespace lacuna {
namespace {

constexpr int kMostVariants = 8;

}  // namespace

PromptPanel::PromptPanel(GenerationController& controller, Words words, QWidget* parent)
    : QWidget(parent), controller_(controller), words_(std::move(words)) {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(makeContent());
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connectFields();
    showSettings();
    showState();
}

QWidget* PromptPanel::makeContent() {
    auto* content = new QWidget(this);
    content->setObjectName("promptContent");
    prompt_ = new PromptEdit(3, 9, content);
    prompt_->setObjectName("prompt");
    prompt_->setPlaceholderText(tr("What should be there?"));
    prompt_->setAccessibleName(tr("Prompt"));
    prompt_->setToolTip(
        tr("Ctrl+Enter or Shift+Enter generates, Alt+Up and Alt+Down go through earlier prompts"));
    button_ = new ActionButton(controller_, content);
    auto* run = new RunBar(controller_, content);
    notice_ = new NoticeBox(content);

    strength_ = new SliderField({1, 100, 1, 0}, tr(" %"), content);
    strength_->setLabel(tr("Strength"),
                        tr("How far the result may leave the picture. Below 100 % the picture is reworked."));
    model_ = new ModelField(controller_, content);
    quality_ = new QualityField(controller_, content);
    styles_ = new StylesField(controller_.styles(), content);
    variants_ = new QSpinBox(content);
    variants_->setRange(1, kMostVariants);
    variants_->setAccessibleName(tr("Variants"));
    variants_->setToolTip(tr("How many results to make, each with the next seed"));
    guardWheel(variants_);
    size_ = new SizeField(content);
    seed_ = new SeedField(content);
    steps_ = new SliderField({1, 60, 1, 0}, {}, content);
    steps_->setLabel(tr("Steps"), tr("More steps are slower and finer."));
    guidance_ = new SliderField({1, 12, 0.1, 1}, {}, content);
    guidance_->setLabel(
        tr("Guidance"),
        tr("How strictly the prompt is followed. 1 is twice as fast and ignores the negative prompt."));
    negative_ = new PromptEdit(1, 4, content);
    negative_->setObjectName("negativePrompt");
    negative_->setPlaceholderText(tr("What to avoid"));
    negative_->setAccessibleName(tr("Negative prompt"));

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto addRow = [&](const QString& name, QWidget* field) {
        const int row = grid->rowCount();
        auto* label = dimLabel(name, content);
        label->setBuddy(field);
        label->setContentsMargins(0, 5, 0, 0);  // on the first line of fields that have two
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(field, row, 1);
    };
    addRow(tr("Strength"), strength_);
    addRow(tr("Model"), model_);
    addRow(tr("Quality"), quality_);
    addRow(tr("Styles"), styles_);
    addRow(tr("Variants"), variants_);
    addRow(tr("Size"), size_);
    addRow(tr("Seed"), seed_);
    addRow(tr("Steps"), steps_);
    addRow(tr("Guidance"), guidance_);
    addRow(tr("Avoid"), negative_);

    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(prompt_);
    layout->addWidget(button_);
    layout->addWidget(run);
    layout->addWidget(notice_);
    layout->addSpacing(4);
    layout->addLayout(grid);
    layout->addStretch(1);

    QWidget* order[] = {prompt_,   button_, run,   strength_, model_,    quality_, styles_,
                        variants_, size_,   seed_, steps_,    guidance_, negative_};
    for (std::size_t i = 1; i < std::size(order); ++i) setTabOrder(order[i - 1], order[i]);
    return content;
}

template <class Change>
void PromptPanel::edit(Change change) {
    PromptSettings settings = controller_.settings();
    change(settings);
    controller_.setSettings(settings);
}

void PromptPanel::connectFields() {
    connect(prompt_, &PromptEdit::edited, this,
            [this](const QString& text) { edit([&](PromptSettings& s) { s.prompt = text.toStdString(); }); });
    connect(negative_, &PromptEdit::edited, this, [this](const QString& text) {
        edit([&](PromptSettings& s) { s.negativePrompt = text.toStdString(); });
    });
    for (PromptEdit* field : {prompt_, negative_})
        connect(field, &PromptEdit::generateRequested, this, [this] { controller_.generate(); });
    connect(strength_, &SliderField::edited, this,
            [this](double percent) { edit([&](PromptSettings& s) { s.strength = percent / 100; }); });
    connect(steps_, &SliderField::edited, this,
            [this](double steps) { edit([&](PromptSettings& s) { s.steps = int(std::lround(steps)); }); });
    connect(guidance_, &SliderField::edited, this,
            [this](double guidance) { edit([&](PromptSettings& s) { s.guidance = guidance; }); });
    connect(variants_, &QSpinBox::valueChanged, this,
            [this](int variants) { edit([&](PromptSettings& s) { s.variants = variants; }); });
    connect(size_, &SizeField::edited, this,
            [this](const std::optional<Size>& size) { edit([&](PromptSettings& s) { s.size = size; }); });
    connect(seed_, &SeedField::seedEdited, this,
            [this](quint64 seed) { edit([&](PromptSettings& s) { s.seed = seed; }); });
    connect(seed_, &SeedField::lockedEdited, this,
            [this](bool locked) { edit([&](PromptSettings& s) { s.seedLocked = locked; }); });
    connect(seed_, &SeedField::diceThrown, &controller_, &GenerationController::throwDice);
    connect(model_, &ModelField::addFolderRequested, this, &PromptPanel::addModelFolderRequested);
    connect(styles_, &StylesField::addRequested, this, &PromptPanel::addStyleRequested);
    connect(styles_, &StylesField::trainRequested, this, &PromptPanel::trainStyleRequested);
    connect(styles_, &StylesField::revealRequested, this, &PromptPanel::revealStyleRequested);
    connect(styles_, &StylesField::removeRequested, this, &PromptPanel::removeStyleRequested);
    connect(styles_, &StylesField::triggerWanted, this, &PromptPanel::writeTrigger);
    connect(notice_, &NoticeBox::dismissed, &controller_, &GenerationController::forgetError);
    connect(&controller_, &GenerationController::settingsChanged, this, &PromptPanel::showSettings);
    connect(&controller_, &GenerationController::modelsChanged, this, &PromptPanel::showSettings);
    connect(&controller_, &GenerationController::stateChanged, this, &PromptPanel::showState);
}

void PromptPanel::showSettings() {
    const PromptSettings& settings = controller_.settings();
    prompt_->showText(QString::fromStdString(settings.prompt));
    negative_->showText(QString::fromStdString(settings.negativePrompt));
    strength_->setValue(std::lround(100 * settings.strength));
    steps_->setValue(settings.steps);
    guidance_->setValue(settings.guidance);
    seed_->setSeed(settings.seed);
    seed_->setLocked(settings.seedLocked);
    const QSignalBlocker blocker(variants_);
    variants_->setValue(settings.variants);
    if (const ModelInfo* model = controller_.model()) {
        size_->setChoices(model->sizes, model->grid);
        // The distilled schedule knows no guidance, and what to avoid is said by guidance alone.
        const bool guided = model->sampling(settings.fast).schedule != Schedule::Lightning;
        guidance_->setEnabled(guided);
        negative_->setEnabled(guided);
    }
    size_->setSize(settings.size);
}

void PromptPanel::showState() {
    const GenerationState& state = controller_.state();
    prompt_->setHistory(controller_.promptHistory());
    if (state.error) {
        notice_->showError(words_(*state.error), QString::fromStdString(describe(*state.error)));
    } else if (!state.canStart() && !state.busy()) {
        notice_->showHint(state.blocked.sentence);
    } else {
        notice_->clear();
    }
    prompt_->setPlaceholderText(
        controller_.action() == ActionKind::Fill     ? tr("What should be there? Empty: whatever fits")
        : controller_.action() == ActionKind::Edit   ? tr("What should change?")
        : controller_.action() == ActionKind::Expand ? tr("What lies beyond the edge? Empty: whatever fits")
                                                     : tr("What should be there?"));
    strength_->setEnabled(controller_.action() != ActionKind::Expand &&
                          controller_.action() != ActionKind::Edit);
    size_->setEnabled(controller_.action() != ActionKind::Fill && controller_.action() != ActionKind::Expand);
}

void PromptPanel::writeTrigger(const QString& words) {
    const QString prompt = QString::fromStdString(controller_.settings().prompt);
    if (prompt.contains(words, Qt::CaseInsensitive)) return;
    const QString joined = (words + " " + prompt).trimmed();
    edit([&](PromptSettings& s) { s.prompt = joined.toStdString(); });
}

void PromptPanel::focusPrompt() {
    prompt_->setFocus(Qt::ShortcutFocusReason);
    prompt_->selectAll();
}

}  // namespace lacuna

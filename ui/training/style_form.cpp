// See style_form.h.
#include "ui/training/style_form.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/panels/fields.h"
#include "ui/tools/icons.h"
#include "ui/training/folder_findings.h"

namespace lacuna {
namespace {

constexpr int kResolutions[] = {0, 256, 512, 768, 1024, 1328};

}  // namespace

StyleForm::StyleForm(const StyleTraining& training, QWidget* parent)
    : QWidget(parent),
      training_(training),
      folder_(new QLineEdit(this)),
      name_(new QLineEdit(this)),
      trigger_(new QLineEdit(this)),
      sample_(new QLineEdit(this)),
      findings_(new FolderFindings(this)),
      base_(new QComboBox(this)),
      resolution_(new QComboBox(this)),
      steps_(new QSpinBox(this)),
      minutes_(new QSpinBox(this)),
      rank_(new QSpinBox(this)),
      rate_(new QDoubleSpinBox(this)),
      unfold_(new QToolButton(this)) {
    pool_.setMaxThreadCount(1);
    makeFields();
    makeAdvancedFields();
    auto* choose = new QPushButton(tr("Choose..."), this);
    choose->setAutoDefault(false);
    choose->setObjectName("chooseFolder");
    connect(choose, &QPushButton::clicked, this, &StyleForm::chooseFolder);
    auto* folder = new QHBoxLayout;
    folder->setSpacing(8);
    folder->addWidget(folder_, 1);
    folder->addWidget(choose);
    auto* length = new QHBoxLayout;
    length->setSpacing(8);
    length->addWidget(steps_, 1);
    length->addWidget(dimLabel(tr("steps, at most"), this));
    length->addWidget(minutes_, 1);

    // A grid: a form gives lines that wrap too much room.
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto addRow = [&](const QString& text, QWidget* buddy, QLayout* fields = nullptr) {
        const int row = grid->rowCount();
        auto* label = new QLabel(text, this);
        label->setBuddy(buddy);
        grid->addWidget(label, row, 0);
        if (fields) {
            grid->addLayout(fields, row, 1);
        } else {
            grid->addWidget(buddy, row, 1);
        }
        return label;
    };
    addRow(tr("Pictures"), folder_, folder);
    grid->addWidget(findings_, grid->rowCount(), 1);
    addRow(tr("Name"), name_);
    addRow(tr("Trigger words"), trigger_);
    addRow(tr("Base model"), base_);
    addRow(tr("Length"), steps_, length);
    addRow(tr("Sample"), sample_);
    grid->addWidget(unfold_, grid->rowCount(), 0, 1, 2, Qt::AlignLeft);
    advanced_ = {addRow(tr("Rank"), rank_),
                 rank_,
                 addRow(tr("Learning rate"), rate_),
                 rate_,
                 addRow(tr("Resolution"), resolution_),
                 resolution_};
    for (QWidget* widget : advanced_) widget->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(grid);
    layout->addStretch(1);
    setTabOrder(folder_, choose);
    QWidget* order[] = {choose,  name_,   trigger_, base_, steps_,     minutes_,
                        sample_, unfold_, rank_,    rate_, resolution_};
    for (std::size_t i = 1; i < std::size(order); ++i) setTabOrder(order[i - 1], order[i]);
    connectFields();
    checkFolder();
}

StyleForm::~StyleForm() {
    ++newestCheck_;
    pool_.clear();
    pool_.waitForDone();
}

void StyleForm::makeFields() {
    folder_->setPlaceholderText(tr("A folder of pictures"));
    folder_->setAccessibleName(tr("Folder of pictures"));
    name_->setAccessibleName(tr("Name of the style"));
    trigger_->setAccessibleName(tr("Trigger words"));
    trigger_->setToolTip(tr("Put before every caption. Write them into a prompt to call the style."));
    base_->setAccessibleName(tr("Base model"));
    base_->setToolTip(tr("The style will work with this model."));
    guardWheel(base_);
    steps_->setRange(1, 100'000);
    steps_->setSingleStep(50);
    steps_->setAccessibleName(tr("Steps"));
    minutes_->setRange(0, 7 * 24 * 60);
    minutes_->setSpecialValueText(tr("no time limit"));
    minutes_->setSuffix(tr(" minutes"));
    minutes_->setAccessibleName(tr("Time limit in minutes"));
    sample_->setAccessibleName(tr("Prompt of the sample pictures"));
    sample_->setPlaceholderText(tr("Drawn while it trains; empty: nothing is drawn"));
    for (QSpinBox* box : {steps_, minutes_}) guardWheel(box);
    unfold_->setText(tr("Advanced"));
    unfold_->setIcon(icon("chevron-right"));
    unfold_->setIconSize({12, 12});
    unfold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    unfold_->setCheckable(true);
    unfold_->setAutoRaise(true);
    unfold_->setProperty("unfold", true);
    unfold_->setFocusPolicy(Qt::StrongFocus);
    unfold_->setObjectName("advanced");
}

void StyleForm::makeAdvancedFields() {
    rank_->setRange(1, 256);
    rank_->setValue(16);
    rank_->setAccessibleName(tr("Rank"));
    rank_->setToolTip(
        tr("How much the style can hold. More makes a larger file and learns its pictures by heart."));
    rate_->setDecimals(6);
    rate_->setRange(1e-6, 0.1);
    rate_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    rate_->setAccessibleName(tr("Learning rate"));
    rate_->setToolTip(tr("Higher learns faster and breaks sooner."));
    for (const int side : kResolutions)
        resolution_->addItem(side ? tr("%1 × %1 px").arg(side) : tr("The model's own"), side);
    resolution_->setAccessibleName(tr("Resolution"));
    resolution_->setToolTip(tr("The area that pictures are brought to. Smaller needs less memory and time."));
    guardWheel(rank_);
    guardWheel(rate_);
    guardWheel(resolution_);
}

void StyleForm::connectFields() {
    connect(folder_, &QLineEdit::textChanged, this, &StyleForm::checkFolder);
    connect(name_, &QLineEdit::textChanged, this, &StyleForm::suggest);
    connect(name_, &QLineEdit::textEdited, this, [this] { ownName_ = true; });
    connect(trigger_, &QLineEdit::textChanged, this, [this] {
        showFindings();
        Q_EMIT edited();
    });
    connect(trigger_, &QLineEdit::textEdited, this, [this] {
        ownTrigger_ = true;  // empty, too: a style may do without
        suggest();
    });
    connect(sample_, &QLineEdit::textEdited, this, [this] { ownSample_ = true; });
    connect(steps_, &QSpinBox::valueChanged, this, [this] { ownSteps_ = true; });
    connect(rate_, &QDoubleSpinBox::valueChanged, this, [this] { ownRate_ = true; });
    connect(base_, &QComboBox::activated, this, [this] {
        ownModel_ = true;
        showDefaults();
    });
    connect(unfold_, &QToolButton::toggled, this, [this](bool on) {
        unfold_->setIcon(icon(on ? "chevron-down" : "chevron-right"));
        for (QWidget* widget : advanced_) widget->setVisible(on);
    });
}

const ModelInfo* StyleForm::model() const {
    const int row = base_->currentIndex();
    return row >= 0 && row < int(models_.size()) ? &models_[std::size_t(row)] : nullptr;
}

void StyleForm::setModels(const std::vector<ModelInfo>& models, const ModelInfo* current) {
    const auto before = ownModel_ && model() ? model()->folder
                        : current            ? current->folder
                                             : std::filesystem::path();
    models_.clear();
    base_->clear();
    for (const ModelInfo& info : models) {
        // Training is text to image.
        if (std::find(info.tasks.begin(), info.tasks.end(), Task::TextToImage) == info.tasks.end()) continue;
        models_.push_back(info);
        base_->addItem(QString::fromStdString(info.name));
        base_->setItemData(base_->count() - 1, QString::fromStdString(info.folder.string()), Qt::ToolTipRole);
        if (info.folder == before) base_->setCurrentIndex(base_->count() - 1);
    }
    showDefaults();
    Q_EMIT edited();
}

void StyleForm::showDefaults() {
    if (!model()) return;
    const StyleSettings usual = defaultsFor(*model());
    const QSignalBlocker steps(steps_), rate(rate_);
    if (!ownSteps_) steps_->setValue(usual.steps);
    if (!ownRate_) rate_->setValue(usual.learningRate);
}

void StyleForm::suggest() {
    const QString name = name_->text().simplified();
    if (!ownTrigger_) trigger_->setText(name.isEmpty() ? QString() : tr("in the style of %1.").arg(name));
    if (!ownSample_) sample_->setText((trigger_->text().trimmed() + " " + report_.firstCaption).trimmed());
    Q_EMIT edited();
}

void StyleForm::chooseFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("A folder of pictures"), folder_->text());
    if (!folder.isEmpty()) setFolder(folder);
}

void StyleForm::setFolder(const QString& folder) {
    folder_->setText(QDir::toNativeSeparators(folder));
}

void StyleForm::checkFolder() {
    const QString folder = QDir::fromNativeSeparators(folder_->text().trimmed());
    const int ticket = ++newestCheck_;
    report_ = {};
    checking_ = !folder.isEmpty();
    if (!checking_) {
        showFindings();
        return suggest();
    }
    Q_EMIT edited();
    pool_.start([this, folder, ticket] {
        const PictureFolderReport report =
            checkPictureFolder(folder, [this, ticket] { return ticket != newestCheck_; });
        QMetaObject::invokeMethod(
            this,
            [this, folder, report, ticket] {
                if (ticket != newestCheck_) return;
                checking_ = false;
                report_ = report;
                showFindings();
                if (!ownName_ && report.pictures > 0)
                    name_->setText(QFileInfo(QDir::cleanPath(folder)).fileName());
                suggest();
            },
            Qt::QueuedConnection);
    });
}

bool StyleForm::triggered() const {
    return !trigger_->text().trimmed().isEmpty();
}

void StyleForm::showFindings() {
    if (checking_) return;  // what was found before stands until then
    if (folder_->text().trimmed().isEmpty()) {
        findings_->showText(tr(
            "Ten to fifty good pictures, each with a text file of the same name that says what it shows; or "
            "trigger words alone."));
    } else {
        findings_->show(report_, triggered());
    }
}

void StyleForm::setSettings(const StyleSettings& settings) {
    ownName_ = ownTrigger_ = ownSample_ = ownSteps_ = ownRate_ = ownModel_ = true;
    name_->setText(settings.name);
    trigger_->setText(settings.trigger);
    sample_->setText(settings.samplePrompt);
    steps_->setValue(settings.steps);
    minutes_->setValue(settings.minutes);
    rank_->setValue(settings.rank);
    rate_->setValue(settings.learningRate);
    resolution_->setCurrentIndex(std::max(0, resolution_->findData(settings.resolution)));
    for (std::size_t row = 0; row < models_.size(); ++row)
        if (models_[row].folder == settings.base) base_->setCurrentIndex(int(row));
    setFolder(settings.pictures);
}

StyleSettings StyleForm::settings() const {
    StyleSettings settings = model() ? defaultsFor(*model()) : StyleSettings{};
    settings.pictures = QDir(QDir::fromNativeSeparators(folder_->text().trimmed())).absolutePath();
    settings.name = name_->text().simplified();
    settings.trigger = trigger_->text().trimmed();
    settings.steps = steps_->value();
    settings.minutes = minutes_->value();
    settings.rank = rank_->value();
    settings.learningRate = rate_->value();
    settings.resolution = resolution_->currentData().toInt();
    settings.samplePrompt = sample_->text().trimmed();
    return settings;
}

QString StyleForm::whyNot() const {
    if (folder_->text().trimmed().isEmpty()) return tr("Choose a folder of pictures.");
    if (checking_) return tr("Looking through the folder...");
    if (!report_.problems.isEmpty()) return tr("The folder cannot be used like this.");
    if (!report_.good(triggered())) return tr("Give trigger words, or write captions.");
    if (!model()) return tr("There is no model to train. Add a model folder first.");
    return training_.whyNotNamed(name_->text());
}

}  // namespace lacuna

// See tool_options_bar.h.
#include "ui/tools/tool_options_bar.h"

#include <QtGui/QAction>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <array>
#include <cmath>

#include "ui/tools/icon_button.h"
#include "ui/tools/icons.h"
#include "ui/tools/outpaint_tool.h"
#include "ui/tools/tool.h"
#include "ui/tools/tool_manager.h"

namespace lacuna {
namespace {

constexpr int kSliderSteps = 1000;

/// Small sizes get as much of the slider as large ones.
double sizeFromSlider(int step) {
    return MaskOptions::kMinSize *
           std::pow(MaskOptions::kMaxSize / MaskOptions::kMinSize, double(step) / kSliderSteps);
}
int sliderFromSize(double size) {
    return int(std::lround(kSliderSteps * std::log(size / MaskOptions::kMinSize) /
                           std::log(MaskOptions::kMaxSize / MaskOptions::kMinSize)));
}

QHBoxLayout* rowOf(QWidget* page) {
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(6);
    return row;
}

QLabel* labelFor(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

QSpinBox* spinBox(int low, int high, const QString& suffix, const QString& name) {
    auto* box = new QSpinBox;
    box->setRange(low, high);
    box->setSuffix(suffix);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setKeyboardTracking(false);
    box->setFocusPolicy(Qt::ClickFocus);
    return box;
}

QSlider* slider(int high, const QString& name) {
    auto* result = new QSlider(Qt::Horizontal);
    result->setRange(0, high);
    result->setFixedWidth(110);
    result->setAccessibleName(name);
    result->setFocusPolicy(Qt::TabFocus);
    return result;
}

QToolButton* toggle(const char* iconName, const QString& text) {
    auto* button = new IconButton;
    button->setIcon(icon(iconName));
    button->setCheckable(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

ToolOptionsBar::ToolOptionsBar(ToolManager& manager, QWidget* parent)
    : QToolBar(tr("Tool options"), parent), manager_(manager) {
    setObjectName(QStringLiteral("toolOptionsBar"));
    setMovable(false);
    setIconSize({20, 20});
    pages_ = new QStackedWidget(this);
    pages_->addWidget(makeTitlePage());  // tools without options
    pages_->addWidget(makeBrushPage());
    pages_->addWidget(makeAreaPage());
    pages_->addWidget(makeOutpaintPage());
    // A narrow window cuts the bar at its end (the wheel scrolls it) instead of being kept wide by it.
    auto* area = new QScrollArea(this);
    area->setWidget(pages_);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setFixedHeight(pages_->sizeHint().height());
    area->setMinimumWidth(1);
    area->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QWidget* widget : {area->viewport(), static_cast<QWidget*>(pages_)})
        widget->setAutoFillBackground(false);
    addWidget(area);
    connect(&manager_, &ToolManager::activeChanged, this, &ToolOptionsBar::showOptionsOf);
    showOptionsOf(manager_.active());
}

void ToolOptionsBar::showOptionsOf(Tool* tool) {
    const QString id = tool ? tool->id() : QString();
    int page = 0;
    if (id == QLatin1String("mask-brush"))
        page = 1;
    else if (id.startsWith(QLatin1String("mask-")))
        page = 2;
    else if (id == QLatin1String("outpaint"))
        page = 3;
    pages_->setCurrentIndex(page);
}

QWidget* ToolOptionsBar::makeTitlePage() {
    auto* page = new QWidget;
    auto* row = rowOf(page);
    auto* title = new QLabel;
    row->addWidget(title, 1);
    connect(&manager_, &ToolManager::activeChanged, title,
            [title](const Tool* tool) { title->setText(tool ? tool->title() : QString()); });
    return page;
}

QWidget* ToolOptionsBar::makeBrushPage() {
    auto* page = new QWidget;
    auto* row = rowOf(page);
    MaskOptions& options = manager_.maskOptions();

    auto* erase = toggle("mask-eraser", tr("Erase (E)"));
    auto* size = spinBox(int(MaskOptions::kMinSize), int(MaskOptions::kMaxSize), tr(" px"), tr("Brush size"));
    auto* sizeSlider = slider(kSliderSteps, tr("Brush size"));
    sizeSlider->setToolTip(tr("Brush size ([ and ])"));
    auto* hardness = spinBox(0, 100, tr(" %"), tr("Brush hardness"));
    auto* hardnessSlider = slider(100, tr("Brush hardness"));
    hardnessSlider->setToolTip(tr("Brush hardness (Shift+[ and Shift+])"));
    auto* pressureSize = toggle("pressure-size", tr("Pen pressure changes the size"));
    auto* pressureStrength = toggle("pressure-opacity", tr("Pen pressure changes the strength"));

    row->addWidget(erase);
    row->addWidget(labelFor(tr("Size"), size));
    row->addWidget(sizeSlider);
    row->addWidget(size);
    row->addWidget(labelFor(tr("Hardness"), hardness));
    row->addWidget(hardnessSlider);
    row->addWidget(hardness);
    row->addWidget(pressureSize);
    row->addWidget(pressureStrength);
    row->addWidget(makeMaskButtons(page), 1);

    connect(erase, &QToolButton::clicked, &options, [&options](bool on) { options.setErasing(on); });
    connect(size, &QSpinBox::valueChanged, &options, [&options](int value) { options.setSize(value); });
    connect(sizeSlider, &QSlider::valueChanged, &options, [&options](int step) {
        if (sliderFromSize(options.size()) != step) options.setSize(std::round(sizeFromSlider(step)));
    });
    connect(hardness, &QSpinBox::valueChanged, &options,
            [&options](int value) { options.setHardness(value / 100.0); });
    connect(hardnessSlider, &QSlider::valueChanged, &options,
            [&options](int value) { options.setHardness(value / 100.0); });
    connect(pressureSize, &QToolButton::clicked, &options,
            [&options](bool on) { options.setPressureSize(on); });
    connect(pressureStrength, &QToolButton::clicked, &options,
            [&options](bool on) { options.setPressureStrength(on); });
    const auto show = [=, &options] {
        for (QObject* source : {static_cast<QObject*>(size), static_cast<QObject*>(sizeSlider),
                                static_cast<QObject*>(hardness), static_cast<QObject*>(hardnessSlider)})
            source->blockSignals(true);
        erase->setChecked(options.erasing());
        size->setValue(int(std::lround(options.size())));
        sizeSlider->setValue(sliderFromSize(options.size()));
        hardness->setValue(int(std::lround(options.hardness() * 100)));
        hardnessSlider->setValue(int(std::lround(options.hardness() * 100)));
        for (QObject* source : {static_cast<QObject*>(size), static_cast<QObject*>(sizeSlider),
                                static_cast<QObject*>(hardness), static_cast<QObject*>(hardnessSlider)})
            source->blockSignals(false);
        pressureSize->setChecked(options.pressureSize());
        pressureStrength->setChecked(options.pressureStrength());
    };
    connect(&options, &MaskOptions::changed, page, show);
    show();
    return page;
}

QWidget* ToolOptionsBar::makeAreaPage() {
    auto* page = new QWidget;
    auto* row = rowOf(page);
    MaskOptions& options = manager_.maskOptions();
    auto* group = new QButtonGroup(page);
    const auto mode = [&](MaskMode value, const char* iconName, const QString& text) {
        auto* button = toggle(iconName, text);
        group->addButton(button, int(value));
        row->addWidget(button);
    };
    mode(MaskMode::Replace, "mask-new", tr("New mask"));
    mode(MaskMode::Add, "mask-add", tr("Add to the mask (Shift)"));
    mode(MaskMode::Subtract, "mask-subtract", tr("Take from the mask (Alt)"));
    row->addWidget(makeMaskButtons(page), 1);
    connect(group, &QButtonGroup::idClicked, &options, [&options](int id) { options.setMode(MaskMode(id)); });
    const auto show = [group, &options] { group->button(int(options.mode()))->setChecked(true); };
    connect(&options, &MaskOptions::changed, page, show);
    show();
    return page;
}

QWidget* ToolOptionsBar::makeMaskButtons(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* row = rowOf(box);
    MaskOptions& options = manager_.maskOptions();
    auto* line = new QFrame;
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Sunken);
    row->addWidget(line);
    for (const char* id : {"invert", "clear"})
        row->addWidget(new IconButton(manager_.maskAction(QLatin1String(id))));
    auto* grow = spinBox(1, 500, tr(" px"), tr("Grow or shrink by"));
    row->addWidget(grow);
    for (const char* id : {"grow", "shrink"})
        row->addWidget(new IconButton(manager_.maskAction(QLatin1String(id))));
    auto* feather = spinBox(1, 500, tr(" px"), tr("Feather width"));
    row->addWidget(feather);
    row->addWidget(new IconButton(manager_.maskAction(QStringLiteral("feather"))));
    row->addStretch(1);
    connect(grow, &QSpinBox::valueChanged, &options, [&options](int px) { options.setGrowRadius(px); });
    connect(feather, &QSpinBox::valueChanged, &options, [&options](int px) { options.setFeatherRadius(px); });
    const auto show = [grow, feather, &options] {
        grow->setValue(options.growRadius());
        feather->setValue(int(std::lround(options.featherRadius())));
    };
    connect(&options, &MaskOptions::changed, box, show);
    show();
    return box;
}

QWidget* ToolOptionsBar::makeOutpaintPage() {
    auto* page = new QWidget;
    auto* row = rowOf(page);
    OutpaintTool& tool = manager_.outpaint();
    const std::array<QString, 4> names = {tr("Left"), tr("Top"), tr("Right"), tr("Bottom")};
    std::array<QSpinBox*, 4> sides{};
    for (std::size_t i = 0; i < sides.size(); ++i) {
        sides[i] = spinBox(-kMaxFrameSide, kMaxFrameSide, tr(" px"), names[i]);
        row->addWidget(labelFor(names[i], sides[i]));
        row->addWidget(sides[i]);
    }
    auto* apply = new QPushButton(tr("Run"));
    apply->setToolTip(tr("Extend or crop the page (Enter)"));
    auto* restore = new QPushButton(tr("Restore"));
    restore->setToolTip(tr("Back to the page as it is (Esc)"));
    auto* summary = new QLabel;
    row->addWidget(apply);
    row->addWidget(restore);
    row->addWidget(summary, 1);
    const auto show = [=, &tool] {
        const Margins& m = tool.margins();
        const std::array<int, 4> values = {m.left, m.top, m.right, m.bottom};
        for (std::size_t i = 0; i < sides.size(); ++i) {
            const QSignalBlocker quiet(sides[i]);
            sides[i]->setValue(values[i]);
        }
        apply->setEnabled(m != Margins{});
        restore->setEnabled(m != Margins{});
        summary->setText(tool.summary());
    };
    for (QSpinBox* side : sides) {
        connect(side, &QSpinBox::valueChanged, &tool, [sides, &tool, show] {
            tool.setMargins({sides[0]->value(), sides[1]->value(), sides[2]->value(), sides[3]->value()});
            show();  // what could not be is taken back
        });
    }
    connect(apply, &QPushButton::clicked, &tool, [&tool] { tool.commit(); });
    connect(restore, &QPushButton::clicked, &tool, [&tool] { tool.cancel(); });
    connect(&tool, &OutpaintTool::marginsChanged, page, show);
    connect(&manager_, &ToolManager::activeChanged, page, show);
    show();
    return page;
}

}  // namespace lacuna

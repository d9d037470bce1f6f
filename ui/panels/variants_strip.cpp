// See variants_strip.h.
#include "ui/panels/variants_strip.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

#include "ui/generation/generation_controller.h"
#include "ui/panels/variant_delegate.h"
#include "ui/tools/icons.h"

namespace lacuna {

VariantsStrip::VariantsStrip(GenerationController& controller, QWidget* parent)
    : QWidget(parent), controller_(controller), list_(new QListView(this)) {
    setObjectName("variantsStrip");
    setAttribute(Qt::WA_StyledBackground);
    list_->setModel(&controller_.variants());
    auto* delegate = new VariantDelegate(controller_.variants(), list_);
    list_->setItemDelegate(delegate);
    list_->setFlow(QListView::LeftToRight);
    list_->setWrapping(false);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMouseTracking(true);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    list_->setAccessibleName(tr("Variants"));
    list_->setFixedHeight(delegate->sizeHint({}, {}).height() + 8);
    list_->installEventFilter(this);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(list_, 1);
    layout->addWidget(makeButtons());

    connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) {
        // A second click on the one that is shown hides it: a quick before and after.
        controller_.review(index.row() == controller_.reviewedRow() ? -1 : index.row());
    });
    connect(list_, &QListView::doubleClicked, this, [this](const QModelIndex& index) {
        controller_.review(index.row());
        controller_.accept();
    });
    connect(list_, &QListView::customContextMenuRequested, this, &VariantsStrip::showMenu);
    connect(&controller_, &GenerationController::reviewedRowChanged, this, &VariantsStrip::showReviewed);
    connect(&controller_, &GenerationController::stateChanged, this, &VariantsStrip::showState);
    connect(&controller_.variants(), &QAbstractItemModel::rowsInserted, this, [this] {
        setVisible(true);
        // Follow the newest only for those who look at the end already.
        const QScrollBar* bar = list_->horizontalScrollBar();
        if (bar->value() >= bar->maximum() - VariantDelegate::kThumbnail)
            QMetaObject::invokeMethod(
                list_, [list = list_] { list->scrollToBottom(); }, Qt::QueuedConnection);
    });
    connect(&controller_.variants(), &QAbstractItemModel::rowsRemoved, this, &VariantsStrip::showState);
    showState();
}

QWidget* VariantsStrip::makeButtons() {
    auto* box = new QWidget(this);
    const auto make = [&](const char* iconName, const QString& text, const QString& tip) {
        auto* button = new QToolButton(box);
        button->setIcon(icon(iconName));
        button->setIconSize({16, 16});
        button->setText(text);
        button->setToolTip(tip);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::TabFocus);
        return button;
    };
    accept_ = make("accept", tr("Accept"), tr("Keep as a layer (Enter). The others stay inside the layer."));
    accept_->setProperty("primary", true);
    accept_->setIcon(icon("accept", palette().color(QPalette::Active, QPalette::HighlightedText)));
    keep_ = make("layer-add", tr("Keep comparing"), tr("Keep as a layer and go on comparing (Shift+Enter)"));
    compare_ = make("compare", tr("Original"), tr("Hold to see the original (O)"));
    discard_ = make("reject", tr("Discard"), tr("Take it out of the strip (Del); undo brings it back"));
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 8, 0, 8);
    grid->setSpacing(8);
    grid->addWidget(accept_, 0, 0);
    grid->addWidget(keep_, 0, 1);
    grid->addWidget(compare_, 1, 0);
    grid->addWidget(discard_, 1, 1);
    grid->setRowStretch(2, 1);
    connect(accept_, &QToolButton::clicked, this, [this] { controller_.accept(false); });
    connect(keep_, &QToolButton::clicked, this, [this] { controller_.accept(true); });
    connect(discard_, &QToolButton::clicked, this, [this] { controller_.discard(); });
    connect(compare_, &QToolButton::pressed, this, [this] { Q_EMIT compareHeld(true); });
    connect(compare_, &QToolButton::released, this, [this] { Q_EMIT compareHeld(false); });
    return box;
}

void VariantsStrip::showReviewed() {
    const QSignalBlocker blocker(list_->selectionModel());
    const int row = controller_.reviewedRow();
    list_->selectionModel()->clear();
    if (row >= 0) {
        const QModelIndex index = controller_.variants().index(row);
        list_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        list_->scrollTo(index);
    }
    list_->viewport()->update();
}

void VariantsStrip::showState() {
    setVisible(controller_.variants().count() > 0);
    const bool reviewing = controller_.reviewedRow() >= 0;
    for (QToolButton* button : {accept_, keep_, discard_, compare_}) button->setEnabled(reviewing);
}

bool VariantsStrip::handleKey(const QKeyEvent& key) {
    const auto modifiers = key.modifiers() & ~Qt::KeypadModifier;
    if (modifiers != Qt::NoModifier && modifiers != Qt::ShiftModifier) return false;
    switch (key.key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            controller_.accept(modifiers == Qt::ShiftModifier);
            return true;
        case Qt::Key_Left:
        case Qt::Key_Right:
            controller_.reviewNext(key.key() == Qt::Key_Left ? -1 : 1);
            return true;
        case Qt::Key_Delete:
            controller_.discard();
            return true;
        default:
            if (key.key() >= Qt::Key_1 && key.key() <= Qt::Key_9 && modifiers == Qt::NoModifier) {
                controller_.review(key.key() - Qt::Key_1);
                return true;
            }
            return false;
    }
}

bool VariantsStrip::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event))) return true;
    return QWidget::eventFilter(object, event);
}

void VariantsStrip::showMenu(const QPoint& place) {
    const QModelIndex index = list_->indexAt(place);
    if (!index.isValid()) return;
    const int row = index.row();
    const Variant& variant = controller_.variants().at(row);
    const std::uint64_t number = variant.number;
    const auto rowNow = [this, number] { return controller_.variants().rowOfNumber(number); };
    QMenu menu(this);
    if (variant.ready()) {
        menu.addAction(icon("accept"), tr("Accept as layer"), this, [this, rowNow] {
            controller_.review(rowNow());
            controller_.accept(false);
        });
        menu.addAction(icon("layer-add"), tr("Accept and keep comparing"), this, [this, rowNow] {
            controller_.review(rowNow());
            controller_.accept(true);
        });
        menu.addSeparator();
    }
    menu.addAction(icon("copy"), tr("Copy prompt"), this,
                   [text = variant.prompt] { QGuiApplication::clipboard()->setText(text); });
    menu.addAction(tr("Copy seed"), this,
                   [seed = variant.seed] { QGuiApplication::clipboard()->setText(QString::number(seed)); });
    if (variant.ready()) {
        menu.addAction(icon("history"), tr("Use its prompt and seed"), this,
                       [this, recipe = variant.candidate.recipe] {
                           PromptSettings settings = controller_.settings();
                           settings.prompt = recipe.prompt;
                           settings.negativePrompt = recipe.negativePrompt;
                           settings.seed = recipe.sampling.seed;
                           settings.seedLocked = true;
                           if (const ModelInfo* model = controller_.model())
                               settings.fast = model->isFast(recipe.loras);
                           settings.steps = recipe.sampling.steps;
                           settings.guidance = recipe.sampling.guidance;
                           controller_.setSettings(settings);
                       });
    }
    menu.addSeparator();
    menu.addAction(icon("reject"), variant.ready() ? tr("Discard") : tr("Cancel this run"), this,
                   [this, rowNow] { controller_.discard(rowNow()); });
    menu.addAction(tr("Discard all"), this, [this] { controller_.discardAll(); });
    menu.exec(list_->viewport()->mapToGlobal(place));
}

}  // namespace lacuna

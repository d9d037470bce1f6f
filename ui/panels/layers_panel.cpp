// See layers_panel.h.
#include "ui/panels/layers_panel.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <cmath>

#include "ui/panels/layers_delegate.h"
#include "ui/panels/layers_model.h"
#include "ui/tools/icons.h"

namespace lacuna {

struct LayersPanel::Parts {
    explicit Parts(LayersPanel* owner) : panel(owner) {}

    LayersPanel* panel;
    QPointer<Document> document;
    LayersModel model;
    QListView* list = nullptr;
    QComboBox* blend = nullptr;
    QSlider* opacity = nullptr;
    QSpinBox* opacityNumber = nullptr;
    QToolButton *lock = nullptr, *add = nullptr, *addMask = nullptr, *duplicate = nullptr, *up = nullptr,
                *down = nullptr, *merge = nullptr, *remove = nullptr;
    std::uint64_t opacityDrag = 0;

    void build();
    QToolButton* button(const char* iconName, const QString& text, const std::function<void()>& act);
    void showActive();
    void showMenu(const QPoint& position);
    void addVariants(QMenu& menu, const Layer& layer);
    LayerPtr active() const { return document ? document->layer(document->activeLayer()) : nullptr; }
    void setOpacity(int percent);
    void moveActive(int by);
    void report(const Result<void>& result) {
        if (!result) Q_EMIT panel->refused(result.error());
    }
    bool keyPressed(const QKeyEvent& event);
};

LayersPanel::LayersPanel(QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>(this)) {
    parts_->build();
    setDocument(nullptr);
}

LayersPanel::~LayersPanel() = default;

void LayersPanel::setDocument(Document* document) {
    if (parts_->document) parts_->document->disconnect(this);
    parts_->document = document;
    parts_->model.setDocument(document);
    if (document) {
        connect(document, &Document::activeLayerChanged, this, [this] { parts_->showActive(); });
        connect(document, &Document::layersChanged, this, [this] { parts_->showActive(); });
        connect(document, &Document::wasReset, this, [this] { parts_->showActive(); });
    }
    parts_->showActive();
}

QToolButton* LayersPanel::Parts::button(const char* iconName, const QString& text,
                                        const std::function<void()>& act) {
    auto* made = new QToolButton(panel);
    made->setIcon(icon(iconName));
    made->setToolTip(text);
    made->setAccessibleName(text);
    made->setAutoRaise(true);
    QObject::connect(made, &QToolButton::clicked, panel, act);
    return made;
}

void LayersPanel::Parts::build() {
    blend = new QComboBox(panel);
    blend->setAccessibleName(LayersPanel::tr("Blend mode"));
    blend->setToolTip(LayersPanel::tr("How the layer meets what is below it"));
    for (int mode = 0; mode < kBlendModeCount; ++mode) blend->addItem(nameOf(BlendMode(mode)), mode);
    QObject::connect(blend, &QComboBox::activated, panel, [this](int index) {
        if (const auto layer = active())
            document->setLayerBlend(layer->id, BlendMode(blend->itemData(index).toInt()));
    });

    opacity = new QSlider(Qt::Horizontal, panel);
    opacity->setRange(0, 100);
    opacity->setAccessibleName(LayersPanel::tr("Opacity"));
    opacity->setToolTip(LayersPanel::tr("Opacity"));
    opacityNumber = new QSpinBox(panel);
    opacityNumber->setRange(0, 100);
    opacityNumber->setSuffix(LayersPanel::tr(" %"));
    opacityNumber->setKeyboardTracking(false);
    opacityNumber->setAccessibleName(LayersPanel::tr("Opacity"));
    // One drag of the slider is one undo step.
    QObject::connect(opacity, &QSlider::sliderPressed, panel, [this] { opacityDrag = Document::newDrag(); });
    QObject::connect(opacity, &QSlider::sliderReleased, panel, [this] { opacityDrag = 0; });
    QObject::connect(opacity, &QSlider::valueChanged, panel, [this](int value) { setOpacity(value); });
    QObject::connect(opacityNumber, &QSpinBox::valueChanged, panel, [this](int value) { setOpacity(value); });

    lock = button("lock", LayersPanel::tr("Lock layer"), [] {});
    lock->setCheckable(true);
    QObject::connect(lock, &QToolButton::clicked, panel, [this](bool checked) {
        if (const auto layer = active()) document->setLayerLocked(layer->id, checked);
    });

    list = new QListView(panel);
    list->setModel(&model);
    list->setItemDelegate(new LayersDelegate(list));
    list->setAccessibleName(LayersPanel::tr("Layers"));
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    list->setDragDropMode(QAbstractItemView::InternalMove);
    list->setDefaultDropAction(Qt::MoveAction);
    list->setUniformItemSizes(true);
    list->setContextMenuPolicy(Qt::CustomContextMenu);
    list->installEventFilter(panel);
    QObject::connect(list->selectionModel(), &QItemSelectionModel::currentChanged, panel,
                     [this](const QModelIndex& now) {
                         if (const auto layer = model.layerAt(now); layer && document)
                             document->setActiveLayer(layer->id);
                     });
    QObject::connect(&model, &LayersModel::rebuilt, panel, [this] { showActive(); });
    QObject::connect(list, &QListView::customContextMenuRequested, panel,
                     [this](const QPoint& at) { showMenu(at); });

    const auto onActive = [this](auto act) {
        return [this, act] {
            if (const auto layer = active()) act(*layer);
        };
    };
    add = button("layer-add", LayersPanel::tr("Add layer"), [this] {
        if (document) document->addLayer();
    });
    addMask = button("layer-mask", LayersPanel::tr("Add layer mask"), onActive([this](const Layer& layer) {
                         document->addLayerMask(layer.id, document->hasMask());
                     }));
    duplicate = button("layer-duplicate", LayersPanel::tr("Duplicate layer"),
                       onActive([this](const Layer& layer) { document->duplicateLayer(layer.id); }));
    up = button("layer-up", LayersPanel::tr("Move layer up"), [this] { moveActive(1); });
    down = button("layer-down", LayersPanel::tr("Move layer down"), [this] { moveActive(-1); });
    merge = button("layer-merge", LayersPanel::tr("Merge down"),
                   onActive([this](const Layer& layer) { report(document->mergeDown(layer.id)); }));
    remove = button("layer-delete", LayersPanel::tr("Delete layer"),
                    onActive([this](const Layer& layer) { document->removeLayer(layer.id); }));

    auto* top = new QHBoxLayout;
    top->addWidget(blend, 1);
    top->addWidget(lock);
    auto* second = new QHBoxLayout;
    second->addWidget(opacity, 1);
    second->addWidget(opacityNumber);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(2);
    for (QToolButton* one : {add, addMask, duplicate, up, down, merge}) bottom->addWidget(one);
    bottom->addStretch(1);
    bottom->addWidget(remove);
    auto* all = new QVBoxLayout(panel);
    all->setContentsMargins(6, 6, 6, 6);
    all->setSpacing(4);
    all->addLayout(top);
    all->addLayout(second);
    all->addWidget(list, 1);
    all->addLayout(bottom);
}

void LayersPanel::Parts::showActive() {
    const LayerPtr layer = active();
    const int row = layer ? model.rowOf(layer->id) : -1;
    if (list->currentIndex().row() != row || !list->selectionModel()->hasSelection()) {
        list->setCurrentIndex(row < 0 ? QModelIndex() : model.index(row));
    }
    const QSignalBlocker a(blend), b(opacity), c(opacityNumber), d(lock);
    blend->setCurrentIndex(layer ? int(layer->blend) : 0);
    const int percent = layer ? int(std::lround(layer->opacity * 100)) : 100;
    opacity->setValue(percent);
    opacityNumber->setValue(percent);
    lock->setChecked(layer && layer->locked);
    const int count = document ? int(document->layers().size()) : 0;
    add->setEnabled(document && !document->isEmpty());
    for (QWidget* widget :
         std::initializer_list<QWidget*>{blend, opacity, opacityNumber, lock, duplicate, remove}) {
        widget->setEnabled(layer != nullptr);
    }
    addMask->setEnabled(layer && !layer->mask);
    up->setEnabled(row > 0);
    down->setEnabled(row >= 0 && row + 1 < count);
    merge->setEnabled(row >= 0 && row + 1 < count);
}

void LayersPanel::Parts::setOpacity(int percent) {
    if (const auto layer = active()) document->setLayerOpacity(layer->id, percent / 100.0, opacityDrag);
}

void LayersPanel::Parts::moveActive(int by) {
    if (const auto layer = active())
        document->reorderLayer(layer->id, document->picture().indexOf(layer->id) + by);
}

void LayersPanel::Parts::addVariants(QMenu& menu, const Layer& layer) {
    if (!layer.generation || layer.generation->candidates.size() < 2) return;
    QMenu* variants = menu.addMenu(LayersPanel::tr("Variants"));
    for (std::size_t i = 0; i < layer.generation->candidates.size(); ++i) {
        const Recipe& recipe = layer.generation->candidates[i].recipe;
        QAction* action =
            variants->addAction(LayersPanel::tr("Variant %1 (seed %2)").arg(i + 1).arg(recipe.sampling.seed));
        action->setCheckable(true);
        action->setChecked(int(i) == layer.generation->shown);
        QObject::connect(action, &QAction::triggered, panel,
                         [this, id = layer.id, i] { report(document->showCandidate(id, int(i))); });
    }
    menu.addSeparator();
}

void LayersPanel::Parts::showMenu(const QPoint& position) {
    const LayerPtr layer = model.layerAt(list->indexAt(position));
    if (!layer || !document) return;
    document->setActiveLayer(layer->id);
    const LayerId id = layer->id;
    QMenu menu(panel);
    addVariants(menu, *layer);
    menu.addAction(LayersPanel::tr("Rename"), panel, [this] { list->edit(list->currentIndex()); });
    menu.addAction(LayersPanel::tr("Duplicate"), panel, [this, id] { document->duplicateLayer(id); });
    menu.addAction(LayersPanel::tr("Delete"), panel, [this, id] { document->removeLayer(id); });
    menu.addSeparator();
    if (layer->mask) {
        menu.addAction(
            layer->maskEnabled ? LayersPanel::tr("Disable Layer Mask") : LayersPanel::tr("Enable Layer Mask"),
            panel, [this, id, on = !layer->maskEnabled] { document->setLayerMaskEnabled(id, on); });
        menu.addAction(LayersPanel::tr("Delete Layer Mask"), panel,
                       [this, id] { document->removeLayerMask(id); });
    } else {
        menu.addAction(LayersPanel::tr("Add Layer Mask"), panel, [this, id] { document->addLayerMask(id); });
        menu.addAction(LayersPanel::tr("Add Layer Mask From Repaint Mask"), panel,
                       [this, id] { document->addLayerMask(id, true); })
            ->setEnabled(document->hasMask());
    }
    menu.addAction(LayersPanel::tr("Layer to Repaint Mask"), panel,
                   [this, id] { document->maskFromLayer(id); });
    menu.addSeparator();
    menu.addAction(LayersPanel::tr("Merge Down"), panel, [this, id] { report(document->mergeDown(id)); })
        ->setEnabled(document->picture().indexOf(id) > 0);
    menu.addAction(LayersPanel::tr("Flatten Image"), panel, [this] { document->flatten(); });
    menu.exec(list->viewport()->mapToGlobal(position));
}

bool LayersPanel::Parts::keyPressed(const QKeyEvent& event) {
    const LayerPtr layer = active();
    if (!layer) return false;
    const bool control = event.modifiers() & Qt::ControlModifier;
    switch (event.key()) {
        case Qt::Key_Space:
            document->setLayerVisible(layer->id, !layer->visible);
            return true;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            document->removeLayer(layer->id);
            return true;
        case Qt::Key_Up:
            if (control) moveActive(1);
            return control;
        case Qt::Key_Down:
            if (control) moveActive(-1);
            return control;
        default:
            return false;
    }
}

bool LayersPanel::eventFilter(QObject* object, QEvent* event) {
    if (object == parts_->list &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        // The list's own keys come before the window's shortcuts of the same name, but only while it has the
        // focus.
        const bool ours =
            key->key() == Qt::Key_Space || key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace;
        if (event->type() == QEvent::ShortcutOverride) {
            if (ours) event->accept();
            return false;
        }
        return parts_->keyPressed(*key);
    }
    return QWidget::eventFilter(object, event);
}

}  // namespace lacuna

// Choosing, lending and shortcuts; the bars; the small tools that move layers and views.
#include <QtGui/QAction>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

#include "tests/support/test_registry.h"
#include "tests/ui/tools/tool_bench.h"
#include "ui/tools/icon_button.h"
#include "ui/tools/icons.h"
#include "ui/tools/outpaint_tool.h"
#include "ui/tools/tool_bar.h"
#include "ui/tools/tool_manager.h"
#include "ui/tools/tool_options_bar.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestToolManager : public QObject {
    Q_OBJECT
    std::unique_ptr<Document> document_;
    std::unique_ptr<ToolManager> manager_;
    PlainView view_;

    QAction* action(const QString& name) const { return manager_->findChild<QAction*>(name); }

  private Q_SLOTS:
    void init() {
        document_ = std::make_unique<Document>(grayPage({400, 300}));
        manager_ = std::make_unique<ToolManager>();
        manager_->setDocument(document_.get());
        manager_->setView(&view_);
        view_ = {};
    }
    void cleanup() {
        manager_.reset();
        document_.reset();
    }

    void everyToolHasItsActionShortcutIconAndHint() {
        QCOMPARE(manager_->toolActions().size(), qsizetype(manager_->tools().size()));
        QSet<QString> keys;
        for (const QAction* a : manager_->toolActions()) {
            QVERIFY2(!a->icon().isNull(), qPrintable(a->text()));
            QVERIFY(!a->shortcut().isEmpty());
            QVERIFY(a->toolTip().contains(a->text()));
            QVERIFY2(!keys.contains(a->shortcut().toString()), qPrintable(a->shortcut().toString()));
            keys << a->shortcut().toString();
        }
        for (const Tool* tool : manager_->tools()) QVERIFY2(!tool->hint().isEmpty(), qPrintable(tool->id()));
    }

    void choosingChecksTheActionAndTellsOnce() {
        QSignalSpy spy(manager_.get(), &ToolManager::activeChanged);
        action("tool-outpaint")->trigger();
        QCOMPARE(manager_->active()->id(), QStringLiteral("outpaint"));
        QVERIFY(action("tool-outpaint")->isChecked() && !action("tool-mask-brush")->isChecked());
        QCOMPARE(spy.count(), 1);
    }

    void aLentToolIsGivenBack() {
        manager_->choose("mask-lasso");
        manager_->lend("hand");
        QCOMPARE(manager_->active()->id(), QStringLiteral("hand"));
        QCOMPARE(manager_->chosen()->id(), QStringLiteral("mask-lasso"));
        QVERIFY(action("tool-mask-lasso")->isChecked());
        manager_->giveBack();
        QCOMPARE(manager_->active()->id(), QStringLiteral("mask-lasso"));
    }

    void nothingIsLentDuringAStroke() {
        manager_->choose("mask-brush");
        const Hand hand{*manager_->active(), view_};
        hand.tool.press(hand.event({50, 50}));
        manager_->lend("hand");
        QCOMPARE(manager_->active()->id(), QStringLiteral("mask-brush"));
    }

    void aKeyThatIsHeldOnlyLendsItsTool_data() {
        QTest::addColumn<qint64>("holdMs");
        QTest::addColumn<QString>("after");
        QTest::newRow("tapped") << qint64(1'000'000) << "outpaint";
        QTest::newRow("held") << qint64(0) << "mask-rectangle";
    }
    void aKeyThatIsHeldOnlyLendsItsTool() {
        QFETCH(qint64, holdMs);
        QFETCH(QString, after);
        manager_->setHoldMs(holdMs);
        manager_->choose("mask-rectangle");
        action("tool-outpaint")->trigger();
        manager_->keyReleased(QKeyEvent(QEvent::KeyRelease, Qt::Key_C, Qt::NoModifier));
        QCOMPARE(manager_->active()->id(), after);
    }

    void eTogglesTheEraserAndQPaintsAgain() {
        manager_->choose("move");
        action("brush-eraser")->trigger();
        QCOMPARE(manager_->active()->id(), QStringLiteral("mask-brush"));
        QVERIFY(manager_->maskOptions().erasing() && action("brush-eraser")->isChecked());
        action("brush-eraser")->trigger();
        QVERIFY(!manager_->maskOptions().erasing());
        action("brush-eraser")->trigger();
        action("tool-mask-brush")->trigger();
        QVERIFY(!manager_->maskOptions().erasing() && !action("brush-eraser")->isChecked());
    }

    void maskActionsDoWhatTheySay() {
        QVERIFY(!manager_->maskAction("clear")->isEnabled());
        manager_->maskAction("all")->trigger();
        QVERIFY(document_->maskBounds() == (Rect{0, 0, 400, 300}));
        QVERIFY(manager_->maskAction("clear")->isEnabled());
        manager_->maskAction("invert")->trigger();
        QVERIFY(!document_->hasMask());
        document_->fillMaskRect({100, 100, 50, 50});
        manager_->maskOptions().setGrowRadius(10);
        manager_->maskAction("grow")->trigger();
        QCOMPARE(maskAt(*document_, 92, 125), 255);
        manager_->maskAction("shrink")->trigger();
        QCOMPARE(maskAt(*document_, 97, 125), 0);
        manager_->maskOptions().setFeatherRadius(20);
        manager_->maskAction("feather")->trigger();
        QVERIFY(maskAt(*document_, 97, 125) > 0 && maskAt(*document_, 97, 125) < 255);
        manager_->maskAction("clear")->trigger();
        QVERIFY(!document_->hasMask());
    }

    void arrowsNudgeTheActiveLayer() {
        manager_->choose("move");
        const Hand hand{*manager_->active(), view_};
        QVERIFY(hand.key(Qt::Key_Right));
        QVERIFY(hand.key(Qt::Key_Down, Qt::ShiftModifier));
        const LayerPtr layer = document_->layer(document_->activeLayer());
        QCOMPARE(QPoint(layer->x, layer->y), QPoint(1, 10));
        QCOMPARE(document_->undoStack()->count(), 2);
    }

    void aDraggedLayerIsOneStepAndShiftKeepsToAnAxis() {
        manager_->choose("move");
        const Hand hand{*manager_->active(), view_};
        hand.drag({{10, 10}, {20, 12}, {35, 18}}, Qt::ShiftModifier);
        LayerPtr layer = document_->layer(document_->activeLayer());
        QCOMPARE(QPoint(layer->x, layer->y), QPoint(25, 0));
        QCOMPARE(document_->undoStack()->count(), 1);
        hand.tool.press(hand.event({10, 10}));
        hand.tool.drag(hand.event({50, 50}));
        QVERIFY(hand.tool.cancel());
        layer = document_->layer(document_->activeLayer());
        QCOMPARE(QPoint(layer->x, layer->y), QPoint(25, 0));
    }

    void aLockedLayerIsNotMovedAndSaysSo() {
        manager_->choose("move");
        document_->setLayerLocked(document_->activeLayer(), true);
        QSignalSpy said(manager_.get(), &ToolManager::message);
        const Hand hand{*manager_->active(), view_};
        hand.drag({{10, 10}, {40, 40}});
        QCOMPARE(document_->layer(document_->activeLayer())->x, 0);
        QCOMPARE(said.count(), 1);
    }

    void theZoomToolStepsAndFrames() {
        manager_->choose("zoom");
        const Hand hand{*manager_->active(), view_};
        hand.click({100, 100});
        QCOMPARE(view_.steps, 1);
        hand.click({100, 100}, Qt::AltModifier);
        QCOMPARE(view_.steps, 0);
        hand.drag({{10, 20}, {110, 90}});
        QCOMPARE(view_.zoomedTo, QRectF(10, 20, 100, 70));
    }

    void stateSurvives() {
        manager_->choose("mask-lasso");
        manager_->maskOptions().setSize(123);
        manager_->maskOptions().setHardness(0.25);
        const QVariantMap state = manager_->saveState();
        ToolManager other;
        other.restoreState(state);
        QCOMPARE(other.active()->id(), QStringLiteral("mask-lasso"));
        QCOMPARE(other.maskOptions().size(), 123.0);
        QCOMPARE(other.maskOptions().hardness(), 0.25);
        other.restoreState({{"tool", "no such tool"}, {"mask", QVariantMap{{"size", -5}}}});
        QCOMPARE(other.active()->id(), QStringLiteral("mask-lasso"));
        QCOMPARE(other.maskOptions().size(), MaskOptions::kMinSize);
    }

    void theToolBarShowsEveryToolWithAName() {
        const ToolBar bar(*manager_);
        for (QAction* a : manager_->toolActions()) {
            const QToolButton* button = nullptr;
            for (const QToolButton* candidate : bar.findChildren<QToolButton*>()) {
                if (candidate->defaultAction() == a) button = candidate;
            }
            QVERIFY(button);
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
    }

    void theOptionsBarEditsTheSharedOptions() {
        ToolOptionsBar bar(*manager_);
        QSpinBox* size = nullptr;
        for (QSpinBox* box : bar.findChildren<QSpinBox*>()) {
            if (box->accessibleName() == QStringLiteral("Brush size")) size = box;
        }
        QVERIFY(size);
        size->setValue(77);
        QCOMPARE(manager_->maskOptions().size(), 77.0);
        manager_->maskOptions().stepSize(1);
        QCOMPARE(size->value(), int(std::lround(manager_->maskOptions().size())));
        for (QSpinBox* box : bar.findChildren<QSpinBox*>()) {
            if (box->accessibleName() == QStringLiteral("Right")) box->setValue(64);
        }
        QVERIFY(manager_->outpaint().margins() == (Margins{0, 0, 64, 0}));
    }

    void aCheckedButtonsIconTakesTheColourOfHighlightedText() {
        QAction action(icon("mask"), "Mask");
        action.setCheckable(true);
        IconButton button(&action);
        button.setStyleSheet("QToolButton:checked { background: #0000ff; }");
        QPalette palette = button.palette();
        palette.setColor(QPalette::HighlightedText, QColor(255, 255, 0));
        button.setPalette(palette);
        button.resize(40, 40);
        const auto yellow = [&] {
            const QImage image = button.grab().toImage();
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    count += image.pixelColor(x, y) == QColor(255, 255, 0);
            }
            return count;
        };
        QCOMPARE(yellow(), 0);
        action.setChecked(true);
        QVERIFY(yellow() > 20);
    }

    void iconsTakeTheThemesColourAtAnySize() {
        QVERIFY(iconNames().size() > 60);
        for (const QString& name : iconNames()) {
            const QPixmap pixmap =
                icon(name.toUtf8().constData(), QColor(10, 200, 30)).pixmap(QSize(24, 24), 2.0);
            QCOMPARE(pixmap.size(), QSize(48, 48));
            const QImage image = pixmap.toImage();
            int drawn = 0, edge = 0;
            for (int y = 0; y < 48; ++y) {
                for (int x = 0; x < 48; ++x) {
                    const QColor c = image.pixelColor(x, y);
                    if (c.alpha() > 200) {
                        ++drawn;
                        QVERIFY2(std::abs(c.green() - 200) < 4 && c.red() < 16, qPrintable(name));
                    }
                    if (c.alpha() > 0 && (x < 1 || y < 1 || x > 46 || y > 46)) ++edge;
                }
            }
            QVERIFY2(drawn > 20, qPrintable(name + " is nearly empty"));
            QVERIFY2(edge == 0, qPrintable(name + " touches the edge of its grid"));
        }
    }
};
LACUNA_TEST(TestToolManager)
#include "test_tool_manager.moc"

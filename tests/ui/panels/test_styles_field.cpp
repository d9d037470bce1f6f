// Styles in the prompt dock: ticks and strengths reach the request, what does not fit says why, and the ways
// to get another are there.
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/panels/fields.h"
#include "ui/panels/prompt_panel.h"
#include "ui/panels/style_row.h"
#include "ui/panels/styles_field.h"

using namespace lacuna;
using tests::Studio;
using tests::testStyle;

namespace {

struct Desk {
    Desk() : panel(studio.controller, [](const Error& error) { return QString::fromStdString(error.what); }) {
        studio.controller.styles().setFound({testStyle("ink"), testStyle("paper", StyleFit::OtherModel)},
                                            "Test");
        panel.resize(340, 900);
        panel.show();
        field = panel.findChild<StylesField*>();
    }
    QAction* action(int row, const QString& text) const {
        auto* menu = field->rows()[std::size_t(row)]->findChild<QToolButton*>()->menu();
        Q_EMIT menu->aboutToShow();
        for (QAction* action : menu->actions())
            if (action->text() == text) return action;
        return nullptr;
    }
    Studio studio;
    PromptPanel panel;
    StylesField* field;
};

}  // namespace

class TestStylesField : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aTickShowsTheStrengthAndReachesTheRequest() {
        Desk desk;
        StyleRow* row = desk.field->rows()[0];
        QVERIFY(!row->strength()->isVisible());
        QTest::mouseClick(row->tick(), Qt::LeftButton, {}, QPoint(8, row->tick()->height() / 2));
        QVERIFY(row->strength()->isVisible());
        row->strength()->number()->setValue(0.6);
        desk.studio.write("a boat");
        desk.studio.controller.generate();
        QVERIFY((desk.studio.engine.last().loras == std::vector<LoraUse>{{"/styles/ink.safetensors", 0.6}}));
    }

    void strengthGoesFromBelowZeroToTwo() {
        Desk desk;
        auto* number = desk.field->rows()[0]->strength()->number();
        QCOMPARE(number->minimum(), -1.0);
        QCOMPARE(number->maximum(), 2.0);
        QCOMPARE(number->value(), 1.0);
    }

    void whatDoesNotFitIsDisabledAndSaysWhy() {
        Desk desk;
        StyleRow* row = desk.field->rows()[1];
        QVERIFY(!row->tick()->isEnabled());
        QVERIFY(row->findChild<QLabel*>()->text().contains("Test"));
        QVERIFY(!row->tick()->accessibleDescription().isEmpty());
    }

    void theWordsOfAStyleGoIntoThePromptOnce() {
        Desk desk;
        desk.studio.write("a boat");
        for (int i = 0; i < 2; ++i) desk.action(0, "Write its words into the prompt")->trigger();
        QCOMPARE(desk.studio.controller.settings().prompt, std::string("in ink. a boat"));
    }

    void removingAndShowingAreAskedFor() {
        Desk desk;
        QSignalSpy removed(&desk.panel, &PromptPanel::removeStyleRequested),
            shown(&desk.panel, &PromptPanel::revealStyleRequested);
        desk.action(0, "Delete...")->trigger();
        desk.action(1, "Show in the file manager")->trigger();
        QCOMPARE(removed.first()[0].toString(), QString("/styles/ink.safetensors"));
        QCOMPARE(shown.first()[0].toString(), QString("/styles/paper.safetensors"));
        desk.studio.controller.styles().remove(0);
        QCOMPARE(desk.field->rows().size(), std::size_t(1));
    }

    void thereIsAWayToGetAnother() {
        Desk desk;
        QSignalSpy train(&desk.panel, &PromptPanel::trainStyleRequested),
            add(&desk.panel, &PromptPanel::addStyleRequested);
        desk.panel.findChild<QToolButton*>("trainStyle")->click();
        desk.panel.findChild<QToolButton*>("addStyle")->click();
        QCOMPARE(train.count(), 1);
        QCOMPARE(add.count(), 1);
    }
};
LACUNA_TEST(TestStylesField)
#include "test_styles_field.moc"

// The prompt dock: what is typed reaches the request, what the controller changes is shown, and text fields
// keep their keys.
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QInputMethodEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSlider>
#include <QtWidgets/QToolButton>

#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/panels/action_button.h"
#include "ui/panels/prompt_edit.h"
#include "ui/panels/prompt_panel.h"

using namespace lacuna;
using tests::Studio;

namespace {

QString plainWords(const Error& error) {
    return QString::fromStdString(error.what);
}

template <class T>
T* fieldNamed(QWidget& panel, const QString& name) {
    for (T* field : panel.findChildren<T*>()) {
        if (field->accessibleName() == name) return field;
    }
    return nullptr;
}

struct Desk {
    Desk() : panel(studio.controller, plainWords) {
        panel.resize(340, 700);
        panel.show();
    }
    Studio studio;
    PromptPanel panel;
};

}  // namespace

class TestPromptPanel : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theButtonSaysWhatItWillDo() {
        Desk desk;
        QCOMPARE(desk.panel.actionButton()->text(), QString("Generate"));
        desk.studio.maskSomething();
        QCOMPARE(desk.panel.actionButton()->text(), QString("Fill"));
        fieldNamed<QDoubleSpinBox>(desk.panel, "Strength")->setValue(60);
        QCOMPARE(desk.panel.actionButton()->text(), QString("Refine"));
        desk.studio.controller.setExpansion({64, 0, 0, 0});
        QCOMPARE(desk.panel.actionButton()->text(), QString("Expand"));
    }

    void whatIsTypedReachesTheRequest() {
        Desk desk;
        desk.studio.maskSomething();
        QTest::keyClicks(desk.panel.promptEdit(), "a paper moon");
        fieldNamed<QDoubleSpinBox>(desk.panel, "Steps")->setValue(11);
        fieldNamed<QDoubleSpinBox>(desk.panel, "Guidance")->setValue(1.5);
        auto* seed = fieldNamed<QLineEdit>(desk.panel, "Seed");
        seed->selectAll();
        QTest::keyClicks(seed, "12345");
        QTest::keyClick(seed, Qt::Key_Return);
        desk.panel.actionButton()->click();
        QCOMPARE(desk.studio.engine.requests.size(), std::size_t(1));
        const GenerateRequest& request = desk.studio.engine.last();
        QCOMPARE(request.prompt, std::string("a paper moon"));
        QCOMPARE(request.sampling.steps, 11);
        QCOMPARE(request.sampling.guidance, 1.5);
        QCOMPARE(request.sampling.seed, 12345u);
    }

    void fastTakesFewStepsAndNoGuidance() {
        Desk desk;
        GenerationController& controller = desk.studio.controller;
        auto* fast = fieldNamed<QToolButton>(desk.panel, "Fast");
        QVERIFY(!fast->isEnabled());  // nothing was distilled
        ModelInfo model = *controller.model();
        model.fast =
            FastMode{{.steps = 6, .guidance = 1, .schedule = Schedule::Lightning}, {"f.safetensors", 1}};
        controller.setModels({model});
        QVERIFY(fast->isEnabled());
        const int usual = controller.settings().steps;
        fast->click();
        QVERIFY(controller.settings().fast);
        QCOMPARE(controller.settings().steps, 6);
        QVERIFY(!fieldNamed<QDoubleSpinBox>(desk.panel, "Guidance")->isEnabled());
        fieldNamed<QToolButton>(desk.panel, "Best")->click();
        QVERIFY(!fast->isChecked());
        QCOMPARE(controller.settings().steps, usual);
        QVERIFY(fieldNamed<QDoubleSpinBox>(desk.panel, "Guidance")->isEnabled());
    }

    void shiftEnterGeneratesAndEnterBreaksTheLine() {
        Desk desk;
        desk.studio.maskSomething();
        QTest::keyClicks(desk.panel.promptEdit(), "one");
        QTest::keyClick(desk.panel.promptEdit(), Qt::Key_Return);
        QTest::keyClicks(desk.panel.promptEdit(), "two");
        QVERIFY(desk.studio.engine.requests.empty());
        QTest::keyClick(desk.panel.promptEdit(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(desk.studio.engine.requests.size(), std::size_t(1));
        QCOMPARE(desk.studio.engine.last().prompt, std::string("one\ntwo"));
    }

    void keysAreInertWhileAnInputMethodComposes() {
        Desk desk;
        desk.studio.maskSomething();
        PromptEdit* prompt = desk.panel.promptEdit();
        QInputMethodEvent composing("yue", {});
        QCoreApplication::sendEvent(prompt, &composing);
        QVERIFY(prompt->isComposing());
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(desk.studio.engine.requests.empty());
        // A refresh from outside must not break the composition.
        desk.studio.set([](PromptSettings& s) { s.prompt = "something else"; });
        QVERIFY(prompt->toPlainText().isEmpty());
        QInputMethodEvent committed;
        committed.setCommitString("月");
        QCoreApplication::sendEvent(prompt, &committed);
        QVERIFY(!prompt->isComposing());
        QCOMPARE(desk.studio.controller.settings().prompt, std::string("月"));
    }

    void anEmptyClipboardPastesNothing() {
        Desk desk;
        PromptEdit* prompt = desk.panel.promptEdit();
        QGuiApplication::clipboard()->setMimeData(new QMimeData);
        QTest::keySequence(prompt, QKeySequence::Paste);
        QVERIFY(prompt->toPlainText().isEmpty());
        QGuiApplication::clipboard()->setText("月亮");
        QTest::keySequence(prompt, QKeySequence::Paste);
        QCOMPARE(prompt->toPlainText(), QString("月亮"));
    }

    void altUpBringsEarlierPromptsBack() {
        Desk desk;
        desk.studio.controller.setPromptHistory({"first", "second"});
        desk.studio.controller.refresh();
        PromptEdit* prompt = desk.panel.promptEdit();
        QTest::keyClicks(prompt, "draft");
        QTest::keyClick(prompt, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(prompt->toPlainText(), QString("second"));
        QTest::keyClick(prompt, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(prompt, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(prompt->toPlainText(), QString("first"));
        QTest::keyClick(prompt, Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(prompt, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(prompt->toPlainText(), QString("draft"));
    }

    void aWheelOverAFieldWithoutFocusChangesNothing() {
        Desk desk;
        auto* steps = fieldNamed<QDoubleSpinBox>(desk.panel, "Steps");
        const double before = steps->value();
        QWheelEvent wheel({5, 5}, steps->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(steps, &wheel);
        QCOMPARE(steps->value(), before);
    }

    void nothingIsCutOffAtTheDocksWidth() {
        Desk desk;
        QCoreApplication::processEvents();
        const auto* content = desk.panel.findChild<QWidget*>("promptContent");
        QVERIFY2(content->minimumSizeHint().width() <= 330,
                 QByteArray::number(content->minimumSizeHint().width()));
    }

    void everyFieldHasANameForScreenReaders() {
        Desk desk;
        QStringList nameless;
        for (QWidget* field : desk.panel.findChildren<QWidget*>()) {
            const bool talks = qobject_cast<QAbstractButton*>(field) || qobject_cast<QSlider*>(field) ||
                               qobject_cast<QComboBox*>(field) || qobject_cast<QPlainTextEdit*>(field) ||
                               qobject_cast<QAbstractSpinBox*>(field);
            if (!talks || field->objectName().startsWith("qt_")) continue;
            auto* button = qobject_cast<QAbstractButton*>(field);
            if (field->accessibleName().isEmpty() && (!button || button->text().isEmpty()))
                nameless << field->metaObject()->className();
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(", ")));
    }

    void anErrorIsOneSentenceThatCanBeDismissed() {
        Desk desk;
        desk.studio.maskSomething();
        desk.studio.controller.generate();
        desk.studio.engine.say(Failed{desk.studio.engine.lastId(),
                                      {ErrorKind::BadFile, "The shard is cut off. Copy it again.", "x"}});
        const auto labels = desk.panel.findChildren<QLabel*>();
        const auto found = std::find_if(labels.begin(), labels.end(), [](QLabel* label) {
            return label->text() == "The shard is cut off. Copy it again.";
        });
        QVERIFY(found != labels.end());
        QVERIFY((*found)->isVisibleTo(&desk.panel));
        desk.studio.controller.forgetError();
        QVERIFY(!(*found)->isVisibleTo(&desk.panel));
    }
};
LACUNA_TEST(TestPromptPanel)
#include "test_prompt_panel.moc"

// The one button is named after what it will do: the whole rule as a table.
#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/generation/action_kind.h"

using namespace lacuna;

Q_DECLARE_METATYPE(lacuna::ActionKind)

class TestActionKind : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void buttonNamesWhatItWillDo_data() {
        QTest::addColumn<bool>("page");
        QTest::addColumn<bool>("mask");
        QTest::addColumn<int>("pulledRight");
        QTest::addColumn<double>("strength");
        QTest::addColumn<bool>("editModel");
        QTest::addColumn<QString>("name");
        QTest::newRow("nothing there") << false << false << 0 << 1.0 << false << "Generate";
        QTest::newRow("a page") << true << false << 0 << 1.0 << false << "Generate";
        QTest::newRow("a page, less than full strength") << true << false << 0 << 0.6 << false << "Refine";
        QTest::newRow("a mask") << true << true << 0 << 1.0 << false << "Fill";
        QTest::newRow("a mask, less than full strength") << true << true << 0 << 0.6 << false << "Refine";
        QTest::newRow("an edge pulled out") << true << false << 64 << 1.0 << false << "Expand";
        QTest::newRow("an edge pulled out wins over a mask")
            << true << true << 64 << 0.5 << false << "Expand";
        QTest::newRow("a model that only edits") << true << false << 0 << 1.0 << true << "Edit";
        QTest::newRow("a model that only edits, with a mask") << true << true << 0 << 0.4 << true << "Edit";
        QTest::newRow("strength means nothing without a page")
            << false << false << 0 << 0.4 << false << "Generate";
    }
    void buttonNamesWhatItWillDo() {
        QFETCH(bool, page);
        QFETCH(bool, mask);
        QFETCH(int, pulledRight);
        QFETCH(double, strength);
        QFETCH(bool, editModel);
        const ModelInfo model = editModel ? tests::testModel({Task::Edit}) : tests::testModel();
        const ActionKind action = actionFor({page, mask, {0, 0, pulledRight, 0}, strength, {}}, &model);
        QTEST(titleOf(action), "name");
    }

    void whatThePersonInsistsOnWins() {
        const ModelInfo model = tests::testModel();
        QCOMPARE(actionFor({true, true, {}, 1, ActionKind::Edit}, &model), ActionKind::Edit);
    }

    void aMaskedRefineStartsFromThePicture() {
        QCOMPARE(taskFor(ActionKind::Refine, true), Task::Inpaint);
        QCOMPARE(taskFor(ActionKind::Refine, false), Task::ImageToImage);
    }
};
LACUNA_TEST(TestActionKind)
#include "test_action_kind.moc"

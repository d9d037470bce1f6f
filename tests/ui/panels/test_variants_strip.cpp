// The strip: keys pick, accept and discard; it is there only when there is something to decide.
#include <QtWidgets/QListView>

#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/panels/variants_strip.h"

using namespace lacuna;
using tests::Studio;

namespace {

struct Desk {
    Desk() : strip(studio.controller) {
        strip.resize(800, 140);
        studio.maskSomething();
        studio.set([](PromptSettings& s) { s.variants = 3; });
    }
    void makeThree() {
        studio.controller.generate();
        for (int variant = 0; variant < 3; ++variant)
            studio.engine.candidate(variant, std::uint8_t(60 * variant + 40));
        studio.engine.finish();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(strip.list(), key, modifiers);
    }

    Studio studio;
    VariantsStrip strip;
};

}  // namespace

class TestVariantsStrip : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void itIsThereOnlyWhenThereIsSomethingToDecide() {
        Desk desk;
        QVERIFY(desk.strip.isHidden());
        desk.studio.controller.generate();
        QVERIFY(!desk.strip.isHidden());
        desk.studio.engine.end(desk.studio.engine.lastId());
        QVERIFY(desk.strip.isHidden());
    }

    void digitsPickAndArrowsWalk() {
        Desk desk;
        desk.makeThree();
        desk.press(Qt::Key_1);
        QCOMPARE(desk.studio.controller.reviewedRow(), 0);
        desk.press(Qt::Key_Right);
        QCOMPARE(desk.studio.controller.reviewedRow(), 1);
        desk.press(Qt::Key_Left);
        desk.press(Qt::Key_Left);
        QCOMPARE(desk.studio.controller.reviewedRow(), 2);
        QCOMPARE(desk.strip.list()->selectionModel()->selectedIndexes().value(0).row(), 2);
        desk.press(Qt::Key_9);
        QCOMPARE(desk.studio.controller.reviewedRow(), 2);
    }

    void enterAcceptsAndShiftEnterStays() {
        Desk desk;
        desk.makeThree();
        desk.press(Qt::Key_2);
        desk.press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(desk.studio.document.layers().size(), std::size_t(2));
        QCOMPARE(desk.studio.controller.variants().count(), 3);
        desk.press(Qt::Key_3);
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.studio.controller.variants().count(), 0);
        QVERIFY(desk.strip.isHidden());
    }

    void deleteDiscardsTheOneThatIsShown() {
        Desk desk;
        desk.makeThree();
        desk.press(Qt::Key_2);
        const auto number = desk.studio.controller.variants().at(1).number;
        desk.press(Qt::Key_Delete);
        QCOMPARE(desk.studio.controller.variants().count(), 2);
        QCOMPARE(desk.studio.controller.variants().rowOfNumber(number), -1);
        QCOMPARE(desk.studio.controller.reviewedRow(), 1);
    }

    void itPaintsEveryStateWithoutAThumbnailToo() {
        Desk desk;
        desk.studio.controller.generate();
        desk.studio.engine.step(3, 8);
        desk.studio.engine.candidate(1, 50, true);
        QVERIFY(!desk.strip.grab().toImage().isNull());
        const QModelIndex first = desk.studio.controller.variants().index(0);
        QVERIFY(!desk.strip.list()->visualRect(first).isEmpty());
    }
};
LACUNA_TEST(TestVariantsStrip)
#include "test_variants_strip.moc"

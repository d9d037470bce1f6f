// The list of styles: ticks and strengths belong to files, and only what fits the model reaches the request.
#include "tests/support/test_registry.h"
#include "tests/ui/generation/scripted_engine.h"
#include "ui/generation/styles_model.h"

using namespace lacuna;
using tests::Studio;
using tests::testStyle;

class TestStylesModel : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void nothingIsOnAtFirst() {
        StylesModel model;
        model.setFound({testStyle("ink"), testStyle("paper")}, "Draft");
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0).data().toString(), QString("ink"));
        QCOMPARE(model.index(0).data(StylesModel::StrengthRole).toDouble(), 1.0);
        QVERIFY(model.chosen().empty());
    }

    void whatIsTickedIsChosenWithItsStrength() {
        StylesModel model;
        model.setFound({testStyle("ink"), testStyle("paper")}, "Draft");
        QSignalSpy changed(&model, &StylesModel::chosenChanged);
        QVERIFY(model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(1), 0.6, StylesModel::StrengthRole));
        QCOMPARE(changed.count(), 2);
        QVERIFY((model.chosen() == std::vector<LoraUse>{{"/styles/paper.safetensors", 0.6}}));
    }

    void strengthStaysInItsRange() {
        StylesModel model;
        model.setFound({testStyle("ink")}, "Draft");
        model.setStrength(0, 9);
        QCOMPARE(model.strength(0), 2.0);
        model.setStrength(0, -9);
        QCOMPARE(model.strength(0), -1.0);
        model.setStrength(0, std::nan(""));
        QCOMPARE(model.strength(0), 1.0);
    }

    void aStyleThatDoesNotFitWaitsWithItsTick() {
        StylesModel model;
        model.setFound({testStyle("ink")}, "Draft");
        model.setOn(0, true);
        model.setFound({testStyle("ink", StyleFit::OtherModel)}, "Large");
        QVERIFY(model.isOn(0));
        QVERIFY(model.chosen().empty());
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsEnabled));
        QVERIFY(model.index(0).data(StylesModel::ReasonRole).toString().contains("Large"));
        model.setFound({testStyle("ink")}, "Draft");
        QCOMPARE(model.chosen().size(), std::size_t(1));
        QVERIFY(model.index(0).data(StylesModel::ReasonRole).toString().isEmpty());
    }

    void theReasonNamesTheModelItWasMadeFor() {
        StylesModel model;
        StyleInfo other = testStyle("ink", StyleFit::OtherModel);
        other.base = "Qwen-Image";
        model.setFound({other}, "Draft");
        QVERIFY(model.index(0).data(StylesModel::ReasonRole).toString().contains("Qwen-Image"));
    }

    void ticksSurviveARestart() {
        StylesModel model;
        model.setFound({testStyle("ink"), testStyle("paper")}, "Draft");
        model.setOn(1, true);
        model.setStrength(1, 0.5);
        StylesModel next;
        next.restoreState(model.state());  // before the files have been found
        QVERIFY(next.chosen().empty());
        next.setFound({testStyle("ink"), testStyle("paper")}, "Draft");
        QVERIFY((next.chosen() == std::vector<LoraUse>{{"/styles/paper.safetensors", 0.5}}));
    }

    void ticksOfAnAbsentFileAreKept() {
        StylesModel model;
        model.setFound({testStyle("ink")}, "Draft");
        model.setOn(0, true);
        model.setFound({}, "Draft");
        QCOMPARE(model.state().size(), 1);
    }

    void aBrokenMemoryIsNoReasonToStumble() {
        StylesModel model;
        model.restoreState({QVariant("nonsense"), QVariantMap{{"file", 3}, {"strength", "many"}}});
        model.setFound({testStyle("ink")}, "Draft");
        QVERIFY(model.chosen().empty());
    }

    void theRequestHoldsWhatIsChosen() {
        Studio studio;
        studio.controller.styles().setFound({testStyle("ink"), testStyle("paper", StyleFit::OtherModel)},
                                            "Test");
        studio.controller.styles().setOn(0, true);
        studio.controller.styles().setOn(1, true);
        studio.controller.styles().setStrength(0, 0.75);
        studio.write("a lantern");
        studio.controller.generate();
        QVERIFY((studio.engine.last().loras == std::vector<LoraUse>{{"/styles/ink.safetensors", 0.75}}));
        studio.controller.styles().setOn(0, false);
        studio.engine.finish();
        studio.controller.generate();
        QVERIFY(studio.engine.last().loras.empty());
    }
};
LACUNA_TEST(TestStylesModel)
#include "test_styles_model.moc"

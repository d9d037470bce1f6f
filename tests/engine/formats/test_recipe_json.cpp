// A recipe that was saved is the recipe that is read; one that no run could have had is refused.
#include "engine/formats/recipe_json.h"

#include "tests/support/test_registry.h"

using namespace lacuna;

class TestRecipeJson : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void whatWasWrittenIsRead() {
        Recipe recipe;
        recipe.task = Task::Outpaint;
        recipe.model = "Draft";
        recipe.prompt = "设计一张海报 \"quoted\"\n";
        recipe.negativePrompt = " ";
        recipe.sampling = {18446744073709551615u, 12, 3.5, 0.25, Schedule::Lightning};
        recipe.modelSize = {512, 768};
        recipe.bands = {8, 16, 24};
        recipe.outpaint = {0, 64, 512, 0};
        const auto read = recipeFromJson(recipeToJson(recipe));
        QVERIFY(read);
        QCOMPARE(recipeToJson(*read), recipeToJson(recipe));
        QCOMPARE(read->sampling.seed, recipe.sampling.seed);
        QCOMPARE(read->task, Task::Outpaint);
        QCOMPARE(read->prompt, recipe.prompt);
        QVERIFY(read->outpaint == recipe.outpaint);
    }

    void unknownKeysAreIgnored() {
        QVERIFY(recipeFromJson(R"({"lacuna_recipe":2,"task":"edit","finish":[{"name":"x"}]})"));
    }

    void everyTaskHasAName() {
        for (const Task task :
             {Task::TextToImage, Task::ImageToImage, Task::Inpaint, Task::Outpaint, Task::Edit}) {
            QCOMPARE(taskFromName(taskName(task)).value(), task);
        }
        QVERIFY(!taskFromName("upscale"));
    }

    void aBrokenPromptIsStillSaved() {
        Recipe recipe;
        recipe.prompt = "moon \xFF";
        const auto read = recipeFromJson(recipeToJson(recipe));
        QVERIFY(read);
        QCOMPARE(read->prompt, std::string("moon \xEF\xBF\xBD"));
    }

    void lorasComeBack() {
        Recipe recipe;
        recipe.loras = {{"lantern paper.safetensors", 0.75}, {"b.safetensors", -1}};
        const auto read = recipeFromJson(recipeToJson(recipe));
        QVERIFY(read.has_value());
        QVERIFY(read->loras == recipe.loras);
    }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::newRow("nothing") << "";
        QTest::newRow("a list") << "[]";
        QTest::newRow("someone else's object") << R"({"task":"edit"})";
        QTest::newRow("an unknown task") << R"({"lacuna_recipe":1,"task":"dance"})";
        QTest::newRow("no steps") << R"({"lacuna_recipe":1,"task":"edit","steps":0})";
        QTest::newRow("absurd steps") << R"({"lacuna_recipe":1,"task":"edit","steps":1000000})";
        QTest::newRow("strength above one") << R"({"lacuna_recipe":1,"task":"edit","strength":1.5})";
        QTest::newRow("a negative seed") << R"({"lacuna_recipe":1,"task":"edit","seed":-1})";
        QTest::newRow("half a size") << R"({"lacuna_recipe":1,"task":"edit","model_size":[512]})";
        QTest::newRow("a negative band") << R"({"lacuna_recipe":1,"task":"edit","bands":{"grow":-1}})";
        QTest::newRow("LoRAs that are no list")
            << R"({"lacuna_recipe":1,"task":"edit","loras":{"file":"a"}})";
        QTest::newRow("a LoRA without a file")
            << R"({"lacuna_recipe":1,"task":"edit","loras":[{"strength":1}]})";
        QTest::newRow("an unknown schedule") << R"({"lacuna_recipe":1,"task":"edit","schedule":"x"})";
    }
    void refuses() {
        QFETCH(const QString, json);
        const auto recipe = recipeFromJson(json.toStdString());
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::BadFile);
    }
};
LACUNA_TEST(TestRecipeJson)
#include "test_recipe_json.moc"

// Configurations with absurd values are refused where they are read, with key and range in the sentence.
#include "engine/formats/json_file.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using lacuna::tests::TemporaryFolder;

class TestJsonFile : public QObject {
    Q_OBJECT

    static JsonObject object(const Json& json) { return *JsonObject::of(json, "config.json"); }

  private Q_SLOTS:
    void gettersTakeWhatIsInRange() {
        const Json json = Json::parse(
            R"({"i":7,"n":1.5,"whole":2,"b":true,"s":"text","list":[1,2],"o":{"x":1},"none":null})");
        const JsonObject config = object(json);
        QCOMPARE(config.integer("i", 1, 7).value(), 7);
        QCOMPARE(config.number("n", 0, 2).value(), 1.5);
        QCOMPARE(config.number("whole", 0, 2).value(), 2.0);
        QCOMPARE(config.boolean("b").value(), true);
        QCOMPARE(config.text("s").value(), std::string("text"));
        QVERIFY((config.integers("list", 2, 2, 1, 2).value() == std::vector<std::int64_t>{1, 2}));
        QCOMPARE(config.object("o")->integer("x", 0, 1).value(), 1);
        QCOMPARE(config.integerOr("none", 5, 0, 9).value(), 5);
        QCOMPARE(config.integerOr("absent", 5, 0, 9).value(), 5);
        QVERIFY(!config.has("none"));
        QVERIFY(!*config.objectIfAny("absent"));
    }

    void aNumberOutOfRangeNamesKeyAndRange() {
        const Json json = Json::parse(R"({"num_layers":4000000000})");
        const auto layers = object(json).integer("num_layers", 1, 1000);
        QVERIFY(!layers);
        QCOMPARE(layers.error().kind, ErrorKind::BadFile);
        QCOMPARE(layers.error().where, std::string("config.json"));
        QCOMPARE(layers.error().what, std::string("The key \"num_layers\" must be a whole number between 1 "
                                                  "and 1000. Check the file, or download it again."));
    }

    void refusesValues_data() {
        QTest::addColumn<QString>("value");
        for (const char* value : {"-1", "0", "1001", "1e3", "18446744073709551615", "\"7\"", "true", "[7]",
                                  "{}", "7.5", "null"}) {
            QTest::newRow(value) << value;
        }
    }
    void refusesValues() {
        QFETCH(const QString, value);
        const Json json = Json::parse("{\"key\":" + value.toStdString() + "}");
        QVERIFY(!object(json).integer("key", 1, 1000));
        // A fallback is for what is absent, not for what is wrong.
        if (value != "null") QVERIFY(!object(json).integerOr("key", 5, 1, 1000));
    }

    void arraysAreCounted() {
        const Json json = Json::parse(R"({"list":[16,56,56]})");
        QVERIFY(object(json).integers("list", 3, 3, 2, 256));
        QVERIFY(!object(json).integers("list", 4, 4, 2, 256));
        QVERIFY(!object(json).integers("list", 1, 2, 2, 256));
        QVERIFY(!object(json).integers("list", 3, 3, 2, 55));
        QVERIFY(!object(json).booleans("list", 3, 3));
    }

    void depthIsLimitedBeforeParsing() {
        std::string deep(100'000, '[');
        const auto parsed = parseJson(deep, "deep.json");
        QVERIFY(!parsed);
        QVERIFY(parsed.error().what.find("nested deeper than 64") != std::string::npos);
        QVERIFY(parseJson("{\"brackets in text\":\"[[[[[[[[\",\"escaped \\\" quote\":\"{{{{{{{{\"}",
                          "text.json", {1000, 1}));
    }

    void brokenJsonSaysWhere() {
        const auto parsed = parseJson(R"({"a": 1,, })", "broken.json");
        QVERIFY(!parsed);
        QVERIFY(parsed.error().what.find("at byte 9") != std::string::npos);
        QVERIFY(!parseJson("\"\xC3\x28\"", "utf8.json"));
        QVERIFY(!parseJson("", "empty.json"));
    }

    void aPersonsOwnFileIsNotCalledADownload() {
        const TemporaryFolder folder;
        folder.write("mine.json", "{\"a\": }");
        const auto own = readJsonFile(folder / "mine.json", {}, kOwnFileHint);
        QCOMPARE(own.error().what, std::string("This is not valid JSON (at byte 7). Correct the file."));
        const auto gone = readTextFile(folder / "gone.txt", 100);
        QVERIFY(gone.error().what.find("ownload") == std::string::npos);
    }

    void largeAndMissingFilesAreRefused() {
        const TemporaryFolder folder;
        folder.write("large.json", "[" + std::string(200, ' ') + "]");
        QCOMPARE(readJsonFile(folder / "large.json", {100, 8}).error().kind, ErrorKind::BadFile);
        QVERIFY(readJsonFile(folder / "large.json", {1000, 8}));
        QCOMPARE(readJsonFile(folder / "gone.json").error().kind, ErrorKind::ModelMissing);
        QCOMPARE(readJsonFile(folder.path()).error().kind, ErrorKind::BadFile);
    }
};
LACUNA_TEST(TestJsonFile)
#include "test_json_file.moc"

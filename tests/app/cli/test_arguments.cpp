// What was typed becomes values, or one sentence that says what to type instead.
#include "app/cli/arguments.h"

#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::cli;

namespace {
Result<Arguments> parse(std::vector<std::string> words) {
    return parseArguments(words);
}
}  // namespace

class TestArguments : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everyOptionOfAFillArrives() {
        const auto a = parse({"fill",          "--image", "a.png",      "--mask=b.png",
                              "--output",      "c.png",   "--prompt",   "一轮明月",
                              "--negative",    "",        "--seed",     "18446744073709551615",
                              "--steps",       "7",       "--guidance", "2.5",
                              "--strength",    "0.75",    "--variants", "3",
                              "--preview-dir", "p",       "--model",    "Draft",
                              "--json"})
                           .value();
        QVERIFY(a.command == Command::Fill);
        QCOMPARE(a.images, (std::vector<std::filesystem::path>{"a.png"}));
        QCOMPARE(a.mask, std::filesystem::path("b.png"));
        QCOMPARE(a.prompt, std::string("一轮明月"));
        QCOMPARE(a.negative, std::optional<std::string>(""));
        QCOMPARE(a.seed, std::optional<std::uint64_t>(UINT64_MAX));
        QCOMPARE(a.steps, std::optional(7));
        QCOMPARE(a.guidance, std::optional(2.5));
        QCOMPARE(a.strength, std::optional(0.75));
        QCOMPARE(a.variants, 3);
        QVERIFY(a.json);
    }
    void lorasArriveWithTheirStrengths() {
        const auto a =
            parse({"generate", "--prompt", "x", "--output", "b.png", "--lora", "style.safetensors:0.8",
                   "--lora", "dir:old/b.safetensors", "--lora", "c.safetensors:-1"});
        QVERIFY(a.has_value());
        QCOMPARE(a->loras.size(), std::size_t(3));
        QVERIFY(a->loras[0] == (LoraUse{"style.safetensors", 0.8}));
        QVERIFY(a->loras[1] == (LoraUse{"dir:old/b.safetensors", 1}));
        QVERIFY(a->loras[2] == (LoraUse{"c.safetensors", -1}));
    }
    void sidesAndSizesArrive() {
        QCOMPARE(
            parse({"expand", "--image", "a", "--output", "b.png", "--expand", "left=5,bottom=7"})->expand,
            (Margins{5, 0, 0, 7}));
        QCOMPARE(parse({"generate", "--prompt", "x", "--output", "b.png", "--size", "640x480"})->size,
                 std::optional(Size{640, 480}));
    }
    void wrongUseIsSaidInASentence_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("mentions");
        const QStringList good{"generate", "--prompt", "x", "--output", "b.png"};
        QTest::newRow("unknown subcommand") << QStringList{"paint"} << "paint";
        QTest::newRow("unknown option") << good + QStringList{"--colour", "red"} << "--colour";
        QTest::newRow("another's option") << good + QStringList{"--mask", "m.png"} << "--mask";
        QTest::newRow("value missing") << good + QStringList{"--seed"} << "--seed";
        QTest::newRow("no number") << good + QStringList{"--steps", "many"} << "1 to 1000";
        QTest::newRow("trailing text") << good + QStringList{"--steps", "20x"} << "20x";
        QTest::newRow("no steps") << good + QStringList{"--steps", "0"} << "--steps";
        QTest::newRow("negative seed") << good + QStringList{"--seed", "-1"} << "--seed";
        QTest::newRow("guidance is no number") << good + QStringList{"--guidance", "nan"} << "--guidance";
        QTest::newRow("endless guidance") << good + QStringList{"--guidance", "inf"} << "--guidance";
        QTest::newRow("size without height") << good + QStringList{"--size", "640"} << "WIDTHxHEIGHT";
        QTest::newRow("size of nothing") << good + QStringList{"--size", "0x480"} << "--size";
        QTest::newRow("negative size") << good + QStringList{"--size", "-5x480"} << "--size";
        QTest::newRow("absurd size") << good + QStringList{"--size", "99999999999x2"} << "--size";
        QTest::newRow("too many variants") << good + QStringList{"--variants", "1000"} << "--variants";
        QTest::newRow("no prompt") << QStringList{"generate", "--output", "b.png"} << "--prompt";
        QTest::newRow("no output") << QStringList{"generate", "--prompt", "x"} << "--output";
        QTest::newRow("no image") << QStringList{"fill", "--output", "b.png", "--mask", "m"} << "--image";
        QTest::newRow("no mask") << QStringList{"fill", "--output", "b.png", "--image", "m"} << "--mask";
        QTest::newRow("no sides") << QStringList{"expand", "--output", "b.png", "--image", "m"} << "--expand";
        QTest::newRow("unknown side")
            << QStringList{"expand", "--output", "b.png", "--image", "m", "--expand", "up=5"} << "up=5";
        QTest::newRow("negative side")
            << QStringList{"expand", "--output", "b.png", "--image", "m", "--expand", "left=-5"} << "left=-5";
        QTest::newRow("two images") << QStringList{"fill",    "--output", "b.png",   "--mask", "m",
                                                   "--image", "a",        "--image", "b"}
                                    << "--image";
        QTest::newRow("layers alone") << QStringList{"bench", "--layers", "3"} << "--width";
        QTest::newRow("a switch with a value") << QStringList{"models", "--json=yes"} << "--json";
    }
    void wrongUseIsSaidInASentence() {
        QFETCH(QStringList, words);
        QFETCH(QString, mentions);
        std::vector<std::string> list;
        for (const QString& word : words) list.push_back(word.toStdString());
        const auto result = parseArguments(list);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadRequest);
        const QString what = QString::fromStdString(result.error().what);
        QVERIFY2(what.contains(mentions), qPrintable(what));
        QVERIFY2(what.endsWith('.'), qPrintable(what));
    }
    void textInOtherEncodingsIsRefused() {
        const auto result = parse({"generate", "--output", "b.png", "--prompt", "\xd6\xd0\xc7\xef"});
        QVERIFY(!result);
        QVERIFY(result.error().what.find("UTF-8") != std::string::npos);
    }
    void helpNeedsNothingElse() {
        QVERIFY(parse({"fill", "--help"})->help);
        QVERIFY(parse({})->command == Command::Help);
        for (const Command command : {Command::Generate, Command::Refine, Command::Fill, Command::Expand,
                                      Command::Edit, Command::Demo, Command::Bench, Command::Models}) {
            QVERIFY(helpText().find(nameOf(command)) != std::string::npos);
            QVERIFY(helpText(command).find("--json") != std::string::npos);
            QVERIFY(commandNamed(nameOf(command)) == command);
        }
    }
};
LACUNA_TEST(TestArguments)
#include "test_arguments.moc"

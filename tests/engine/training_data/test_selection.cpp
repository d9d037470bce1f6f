// From scores to weights: better is drawn more often, too bad and copies are dropped, and why is said.
#include "engine/training/data/selection.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna::training::data;
using lacuna::ErrorKind;
using lacuna::tests::TemporaryFolder;

namespace {

ScoreRecord record(double aesthetics, std::uint64_t fingerprint, const char* name = "p.png") {
    ScoreRecord r;
    r.picture = name;
    r.size = {500, 500};
    r.scores[kAesthetics] = aesthetics;
    r.fingerprint = fingerprint;
    return r;
}

}  // namespace

class TestSelection : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void weightsRiseWithScoresAndHaveMeanOne() {
        std::vector<ScoreRecord> records;
        for (int i = 0; i < 9; ++i)
            records.push_back(record(0.2 + 0.09 * i, 0x0101010101010101ull << i | 0xFFull << 7 * i));
        SelectionRules rules;
        rules.duplicateBits = 0;
        select(records, rules);
        double sum = 0;
        for (std::size_t i = 0; i < records.size(); ++i) {
            QCOMPARE(records[i].dropped, Dropped::No);
            if (i) QVERIFY(records[i].weight > records[i - 1].weight);
            sum += records[i].weight;
        }
        QVERIFY(std::abs(sum - 9) < 1e-9);
        // 0.2 and 0.92 are the only score, so the total; squared.
        QVERIFY(std::abs(records[8].weight / records[0].weight - 0.92 * 0.92 / 0.04) < 1e-6);
    }

    void theTotalIsTheGeometricMeanOfWhatIsThere() {
        SelectionRules rules;  // relevance counts twice
        QVERIFY(std::abs(totalOf({{kAesthetics, 0.5}, {kRelevance, 0.8}}, rules) -
                         std::cbrt(0.5 * 0.8 * 0.8)) < 1e-12);
        QCOMPARE(totalOf({{"aesthetics.colour", 0.1}}, rules), 0.5);
    }

    void tooBadIsDroppedWithTheReason() {
        auto small = record(0.9, 1), blind = record(0.9, 2), broken = record(0, 3);
        small.size = {500, 20};
        blind.captioned = false;
        broken.unreadable = "It is cut off.";
        std::vector<ScoreRecord> records{record(0.05, 4), small, blind, broken, record(0.8, 5)};
        select(records, {});
        QCOMPARE(records[0].dropped, Dropped::Threshold);
        QCOMPARE(records[0].because, std::string("Its aesthetics is 0.05, below 0.15."));
        QCOMPARE(records[1].dropped, Dropped::Small);
        QCOMPARE(records[2].dropped, Dropped::Uncaptioned);
        QCOMPARE(records[3].dropped, Dropped::Unreadable);
        QCOMPARE(records[4].weight, 1.0);
        for (int i = 0; i < 4; ++i) QCOMPARE(records[i].weight, 0.0);
    }

    void ofCopiesTheBestStays() {
        std::vector<ScoreRecord> records{record(0.5, 0xFF, "worse.png"), record(0.9, 0xFE, "best.png"),
                                         record(0.6, 0xFC, "middle.png")};
        select(records, {});
        QCOMPARE(records[0].dropped, Dropped::Duplicate);
        QVERIFY(records[0].because.find("best.png (1 of 64") != std::string::npos);
        QCOMPARE(records[1].dropped, Dropped::No);
        QCOMPARE(records[2].dropped, Dropped::Duplicate);
        auto pair = record(0.5, 0xFE, "pair.png");
        pair.editPicture = "before.png";
        std::vector<ScoreRecord> withPair{record(0.9, 0xFE), pair};
        select(withPair, {});
        QCOMPARE(withPair[1].dropped, Dropped::No);
    }

    void rulesAreReadAndWrongOnesAreSaid() {
        const TemporaryFolder folder;
        folder.write("r.json", R"({"least": {"aesthetics": 0.4}, "power": 0, "duplicate_bits": 3})");
        const auto rules = SelectionRules::read(folder / "r.json");
        QVERIFY(rules);
        QCOMPARE(rules->least.at(kAesthetics), 0.4);
        QCOMPARE(rules->least.at(kLettering), 0.2);
        QCOMPARE(rules->duplicateBits, 3);
        folder.write("r.json", R"({"least": {"beauty": 0.4}})");
        QVERIFY(SelectionRules::read(folder / "r.json").error().what.find("beauty") != std::string::npos);
        folder.write("r.json", R"({"duplicate_bits": 16})");
        QCOMPARE(SelectionRules::read(folder / "r.json").error().kind, ErrorKind::BadFile);
    }
};
LACUNA_TEST(TestSelection)
#include "test_selection.moc"

// Every golden number of tests/reference against the engine, a row a case; the same list as `lacuna-parity
// tests/reference`.
#include "app/parity/cases.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestParity : public QObject {
    Q_OBJECT

  public:
    TestParity() {
        const std::filesystem::path folder = LACUNA_TESTS_DIR "/reference";
        for (const auto type : {torch::kFloat, torch::kBFloat16}) {
            const auto fixture = parity::Fixture::open(folder, {type, folder / "tiny-t2i/tokenizer"});
            if (fixture) fixtures_.push_back(*fixture);
        }
    }

  private Q_SLOTS:
    void initTestCase() { QCOMPARE(fixtures_.size(), std::size_t{2}); }

    void engineComputesWhatThePublishedOneComputes_data() {
        QTest::addColumn<int>("fixture");
        QTest::addColumn<int>("number");
        for (int f = 0; f < int(fixtures_.size()); ++f) {
            const auto cases = parity::casesOf(fixtures_[std::size_t(f)]);
            QVERIFY(cases.size() >= 27);
            for (int i = 0; i < int(cases.size()); ++i) {
                QTest::addRow("%s %s", f == 0 ? "f32" : "bf16", cases[std::size_t(i)].name.c_str()) << f << i;
            }
        }
    }
    void engineComputesWhatThePublishedOneComputes() {
        QFETCH(int, fixture);
        QFETCH(int, number);
        auto& folder = fixtures_[std::size_t(fixture)];
        const auto cases = parity::casesOf(folder);
        const auto result = parity::runCase(cases[std::size_t(number)], folder);
        QVERIFY2(result.has_value(), result ? "" : describe(result.error()).c_str());
        QVERIFY2(result->holds(), parity::describe(*result).c_str());
    }

    void comparisonFailsOnWrongAndOnAbsentNumbers() {
        const auto expected = torch::tensor({1.0, -2.0});
        const auto within = [&](const torch::Tensor& got) {
            const auto result = parity::compare(parity::Measure::Relative, 1e-3, got, expected);
            return result && result->holds();
        };
        QVERIFY(within(torch::tensor({1.0, -2.001})));
        QVERIFY(!within(torch::tensor({1.0, -2.01})));
        QVERIFY(!within(torch::tensor({1.0, std::nan("")})));
        QVERIFY(!within(torch::tensor({1.0})));
    }

  private:
    std::vector<parity::Fixture> fixtures_;
};
LACUNA_TEST(TestParity)
#include "test_parity.moc"

// Result and its early-return macros carry the first error outwards unchanged.
#include "engine/base/result.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
Result<int> half(int n) {
    if (n % 2) return fail(ErrorKind::BadRequest, "The number is odd. Try an even one.", "half");
    return n / 2;
}
Result<int> quarter(int n) {
    LACUNA_TRY(const int h, half(n));
    return half(h);
}
}  // namespace

class TestResult : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void tryPassesValuesOn() { QCOMPARE(quarter(12).value(), 3); }
    void tryReturnsTheFirstError() {
        const auto result = quarter(6);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadRequest);
        QCOMPARE(describe(result.error()), std::string("The number is odd. Try an even one. (half)"));
    }
};
LACUNA_TEST(TestResult)
#include "test_result.moc"

// Too large is said before it is tried.
#include "engine/pipeline/memory_plan.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

MemoryQuestion released(Size size) {
    MemoryQuestion question;
    question.size = size;
    question.encodes = true;
    return question;
}
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;
const std::vector<Size> kSizes{{1328, 1328}, {1024, 1024}, {512, 512}};

}  // namespace

class TestMemoryPlan : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void worksInOnePieceWhereThereIsRoom() {
        const auto plan = planMemory(released({1024, 1024}), 64 * kGiB);
        QVERIFY(!plan.tiledDecode && !plan.tiledEncode);
        // The last level: (192 + 2 * 96) channels of 1024 x 1024 float32.
        QVERIFY(plan.bytes >= std::uint64_t(1024) * 1024 * 384 * 4);
    }
    void tilesWhereThereIsNot() {
        const auto plan = planMemory(released({1328, 1328}), 2 * kGiB);
        QVERIFY(plan.tiledDecode);
    }
    void aTiledDecodeNeedsLess() {
        QVERIFY(planMemory(released({2048, 2048}), 2 * kGiB).bytes <
                planMemory(released({2048, 2048}), 64 * kGiB).bytes);
    }
    void proposesTheLargestSizeThatFits() {
        const auto need = planMemory(released({1024, 1024}), kGiB).bytes;
        const auto plan = checkMemory(released({1328, 1328}), need, kSizes);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::OutOfMemory);
        QVERIFY2(plan.error().what.find("1328 x 1328 needs ") == 0, plan.error().what.c_str());
        QVERIFY2(plan.error().what.find("Try 1024 x 1024") != std::string::npos, plan.error().what.c_str());
    }
    void saysWhatElseToDoWhenNothingFits() {
        auto question = released({512, 512});
        question.weightsToLoad = 40 * kGiB;
        const auto plan = checkMemory(question, kGiB, kSizes);
        QVERIFY(!plan);
        QVERIFY(plan.error().what.find("Close other programs") != std::string::npos);
    }
    void theMachineHasMemory() { QVERIFY(availableMemory() > 0); }
};
LACUNA_TEST(TestMemoryPlan)
#include "test_memory_plan.moc"

// How a page grows: margins, overlap, and passes that never more than half-extend what is there.
#include "engine/image/outpaint_plan.h"

#include "engine/image/mask_ops.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
const PlanLimits kLimits{16, 256 * 256, 1792 * 1024, {1328, 1328}};
}

class TestOutpaintPlan : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void overlapIsSixPercentAndAtLeast64() {
        QCOMPARE(defaultOverlapPx(1000), 64);
        QCOMPARE(defaultOverlapPx(2000), 120);
        QCOMPARE(defaultOverlapPx(100), 50);  // never more than half
    }
    void oneSideGrowsInOnePass() {
        const auto plan = planOutpaint({1000, 800}, {0, 0, 256, 0}, kLimits).value();
        QCOMPARE(plan.pageAfter, (Size{1256, 800}));
        QCOMPARE(plan.passes.size(), std::size_t{1});
        const OutpaintPass& pass = plan.passes.front();
        QCOMPARE(pass.kept, (Rect{0, 0, 936, 800}));
        QVERIFY(pass.frame.oneToOne());
        QVERIFY(pass.frame.crop.contains(Rect{936, 0, 320, 800}));
        QCOMPARE(pass.bands, (BlendBands{0, 0, 32}));
    }
    void largeGrowthIsSplit() {
        // 1000 -> 1500 -> 2200: at most half of what is there each time.
        const auto plan = planOutpaint({1000, 1000}, {600, 0, 600, 0}, kLimits).value();
        QCOMPARE(plan.pageAfter, (Size{2200, 1000}));
        QCOMPARE(plan.passes.size(), std::size_t{2});
        QCOMPARE(plan.passes[0].margins, (Margins{250, 0, 250, 0}));
        QCOMPARE(plan.passes[1].margins, (Margins{350, 0, 350, 0}));
    }
    void passesAddUpToTheMargins() {
        for (const Margins wanted : {Margins{1, 2, 3, 4}, Margins{5000, 0, 0, 3}, Margins{0, 999, 1, 0},
                                     Margins{2000, 2000, 2000, 2000}}) {
            const auto plan = planOutpaint({700, 500}, wanted, kLimits).value();
            Margins sum;
            Size page{700, 500};
            for (const OutpaintPass& pass : plan.passes) {
                QCOMPARE(pass.pageBefore, page);
                QVERIFY(2 * (pass.margins.left + pass.margins.right) <= page.width);
                QVERIFY(2 * (pass.margins.top + pass.margins.bottom) <= page.height);
                page = {page.width + pass.margins.left + pass.margins.right,
                        page.height + pass.margins.top + pass.margins.bottom};
                QCOMPARE(pass.pageAfter, page);
                QVERIFY(
                    Rect(pass.margins.left, pass.margins.top, pass.pageBefore.width, pass.pageBefore.height)
                        .contains(pass.kept));
                sum = {sum.left + pass.margins.left, sum.top + pass.margins.top,
                       sum.right + pass.margins.right, sum.bottom + pass.margins.bottom};
            }
            QCOMPARE(sum, wanted);
            QCOMPARE(plan.pageAfter, page);
        }
    }
    void theMaskIsWhatIsNotKept() {
        const auto plan = planOutpaint({400, 300}, {100, 0, 0, 0}, kLimits, 20).value();
        const OutpaintPass& pass = plan.passes.front();
        const Bitmap mask = outpaintMask(pass, boundsOf(pass.pageAfter));
        QCOMPARE(maskBounds(mask), (Rect{0, 0, 120, 300}));
        QCOMPARE(maskArea(mask), std::int64_t{120 * 300});
    }
    void noOverlapKeepsAllOfTheOldPage() {
        const auto plan = planOutpaint({400, 300}, {0, 100, 0, 0}, kLimits, 0).value();
        QCOMPARE(plan.passes.front().kept, (Rect{0, 100, 400, 300}));
        QCOMPARE(plan.passes.front().bands.blendPx, 0);
    }
    void whatCannotGrowIsSaid() {
        QVERIFY(!planOutpaint({400, 300}, {}, kLimits));
        QVERIFY(!planOutpaint({400, 300}, {-1, 5, 0, 0}, kLimits));
        QVERIFY(!planOutpaint({0, 300}, {1, 0, 0, 0}, kLimits));
        const auto huge = planOutpaint({400, 300}, {2147483647, 0, 2147483647, 0}, kLimits);
        QVERIFY(!huge);
        QCOMPARE(huge.error().kind, ErrorKind::BadRequest);
    }
};
LACUNA_TEST(TestOutpaintPlan)
#include "test_outpaint_plan.moc"

// Which part of the page the model sees, and at which size: by table, and by the rules that every plan keeps.
#include "engine/image/inpaint_plan.h"

#include "engine/messages/plan_limits.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

const PlanLimits kLarge{16, 256 * 256, 1792 * 1024, {1328, 1328}};
const PlanLimits kLarge32{32, 256 * 256, 1792 * 1024, {1328, 1328}};
const PlanLimits kDraft{16, 128 * 128, 512 * 512, {256, 384}};

void verify(const ModelFrame& frame, const PlanLimits& limits, const char* what) {
    QVERIFY2(frame.modelSize.width % limits.grid == 0 && frame.modelSize.height % limits.grid == 0, what);
    QVERIFY2(frame.modelSize.area() >= limits.minPixels && frame.modelSize.area() <= limits.maxPixels, what);
    // One factor for both axes, exactly.
    QCOMPARE(std::int64_t{frame.crop.width} * frame.modelSize.height,
             std::int64_t{frame.crop.height} * frame.modelSize.width);
}

}  // namespace

class TestInpaintPlan : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void bandsFollowTheFormulas() {
        struct Case {
            Size mask;
            double strength;
            BlendBands bands;
        };
        // D = hypot(600, 400) = 721.1: f = 72, g = 4 + 36, b = min(25, 14); the worked example of the studied
        // editor.
        const Case cases[] = {
            {{600, 400}, 1.0, {40, 72, 14}},     {{600, 400}, 0.5, {22, 36, 14}},
            {{30, 40}, 1.0, {20, 32, 1}},  // D = 50: the floor of 32 px
            {{3000, 4000}, 1.0, {254, 500, 25}}, {{1, 1}, 1.0, {20, 32, 1}},
        };
        for (const Case& c : cases)
            QCOMPARE(bandsFor({10, 10, c.mask.width, c.mask.height}, c.strength), c.bands);
    }
    void anA4PageIsSeenOneToOne() {
        // reach: 600 x 400 grown by 40 + 36 = 752 x 552; pad = max(3508 / 16, (752 + 552) / 4) = 326 and for
        // the long axis 326 - 200 / 2 = 226: context 1204 x 1204, up to the grid 1216 x 1216 = 1.48
        // megapixels.
        const auto plan = planInpaint({900, 1500, 600, 400}, {2480, 3508}, 1.0, kLarge).value();
        QCOMPARE(plan.reach, (Rect{824, 1424, 752, 552}));
        QCOMPARE(plan.context, (Rect{598, 1098, 1204, 1204}));
        QCOMPARE(plan.frame.crop, (Rect{592, 1092, 1216, 1216}));
        QVERIFY(plan.frame.oneToOne());
    }
    void aCornerShiftsTheCropInsideThePage() {
        const auto plan = planInpaint({2300, 3400, 180, 108}, {2480, 3508}, 1.0, kLarge).value();
        QVERIFY(boundsOf(Size{2480, 3508}).contains(plan.frame.crop));
        QVERIFY(plan.frame.crop.contains(plan.reach));
        QVERIFY(plan.frame.oneToOne());
    }
    void aPageOffTheGridIsPaddedNotResized() {
        const auto plan = planInpaint({0, 0, 1000, 1000}, {1000, 1000}, 1.0, kLarge).value();
        QCOMPARE(plan.frame.crop, (Rect{-4, -4, 1008, 1008}));
        QVERIFY(plan.frame.oneToOne());
        QCOMPARE(padOf(plan.frame.crop, {1000, 1000}), (Margins{4, 4, 4, 4}));
    }
    void aLargeMaskIsReducedByOneExactFactor() {
        const auto plan = planInpaint({500, 500, 3000, 4000}, {4961, 7016}, 1.0, kLarge).value();
        verify(plan.frame, kLarge, "large");
        QVERIFY(plan.frame.scale() < 1);
        QVERIFY(plan.frame.modelSize.area() > 1'500'000);  // no more than needed
        QVERIFY(plan.frame.crop.contains(plan.reach));
    }
    void aSmallPageIsEnlarged() {
        const auto frame = frameForPage({100, 80}, kLarge).value();
        verify(frame, kLarge, "small");
        QVERIFY(frame.scale() > 1);
        QVERIFY(frame.modelSize.area() >= 250'000);
    }
    void aSmallContextGrowsWhileThePageHasRoom() {
        const auto frame = frameFor({400, 400, 100, 60}, {2000, 2000}, kLarge).value();
        QVERIFY(frame.oneToOne());
        QVERIFY(frame.crop.size().area() >= 250'000);
        QVERIFY(frame.crop.contains(Rect{400, 400, 100, 60}));
        QVERIFY(boundsOf(Size{2000, 2000}).contains(frame.crop));
    }
    void theDraftModelWorksWithinItsOwnLimits() {
        const auto frame = frameForPage({256, 384}, kDraft).value();
        QCOMPARE(frame, (ModelFrame{{0, 0, 256, 384}, {256, 384}}));
        const auto poster = frameForPage({1240, 1754}, kDraft).value();
        verify(poster, kDraft, "draft");
        QVERIFY(poster.modelSize.area() <= 256 * 384);  // reduced to what it was trained for
        QVERIFY(poster.crop.contains(Rect{0, 0, 1240, 1754}));
    }
    void everyPlanKeepsTheRules() {
        // Deterministic, but without pattern: every kind of page, mask and limit.
        std::uint32_t state = 1;
        const auto next = [&](int low, int high) {
            state = state * 1664525u + 1013904223u;
            return low + int((state >> 8) % std::uint32_t(high - low + 1));
        };
        for (int i = 0; i < 3000; ++i) {
            const PlanLimits& limits = i % 3 == 0 ? kDraft : i % 3 == 1 ? kLarge : kLarge32;
            const Size page{next(64, 12000), next(64, 12000)};
            if (page.width > 8 * page.height || page.height > 8 * page.width) continue;
            const Rect mask = Rect{next(-50, page.width - 1), next(-50, page.height - 1), next(1, page.width),
                                   next(1, page.height)}
                                  .intersected(boundsOf(page));
            if (mask.empty()) continue;
            const double strength = next(1, 100) / 100.0;
            const auto plan = planInpaint(mask, page, strength, limits);
            const std::string what = std::to_string(i) + (plan ? "" : ": " + plan.error().what);
            QVERIFY2(plan.has_value(), what.c_str());
            verify(plan->frame, limits, what.c_str());
            QVERIFY2(plan->frame.crop.contains(plan->context), what.c_str());
            QVERIFY2(plan->context.contains(plan->reach) && plan->reach.contains(mask), what.c_str());
            // Padded only where the crop is larger than the page.
            const Margins pad = padOf(plan->frame.crop, page);
            QVERIFY2(plan->frame.crop.width > page.width || (pad.left == 0 && pad.right == 0), what.c_str());
            QVERIFY2(plan->frame.crop.height > page.height || (pad.top == 0 && pad.bottom == 0),
                     what.c_str());
        }
    }
    void aDraggedContextIsKept() {
        const auto plan =
            planInpaint({500, 500, 50, 50}, {2000, 2000}, 1.0, kLarge, {}, Rect{100, 200, 1000, 900}).value();
        QVERIFY(plan.context.contains(Rect{100, 200, 1000, 900}));
        QVERIFY(plan.frame.crop.contains(plan.context));
    }
    void givenBandsAreKept() {
        const BlendBands bands{3, 5, 2};
        QCOMPARE(planInpaint({500, 500, 50, 50}, {2000, 2000}, 1.0, kLarge, bands)->bands, bands);
    }
    void whatCannotBePlannedIsSaid_data() {
        QTest::addColumn<QRect>("mask");
        QTest::addColumn<QSize>("page");
        QTest::addColumn<double>("strength");
        QTest::newRow("empty mask") << QRect(0, 0, 0, 0) << QSize(1000, 1000) << 1.0;
        QTest::newRow("mask without height") << QRect(10, 10, 20, 0) << QSize(1000, 1000) << 1.0;
        QTest::newRow("mask outside") << QRect(2000, 10, 20, 20) << QSize(1000, 1000) << 1.0;
        QTest::newRow("empty page") << QRect(0, 0, 5, 5) << QSize(0, 1000) << 1.0;
        QTest::newRow("no strength") << QRect(0, 0, 5, 5) << QSize(1000, 1000) << 0.0;
        QTest::newRow("too much strength") << QRect(0, 0, 5, 5) << QSize(1000, 1000) << 1.1;
        QTest::newRow("strength is no number") << QRect(0, 0, 5, 5) << QSize(1000, 1000) << double(NAN);
    }
    void whatCannotBePlannedIsSaid() {
        QFETCH(QRect, mask);
        QFETCH(QSize, page);
        QFETCH(double, strength);
        const auto plan = planInpaint({mask.x(), mask.y(), mask.width(), mask.height()},
                                      {page.width(), page.height()}, strength, kLarge);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::BadRequest);
        QVERIFY(plan.error().what.ends_with("."));
    }
    void absurdLimitsAreRefused() {
        QVERIFY(!frameForPage({100, 100}, {0, 1, 100, {}}));
        QVERIFY(!frameForPage({100, 100}, {16, 1000, 10, {}}));
        QVERIFY(!frameForPage({100, 100}, {64, 1, 1000, {}}));
    }
    void editSizesAreThePublishedOnes() {
        // dims(1024 * 1024, w / h): round(sqrt(A r) / 32) * 32, half to even.
        QCOMPARE(sizeForArea(1024 * 1024, 1.0), (Size{1024, 1024}));
        QCOMPARE(sizeForArea(1024 * 1024, 1240.0 / 1754), (Size{864, 1216}));
        QCOMPARE(sizeForArea(384 * 384, 1.0), (Size{384, 384}));
    }
    void limitsComeFromTheModel() {
        ModelInfo model;
        model.sizes = {{256, 384}, {384, 256}};
        model.grid = 32;
        QCOMPARE(limitsOf(model).preferred, (Size{256, 384}));
        QCOMPARE(limitsOf(model).grid, 32);
    }
};
LACUNA_TEST(TestInpaintPlan)
#include "test_inpaint_plan.moc"

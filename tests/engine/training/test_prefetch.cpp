// Items made ahead come in order, a broken maker's error reaches who asks, and a jump starts anew.
#include "engine/training/prefetch.h"

#include <stdexcept>

#include "tests/support/test_registry.h"

using lacuna::training::Prefetch;

class TestPrefetch : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void itemsComeInOrder_data() {
        QTest::addColumn<int>("depth");
        for (const int depth : {0, 1, 4}) QTest::addRow("%d ahead", depth) << depth;
    }
    void itemsComeInOrder() {
        QFETCH(int, depth);
        Prefetch<std::int64_t> row([](std::int64_t number) { return number * number; }, std::size_t(depth));
        for (std::int64_t n = 3; n < 50; ++n) QCOMPARE(row.get(n), n * n);
        QCOMPARE(row.get(7), 49);  // a jump back
        QCOMPARE(row.get(8), 64);
    }
    void noMoreThanItsDepthIsMadeAhead() {
        std::atomic<int> made = 0;
        Prefetch<int> row([&](std::int64_t number) { return ++made, int(number); }, 3);
        QCOMPARE(row.get(0), 0);
        QTRY_COMPARE(row.ready(), std::size_t(3));
        QTest::qWait(20);
        QVERIFY(made <= 5);  // one handed over, three ready, one in hand
    }
    void anErrorReachesWhoAsks() {
        Prefetch<int> row(
            [](std::int64_t number) {
                if (number == 2) throw std::runtime_error("no paint left");
                return int(number);
            },
            2);
        QCOMPARE(row.get(0), 0);
        QCOMPARE(row.get(1), 1);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, row.get(2));
    }
};
LACUNA_TEST(TestPrefetch)
#include "test_prefetch.moc"

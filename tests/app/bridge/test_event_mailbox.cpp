// A slow window loses old previews and nothing else.
#include <thread>

#include "app/bridge/event_mailbox.h"
#include "tests/support/event_log.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

StepPreview preview(std::uint64_t id, int step, int variant = 0) {
    StepPreview event;
    event.id = {id};
    event.step = step;
    event.variant = variant;
    return event;
}

}  // namespace

class TestEventMailbox : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aNewerPreviewReplacesAnUnreadOne() {
        EventMailbox box;
        QVERIFY(box.put(Queued{{1}, 0}));
        QVERIFY(!box.put(preview(1, 1)));
        box.put(preview(1, 2));
        box.put(preview(1, 3));
        const auto events = box.takeAll();
        QCOMPARE(events.size(), std::size_t(2));
        QCOMPARE(std::get<StepPreview>(events[1]).step, 3);
        QVERIFY(box.takeAll().empty());
    }

    void previewsOfOthersAreNotTouched() {
        EventMailbox box;
        box.put(preview(1, 1, 0));
        box.put(preview(1, 1, 1));
        box.put(preview(2, 1, 0));
        box.put(preview(1, 2, 0));
        QCOMPARE(box.takeAll().size(), std::size_t(3));
    }

    void aPreviewStaysBehindWhatCameBeforeIt() {
        EventMailbox box;
        box.put(preview(1, 1));
        box.put(Decoding{{1}});
        box.put(preview(1, 2));
        box.put(Finished{{1}});
        const auto events = box.takeAll();
        QCOMPARE(tests::eventName(events[0]), std::string("Decoding"));
        QCOMPARE(tests::eventName(events[1]), std::string("StepPreview"));
        QCOMPARE(tests::eventName(events[2]), std::string("Finished"));
    }

    void endsAreNeverDroppedHoweverSlowTheReader() {
        EventMailbox box;
        constexpr int kRequests = 500;
        std::jthread engine([&] {
            for (int i = 1; i <= kRequests; ++i) {
                for (int step = 0; step < 20; ++step) box.put(preview(std::uint64_t(i), step));
                box.put(Finished{{std::uint64_t(i)}});
            }
        });
        int ends = 0;
        while (ends < kRequests) {
            for (const Event& event : box.takeAll()) ends += isTerminal(event);
        }
        QCOMPARE(ends, kRequests);
    }
};
LACUNA_TEST(TestEventMailbox)
#include "test_event_mailbox.moc"

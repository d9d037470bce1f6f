// The bridge with the real service and a scripted backend: what the engine's thread says arrives on the GUI
// thread, in order.
#include <thread>

#include "app/bridge/engine_bridge.h"
#include "tests/support/event_log.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {

GenerateRequest request() {
    GenerateRequest r;
    r.model = "model";
    r.prompt = "a moon";
    r.modelSize = {64, 64};
    r.placement = {0, 0, 64, 64};
    return r;
}

struct Heard {
    explicit Heard(EngineBridge& bridge) {
        QObject::connect(&bridge, &Engine::happened, [this](const Event& event) {
            events.push_back(event);
            onGuiThread = onGuiThread && QThread::currentThread() == qApp->thread();
        });
    }
    int ends() const {
        return int(std::count_if(events.begin(), events.end(), [](const Event& e) { return isTerminal(e); }));
    }
    std::vector<Event> events;
    bool onGuiThread = true;
};

}  // namespace

class TestEngineBridge : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void eventsArriveOnTheGuiThreadInOrder() {
        tests::Script script;
        EngineBridge bridge(script.factory());
        Heard heard(bridge);
        const RequestId id = bridge.submit(request(), false);
        QVERIFY(heard.events.empty());  // nothing before submit() has returned
        QVERIFY(script.encodePrompt());
        QVERIFY(script.step());
        QVERIFY(script.candidate());
        QVERIFY(script.finish());
        QTRY_COMPARE(heard.ends(), 1);
        QVERIFY(heard.onGuiThread);
        QCOMPARE(tests::eventName(heard.events.front()), std::string("Queued"));
        QCOMPARE(tests::eventName(heard.events.back()), std::string("Finished"));
        for (const Event& event : heard.events) QCOMPARE(requestOf(event), id);
    }

    void cancelReturnsBeforeTheEngineHasStopped() {
        tests::Script script;
        EngineBridge bridge(script.factory());
        Heard heard(bridge);
        const RequestId id = bridge.submit(request(), false);
        QVERIFY(script.step());
        bridge.cancel(id);
        QCOMPARE(heard.ends(), 0);  // no event loop has turned: cancel() did not wait for one
        QTRY_COMPARE(heard.ends(), 1);
        QVERIFY(std::holds_alternative<Cancelled>(heard.events.back()));
    }

    void theEndOfTheBridgeEndsTheEngine() {
        tests::Script script;
        {
            EngineBridge bridge(script.factory());
            bridge.submit(request(), false);
            QVERIFY(script.step());
            bridge.submit(request(), true);
        }
        QCOMPARE(script.alive(), 0);
    }

    void aBackendThatCannotBeOpenedIsAFailure() {
        tests::Script script;
        script.failToOpen({ErrorKind::ModelMissing, "There is no engine module. Install Lacuna again.", ""});
        EngineBridge bridge(script.factory());
        Heard heard(bridge);
        bridge.submit(request(), false);
        QTRY_COMPARE(heard.ends(), 1);
        QCOMPARE(std::get<Failed>(heard.events.back()).error.kind, ErrorKind::ModelMissing);
    }
};
LACUNA_TEST(TestEngineBridge)
#include "test_engine_bridge.moc"

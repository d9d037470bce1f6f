// The queue and its promises: every request ends exactly once, cancelling never waits, order is kept.
#include "engine/service/service.h"

#include <future>
#include <stdexcept>
#include <thread>

#include "tests/support/event_log.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {
GenerateRequest requestFor(const std::string& prompt) {
    GenerateRequest request;
    request.prompt = prompt;
    request.sampling.steps = 4;
    request.modelSize = {64, 64};
    return request;
}
}  // namespace

class TestService : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void eventsOfARequestComeInOrder() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(script.load(1.0));
        QVERIFY(script.encodePrompt());
        QVERIFY(script.step());
        QVERIFY(script.step());
        QVERIFY(script.decode(0, 1));
        QVERIFY(script.candidate());
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(id));
        // The first LoadingModel is the service's own, while it opens the backend.
        QCOMPARE(
            log.namesOf(id),
            std::string("Queued LoadingModel LoadingModel EncodingPrompt StepPreview StepPreview Decoding "
                        "CandidateReady Finished"));
        QCOMPARE(service.pending(), 0);
    }

    void aStepIsPublishedOnlyWhenItWasMade() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(script.waitUntilAsked());
        QCOMPARE(log.namesOf(id), std::string("Queued LoadingModel"));
        QVERIFY(script.step());
        QVERIFY(log.waitFor<StepPreview>(id, 1));
        const auto events = log.eventsOf(id);
        const auto* preview = std::get_if<StepPreview>(&events.back());
        QVERIFY(preview);
        QCOMPARE(preview->step, 1);
        QCOMPARE(preview->steps, 4);
    }

    void cancelledRequestStillEndsOnce() {
        Script script;
        EventLog log;
        {
            Service service(script.factory(), log.sink());
            const RequestId id = service.submit(requestFor("moon"));
            QVERIFY(script.step());
            service.cancel(id);
            service.cancel(id);
            service.cancelAll();
            QVERIFY(log.waitForEnd(id));
            service.cancel(id);
        }
        QCOMPARE(log.terminalCount(RequestId{1}), 1);
        QCOMPARE(log.namesOf(RequestId{1}), std::string("Queued LoadingModel StepPreview Cancelled"));
    }

    void cancelBeforeItStarts() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId first = service.submit(requestFor("first"));
        QVERIFY(script.waitUntilAsked());
        const RequestId second = service.submit(requestFor("second"));
        service.cancel(second);
        // At once, although the first request still runs and has not been told anything.
        QCOMPARE(log.namesOf(second), std::string("Queued Cancelled"));
        QCOMPARE(service.pending(), 1);
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(first));
        QCOMPARE(script.started().size(), std::size_t(1));
    }

    void cancelWhileLoading() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(script.load(0.5));
        service.cancel(id);
        QVERIFY(log.waitForEnd(id));
        QCOMPARE(log.namesOf(id), std::string("Queued LoadingModel LoadingModel Cancelled"));
    }

    void aRequestThatIsCancelledWhileTheBackendOpensNeverRuns() {
        Script script;
        EventLog log;
        std::function<void()> whileOpening;
        Service service(
            [&, open = script.factory()] {
                whileOpening();
                return open();
            },
            log.sink());
        whileOpening = [&] { service.cancelAll(); };
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(log.waitForEnd(id));
        QCOMPARE(log.namesOf(id), std::string("Queued LoadingModel Cancelled"));
        QVERIFY(script.started().empty());
    }

    void afterACancelTheNextRequestRuns() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId first = service.submit(requestFor("first"));
        const RequestId second = service.submit(requestFor("second"));
        QVERIFY(script.step());
        service.cancel(first);
        QVERIFY(log.waitForEnd(first));
        QVERIFY(script.step());
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(second));
        QCOMPARE(log.namesOf(second), std::string("Queued StepPreview Finished"));
    }

    void shutdownEndsTheRunningAndTheQueued() {
        Script script;
        EventLog log;
        std::vector<RequestId> ids;
        {
            Service service(script.factory(), log.sink());
            for (const char* prompt : {"a", "b", "c"}) ids.push_back(service.submit(requestFor(prompt)));
            QVERIFY(script.waitUntilAsked());
        }
        for (const RequestId id : ids) {
            QCOMPARE(log.terminalCount(id), 1);
            QVERIFY(std::holds_alternative<Cancelled>(log.eventsOf(id).back()));
        }
        QCOMPARE(script.started().size(), std::size_t(1));
        QCOMPARE(script.alive(), 0);
    }

    void frontOfTheQueueGoesFirst() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId running = service.submit(requestFor("running"));
        QVERIFY(script.waitUntilAsked());
        const RequestId later = service.submit(requestFor("later"));
        const RequestId urgent = service.submit(requestFor("urgent"), QueuePlace::Front);
        const auto queued = log.eventsOf(urgent);
        QCOMPARE(std::get<Queued>(queued.front()).ahead, 1);  // only the one that runs
        for (const RequestId id : {running, urgent, later}) {
            QVERIFY(script.finish());
            QVERIFY(log.waitForEnd(id));
        }
        const auto started = script.started();
        QCOMPARE(started.size(), std::size_t(3));
        QCOMPARE(started[1].prompt, std::string("urgent"));
        QCOMPARE(started[2].prompt, std::string("later"));
    }

    void finishEarlyKeepsThePartialPicture() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(script.step());
        service.finishEarly(id);
        QVERIFY(script.step());
        QVERIFY(log.waitForEnd(id));
        QCOMPARE(log.namesOf(id),
                 std::string("Queued LoadingModel StepPreview StepPreview CandidateReady Finished"));
        const auto events = log.eventsOf(id);
        QVERIFY(std::get<CandidateReady>(events[4]).candidate.partial);
    }

    void finishEarlyOfAQueuedRequestCancelsIt() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        service.submit(requestFor("first"));
        QVERIFY(script.waitUntilAsked());
        const RequestId second = service.submit(requestFor("second"));
        service.finishEarly(second);
        QCOMPARE(log.namesOf(second), std::string("Queued Cancelled"));
    }

    void aBackendThatCannotBeOpenedFailsTheRequestAndIsTriedAgain() {
        Script script;
        script.failToOpen({ErrorKind::Internal, "The module is missing. Install it.", "module"});
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId first = service.submit(requestFor("first"));
        QVERIFY(log.waitForEnd(first));
        const auto events = log.eventsOf(first);
        QCOMPARE(std::get<Failed>(events.back()).error.what,
                 std::string("The module is missing. Install it."));
        const RequestId second = service.submit(requestFor("second"));
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(second));
        QVERIFY(std::holds_alternative<Finished>(log.eventsOf(second).back()));
    }

    void anErrorOfTheBackendFailsTheRequest() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(script.failWith({ErrorKind::ModelMissing, "There is no model here. Choose one.", "/models"}));
        QVERIFY(log.waitForEnd(id));
        const auto events = log.eventsOf(id);
        QCOMPARE(std::get<Failed>(events.back()).error.kind, ErrorKind::ModelMissing);
    }

    void exceptionsEndTheRequestAndNotTheThread_data() {
        QTest::addColumn<bool>("memory");
        QTest::newRow("runtime error") << false;
        QTest::newRow("out of memory") << true;
    }
    void exceptionsEndTheRequestAndNotTheThread() {
        QFETCH(const bool, memory);
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId first = service.submit(requestFor("first"));
        QVERIFY(script.throwError([memory] {
            if (memory) throw std::bad_alloc();
            throw std::runtime_error("tensors are sad");
        }));
        QVERIFY(log.waitForEnd(first));
        const auto events = log.eventsOf(first);
        const Error& error = std::get<Failed>(events.back()).error;
        QCOMPARE(error.kind, memory ? ErrorKind::OutOfMemory : ErrorKind::Internal);
        if (!memory) QCOMPARE(error.where, std::string("tensors are sad"));
        const RequestId second = service.submit(requestFor("second"));
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(second));
    }

    void aBackendCannotEndARequestTwice() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId id = service.submit(requestFor("moon"));
        QVERIFY(script.publish([](RequestId mine) { return Finished{mine}; }));
        QVERIFY(script.publish([](RequestId) { return EncodingPrompt{RequestId{77}}; }));
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(id));
        QCOMPARE(log.terminalCount(id), 1);
        QVERIFY(log.eventsOf(RequestId{77}).empty());
    }

    void modelsAreMadeUsedAndDestroyedOnTheEngineThread() {
        Script script;
        EventLog log;
        {
            Service service(script.factory(), log.sink());
            QCOMPARE(script.opened(), 0);  // nothing is loaded before it is needed
            const RequestId id = service.submit(requestFor("moon"));
            QVERIFY(script.finish());
            QVERIFY(log.waitForEnd(id));
            QVERIFY(script.engineThread() != std::this_thread::get_id());
        }
        QCOMPARE(script.opened(), 1);
        QCOMPARE(script.alive(), 0);
    }

    void releasingModelsHappensBetweenRequests() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        const RequestId first = service.submit(requestFor("first"));
        QVERIFY(script.waitUntilAsked());
        service.releaseModels();
        QCOMPARE(script.released(), 0);
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(first));
        const RequestId second = service.submit(requestFor("second"));
        QVERIFY(script.waitUntilAsked());
        QCOMPARE(script.released(), 1);
        QVERIFY(script.finish());
        QVERIFY(log.waitForEnd(second));
    }

    void aboutIsAnsweredFromTheEngineThread() {
        Script script;
        EventLog log;
        Service service(script.factory(), log.sink());
        std::promise<std::string> answer;
        service.about([&](Result<std::string> text) { answer.set_value(text.value_or("error")); });
        auto future = answer.get_future();
        QCOMPARE(future.wait_for(std::chrono::seconds(10)), std::future_status::ready);
        QCOMPARE(future.get(), std::string("scripted"));
    }

    void theSinkMayCallTheServiceBack() {
        Script script;
        EventLog log;
        Service* service = nullptr;
        const EventSink keep = log.sink();
        Service made(script.factory(), [&](Event event) {
            // A person who cancels at the first preview: from inside the engine's own call.
            if (std::holds_alternative<StepPreview>(event)) service->cancel(requestOf(event));
            keep(std::move(event));
        });
        service = &made;
        const RequestId id = made.submit(requestFor("moon"));
        QVERIFY(script.step());
        QVERIFY(log.waitForEnd(id));
        QCOMPARE(log.namesOf(id), std::string("Queued LoadingModel StepPreview Cancelled"));
    }

    void requestsFromManyThreadsAllEndOnce() {
        Script script;
        EventLog log;
        std::vector<RequestId> ids(40);
        {
            Service service(script.factory(), log.sink());
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&, t] {
                    for (int i = t; i < 40; i += 4) {
                        ids[std::size_t(i)] =
                            service.submit(requestFor("x"), i % 3 ? QueuePlace::Back : QueuePlace::Front);
                        if (i % 2) service.cancel(ids[std::size_t(i)]);
                    }
                });
            }
        }
        for (const RequestId id : ids) {
            QCOMPARE(log.terminalCount(id), 1);
            QVERIFY(std::holds_alternative<Queued>(log.eventsOf(id).front()));
        }
    }
};
LACUNA_TEST(TestService)
#include "test_service.moc"

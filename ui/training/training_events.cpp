// See training_events.h.
#include "ui/training/training_events.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <cmath>
#include <optional>

namespace lacuna {
namespace {

constexpr qsizetype kLongestLine = 64 << 10;

std::optional<int> wholeNumber(const QJsonObject& json, const char* key) {
    const double value = json.value(QLatin1String(key)).toDouble(-1);
    if (!(value >= 0 && value <= 1e9)) return {};
    return int(value);
}

double numberOr(const QJsonObject& json, const char* key, double fallback) {
    const double value = json.value(QLatin1String(key)).toDouble(fallback);
    return std::isfinite(value) ? value : fallback;
}

std::optional<TrainingEvent> eventOf(const QByteArray& line) {
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject()) return {};
    const QJsonObject json = document.object();
    const QString name = json.value("event").toString();
    TrainingEvent event;
    if (name == "encoding" || name == "step") {
        const bool step = name == "step";
        const auto done = wholeNumber(json, step ? "step" : "done");
        const auto all = wholeNumber(json, step ? "steps" : "all");
        if (!done || !all) return {};
        event.kind = step ? TrainingEvent::Kind::Step : TrainingEvent::Kind::Encoding;
        event.done = *done;
        event.all = *all;
        event.loss = numberOr(json, "loss", 0);
        return event;
    }
    if (name == "failed") {
        event.kind = TrainingEvent::Kind::Failed;
        event.what = json.value("what").toString();
        event.where = json.value("where").toString();
        return event;
    }
    const bool sample = name == "sample", finished = name == "finished";
    if (!sample && !finished && name != "stopped") return {};
    event.kind = sample     ? TrainingEvent::Kind::Sample
                 : finished ? TrainingEvent::Kind::Finished
                            : TrainingEvent::Kind::Stopped;
    event.done = wholeNumber(json, "step").value_or(0);
    event.file = json.value("file").toString();
    if (event.file.isEmpty()) return {};
    return event;
}

}  // namespace

QList<TrainingEvent> TrainingEventReader::feed(const QByteArray& bytes) {
    QList<TrainingEvent> events;
    rest_ += bytes;
    qsizetype begin = 0;
    for (qsizetype end; (end = rest_.indexOf('\n', begin)) >= 0; begin = end + 1) {
        if (!std::exchange(tooLong_, false)) {
            if (const auto event = eventOf(rest_.mid(begin, end - begin))) events << *event;
        }
    }
    rest_.remove(0, begin);
    if (rest_.size() > kLongestLine) {
        rest_.clear();
        tooLong_ = true;
    }
    return events;
}

}  // namespace lacuna

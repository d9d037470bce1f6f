// See style_settings.h.
#include "ui/training/style_settings.h"

#include <QtCore/QJsonArray>
#include <algorithm>

namespace lacuna {
namespace {

constexpr int kSamples = 8;
constexpr int kLongestName = 80;

}  // namespace

StyleSettings defaultsFor(const ModelInfo& model) {
    StyleSettings settings;
    settings.base = model.folder;
    settings.small = model.draft;
    settings.samplePasses = model.defaults.steps * (model.defaults.guidance > 1 ? 2 : 1);
    if (model.draft) {
        settings.steps = 400;
        settings.learningRate = 1e-3;
    }
    return settings;
}

int sampleEvery(int steps) {
    return std::max(1, steps / kSamples);
}

QJsonObject toRunFile(const StyleSettings& settings, const QString& output) {
    const int every = sampleEvery(settings.steps);
    QJsonObject json{
        {"model", QString::fromStdString(settings.base.string())},
        {"pictures", settings.pictures},
        {"output", output},
        {"name", settings.name},
        {"trigger", settings.trigger},
        {"rank", settings.rank},
        {"resolution", settings.resolution},
        {"minutes", settings.minutes},
        {"sample_every", every},
        {"save_every", every},
        {"optimizer", QJsonObject{{"steps", settings.steps}, {"learning_rate", settings.learningRate}}}};
    if (!settings.samplePrompt.isEmpty()) json["sample_prompts"] = QJsonArray{settings.samplePrompt};
    if (settings.small) {
        json["recompute"] = false;
        json["bfloat16"] = false;
    }
    return json;
}

QString fileNameOf(const QString& name) {
    QString clean;
    for (const QChar c : name.simplified()) {
        const bool bad = c.unicode() < 32 || QString("/\\:*?\"<>|").contains(c);
        clean += bad ? QChar('-') : c;
    }
    while (!clean.isEmpty() && (clean.front() == '.' || clean.front() == ' ')) clean.remove(0, 1);
    clean.truncate(kLongestName);
    if (!clean.isEmpty() && clean.back().isHighSurrogate()) clean.chop(1);
    while (!clean.isEmpty() && (clean.back() == '.' || clean.back() == ' ')) clean.chop(1);
    static const QStringList reserved = {"con", "prn", "aux", "nul"};
    return reserved.contains(clean.toLower()) ? clean + "-" : clean;
}

}  // namespace lacuna

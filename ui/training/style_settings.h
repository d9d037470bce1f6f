// What a person decides about a style that is to be trained, as a value, and the run's file that it becomes
// (docs/howto/train-a-style.md).
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include "engine/messages/model_info.h"

namespace lacuna {

struct StyleSettings {
    QString pictures;  ///< a folder
    QString name;
    QString trigger;             ///< words before every caption; may be empty
    std::filesystem::path base;  ///< the model's folder
    int steps = 1000;
    int minutes = 0;  ///< at most; 0 = by steps alone
    int rank = 16;
    double learningRate = 1e-4;
    int resolution = 0;    ///< side in pixels of a square of the pictures' area; 0 = the model's own
    QString samplePrompt;  ///< drawn while it trains; empty = no samples
    int samplePasses = 0;  ///< of the transformer, forward, for a sample picture
    bool small = false;    ///< a model that needs no sparing of memory

    bool operator==(const StyleSettings&) const = default;
};

/// Steps and rate that suit the model.
StyleSettings defaultsFor(const ModelInfo& model);

/// How often samples are drawn: eight in a run.
int sampleEvery(int steps);

/// The run's file. `output` is where the run keeps what it makes.
QJsonObject toRunFile(const StyleSettings& settings, const QString& output);

/// A name as a folder and a file may have it on every system; empty when nothing is left of it.
QString fileNameOf(const QString& name);

}  // namespace lacuna

// What `lacuna-train --events` prints, read as it arrives: one JSON object a line. Whatever is no event of
// ours (a library's warning, a cut line) is passed over: the run goes on.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

namespace lacuna {

struct TrainingEvent {
    enum class Kind { Encoding, Step, Sample, Finished, Stopped, Failed };
    Kind kind = Kind::Step;
    int done = 0, all = 0;  ///< Encoding: pictures; Step: steps; Sample, Finished, Stopped: done alone
    double loss = 0;
    QString file;         ///< Sample: the picture; Finished, Stopped: the LoRA file
    QString what, where;  ///< Failed

    bool operator==(const TrainingEvent&) const = default;
};

class TrainingEventReader {
  public:
    /// The events that are complete with these bytes.
    QList<TrainingEvent> feed(const QByteArray& bytes);

  private:
    QByteArray rest_;       ///< a line whose end has not come yet
    bool tooLong_ = false;  ///< the line being read is no event, whatever follows
};

}  // namespace lacuna

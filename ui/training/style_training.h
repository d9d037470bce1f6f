// A style in training: the child process that does it, what it has said so far, and the style that it leaves.
// It lives as long as the editor, so that dialogs may be closed and windows made anew meanwhile. Nothing here
// waits for the child.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointF>
#include <QtCore/QProcess>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>

#include "ui/training/style_folder.h"
#include "ui/training/style_settings.h"
#include "ui/training/time_left.h"
#include "ui/training/training_events.h"

namespace lacuna {

enum class TrainingPhase {
    Idle,
    Starting,  ///< the child loads the model
    Encoding,  ///< pictures are read
    Training,
    Stopping,  ///< it was asked to save and end
    Finished,  ///< there is a style
    Stopped,   ///< it was ended before its time; styleFile() may be empty
    Failed,
};

class StyleTraining : public QObject {
    Q_OBJECT
  public:
    struct Places {
        QString program;  ///< lacuna-train
        QString styles;   ///< the person's styles, a folder each
        QString runs;     ///< where runs keep their files meanwhile
    };
    struct Sample {
        int step = 0;
        QString file;
    };

    explicit StyleTraining(const Places& places, QObject* parent = nullptr);
    /// Kills what still runs: quitting asks first.
    ~StyleTraining() override;

    const Places& places() const { return places_; }
    /// How long the child has to save after it was asked to end, before it is killed.
    void setGrace(int milliseconds) { grace_.setInterval(milliseconds); }

    /// Makes styles of what runs have saved whose editor was ended before them; once, at the start.
    void recover();
    /// Why a style of this name cannot be made, as a sentence; empty when it can.
    QString whyNotNamed(const QString& name) const;
    /// Writes the run's file and starts the child. False while another runs; other failures come as Failed.
    bool start(const StyleSettings& settings);
    /// Asks the child to save what it has learned and to end.
    void stop();
    /// Ends the child without waiting for that.
    void kill();
    /// Forgets a run that has ended, and its samples.
    void clear();

    TrainingPhase phase() const { return phase_; }
    bool running() const;
    const StyleSettings& settings() const { return settings_; }
    int done() const { return done_; }
    int all() const { return all_; }
    /// 0..1; below 0 while it cannot be known.
    double fraction() const;
    /// Falls with the clock; below 0 while it cannot be known.
    double secondsLeft() const;
    const QList<QPointF>& losses() const { return losses_; }  ///< step and loss
    const QList<Sample>& samples() const { return samples_; }
    const QString& styleFile() const { return styleFile_; }
    const QString& failure() const { return failure_; }  ///< a sentence
    const QString& details() const { return details_; }  ///< for "Copy details"
    /// One line on where it is.
    QString progressText() const;

  Q_SIGNALS:
    void started();
    void changed();
    void sampleAdded(int index);
    /// The child has ended: Finished, Stopped or Failed.
    void ended();
    void styleMade(const QString& file);

  private:
    void happened(const TrainingEvent& event);
    void childEnded(int exitCode, QProcess::ExitStatus status);
    void end(TrainingPhase phase);
    void fail(const QString& sentence);
    /// Moves the run's result among the styles. When that cannot be done it stays where it is, the run has
    /// failed, and the sentence says where it lies.
    bool adopt(const QString& file);
    double now() const { return double(clock_.elapsed()) / 1000; }
    void dropRun();
    /// Clears folders away, on another thread.
    void clearAway(const QStringList& folders);

    Places places_;
    StyleSettings settings_;
    QString runFolder_;
    std::unique_ptr<QLockFile> lock_;  ///< on the run's folder
    TrainingPhase phase_ = TrainingPhase::Idle;
    QProcess child_;
    TrainingEventReader reader_;
    QTimer grace_, tick_;
    QElapsedTimer clock_;  ///< since the start
    TimeLeft timeLeft_;
    QByteArray errors_;  ///< the end of what the child said there
    bool stopAsked_ = false, killed_ = false;
    std::optional<TrainingEvent> last_;  ///< Finished, Stopped or Failed
    int done_ = 0, all_ = 0;
    QList<QPointF> losses_;
    QList<Sample> samples_;
    QString styleFile_, failure_, details_;
    QThreadPool pool_;  ///< clears run folders away
};

}  // namespace lacuna

// See style_training.h: the child's life, from its command line to its last line.
#include "ui/training/style_training.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <algorithm>

#include "ui/generation/generation_state.h"

namespace lacuna {
namespace {

constexpr int kGraceMs = 120'000;  ///< saving comes first, then a last sample is drawn
constexpr int kTickMs = 1000;      ///< how often the time that is left is looked at
constexpr qsizetype kMostErrorBytes = 8 << 10;

/// The folder need not exist yet.
bool canWriteBelow(const QString& folder) {
    QFileInfo info(folder);
    while (!info.exists() && !info.isRoot()) info.setFile(info.path());
    return info.isDir() && info.isWritable();
}

}  // namespace

StyleTraining::StyleTraining(const Places& places, QObject* parent) : QObject(parent), places_(places) {
    pool_.setMaxThreadCount(1);
    grace_.setSingleShot(true);
    grace_.setInterval(kGraceMs);
    connect(&grace_, &QTimer::timeout, this, &StyleTraining::kill);
    tick_.setInterval(kTickMs);
    connect(&tick_, &QTimer::timeout, this, &StyleTraining::changed);
    connect(&child_, &QProcess::readyReadStandardOutput, this, [this] {
        for (const TrainingEvent& event : reader_.feed(child_.readAllStandardOutput())) happened(event);
    });
    connect(&child_, &QProcess::readyReadStandardError, this,
            [this] { errors_ = (errors_ + child_.readAllStandardError()).right(kMostErrorBytes); });
    connect(&child_, &QProcess::finished, this, &StyleTraining::childEnded);
    connect(&child_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        details_ = places_.program + "\n" + child_.errorString();
        fail(tr("The training program could not be started. Install Lacuna again."));
    });
}

StyleTraining::~StyleTraining() {
    child_.disconnect(this);
    if (child_.state() != QProcess::NotRunning) {
        child_.kill();
        child_.waitForFinished(2000);
    }
    dropRun();
    pool_.waitForDone();
}

bool StyleTraining::running() const {
    return phase_ >= TrainingPhase::Starting && phase_ <= TrainingPhase::Stopping;
}

void StyleTraining::dropRun() {
    if (runFolder_.isEmpty()) return;
    lock_.reset();
    clearAway({std::exchange(runFolder_, {})});
}

void StyleTraining::clearAway(const QStringList& folders) {
    pool_.start([folders] {
        for (const QString& folder : folders) QDir(folder).removeRecursively();
    });
}

void StyleTraining::recover() {
    clearAway(recoverRuns(places_.runs, places_.styles));
}

QString StyleTraining::whyNotNamed(const QString& name) const {
    const QString file = fileNameOf(name);
    if (file.isEmpty()) return tr("Give the style a name.");
    if (QFileInfo::exists(QDir(places_.styles).filePath(file)))
        return tr("There is a style named %1 already. Choose another name.").arg(file);
    if (!canWriteBelow(places_.styles))
        return tr("Styles cannot be written into %1. Check its permissions.")
            .arg(QDir::toNativeSeparators(places_.styles));
    return {};
}

bool StyleTraining::start(const StyleSettings& settings) {
    if (running()) return false;
    clear();
    settings_ = settings;
    reader_ = {};
    errors_.clear();
    last_.reset();
    stopAsked_ = killed_ = false;
    clock_.start();
    const bool draws = !settings_.samplePrompt.isEmpty();
    timeLeft_ = TimeLeft({settings_.steps, draws ? sampleEvery(settings_.steps) : 0, settings_.samplePasses,
                          60.0 * settings_.minutes});
    phase_ = TrainingPhase::Starting;
    runFolder_ = QDir(places_.runs)
                     .filePath(fileNameOf(settings_.name) + "-" +
                               QString::number(QDateTime::currentMSecsSinceEpoch()));
    QDir().mkpath(runFolder_);
    lock_ = lockRun(runFolder_);
    QSaveFile file(QDir(runFolder_).filePath("style.json"));
    const QJsonObject json = toRunFile(settings_, QDir(runFolder_).filePath("output"));
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
    if (!written) {
        details_ = file.fileName() + "\n" + file.errorString();
        fail(tr("The run could not be written into %1. Check the disk.")
                 .arg(QDir::toNativeSeparators(runFolder_)));
        return true;
    }
    child_.setWorkingDirectory(runFolder_);
    child_.start(places_.program, {"lora", file.fileName(), "--events"});
    Q_EMIT started();
    Q_EMIT changed();
    return true;
}

void StyleTraining::stop() {
    if (!running() || stopAsked_) return;
    stopAsked_ = true;
    phase_ = TrainingPhase::Stopping;
    child_.terminate();  // SIGTERM; a system without it ends by the grace period
    grace_.start();
    Q_EMIT changed();
}

void StyleTraining::kill() {
    if (!running()) return;
    stopAsked_ = killed_ = true;
    phase_ = TrainingPhase::Stopping;
    child_.kill();
    Q_EMIT changed();
}

void StyleTraining::clear() {
    if (running()) return;
    phase_ = TrainingPhase::Idle;
    dropRun();
    done_ = all_ = 0;
    timeLeft_ = {};
    losses_.clear();
    samples_.clear();
    styleFile_.clear();
    failure_.clear();
    details_.clear();
    Q_EMIT changed();
}

void StyleTraining::happened(const TrainingEvent& event) {
    switch (event.kind) {
        case TrainingEvent::Kind::Encoding:
            if (!stopAsked_) phase_ = TrainingPhase::Encoding;
            done_ = event.done;
            all_ = event.all;
            break;
        case TrainingEvent::Kind::Step:
            tick_.start();
            timeLeft_.step(event.done, now());
            if (!stopAsked_) phase_ = TrainingPhase::Training;
            done_ = event.done;
            all_ = event.all;
            losses_ << QPointF(event.done, event.loss);
            break;
        case TrainingEvent::Kind::Sample:
            timeLeft_.sample(now());
            samples_ << Sample{event.done, event.file};
            Q_EMIT sampleAdded(int(samples_.size()) - 1);
            break;
        case TrainingEvent::Kind::Finished:
        case TrainingEvent::Kind::Stopped:
        case TrainingEvent::Kind::Failed:
            last_ = event;
            break;
    }
    Q_EMIT changed();
}

void StyleTraining::childEnded(int exitCode, QProcess::ExitStatus status) {
    grace_.stop();
    for (const TrainingEvent& event : reader_.feed(child_.readAllStandardOutput() + "\n")) happened(event);
    errors_ = (errors_ + child_.readAllStandardError()).right(kMostErrorBytes);
    details_ = QString::fromUtf8(errors_).trimmed();
    if (last_ && last_->kind == TrainingEvent::Kind::Failed && !last_->where.isEmpty())
        details_ = last_->what + " (" + last_->where + ")\n" + details_;
    if (last_ && last_->kind != TrainingEvent::Kind::Failed) {
        // At its time limit a run says "stopped", too.
        const bool early = last_->kind == TrainingEvent::Kind::Stopped && stopAsked_;
        if (adopt(last_->file)) end(early ? TrainingPhase::Stopped : TrainingPhase::Finished);
        return;
    }
    // Killed, told to end before the first step, or failed. The style as it was with the newest sample is
    // whole.
    const QString saved = savedStyleOf(runFolder_);
    if (!saved.isEmpty() && !adopt(saved)) return;
    if (stopAsked_) return end(TrainingPhase::Stopped);
    QString sentence;
    if (last_) {
        sentence = last_->what.isEmpty() ? tr("Training failed. Copy the details.") : last_->what;
    } else {
        details_ += "\n" + (status == QProcess::CrashExit ? tr("The program was ended by the system.")
                                                          : tr("Exit code %1.").arg(exitCode));
        sentence =
            tr("Training ended unexpectedly. Memory may have run out: close other programs, or try a smaller "
               "resolution.");
    }
    if (!saved.isEmpty())
        sentence += " " + tr("The style as it was with the newest sample picture is in the list.");
    fail(sentence);
}

bool StyleTraining::adopt(const QString& file) {
    const QString picture = samples_.isEmpty() ? QString() : samples_.back().file;
    styleFile_ = moveToStyles(file, picture, places_.styles, fileNameOf(settings_.name));
    if (!styleFile_.isEmpty()) return true;
    details_ = file + "\n" + places_.styles;
    lock_.reset();
    runFolder_.clear();  // it stays
    fail(tr("The style could not be written into %1. It is kept as %2, and moved there when Lacuna starts "
            "again.")
             .arg(QDir::toNativeSeparators(places_.styles), QDir::toNativeSeparators(file)));
    return false;
}

void StyleTraining::fail(const QString& sentence) {
    grace_.stop();
    failure_ = sentence;
    end(TrainingPhase::Failed);
}

void StyleTraining::end(TrainingPhase phase) {
    tick_.stop();
    phase_ = phase;
    if (phase != TrainingPhase::Failed) {
        // Samples are still looked at; what is large goes now.
        pool_.start([output = runFolder_ + "/output"] {
            QDir(output + "/cache").removeRecursively();
            QFile::remove(output + "/state.safetensors");
        });
    }
    Q_EMIT changed();
    if (!styleFile_.isEmpty()) Q_EMIT styleMade(styleFile_);
    Q_EMIT ended();
}

double StyleTraining::fraction() const {
    const bool counts = phase_ == TrainingPhase::Encoding || phase_ == TrainingPhase::Training;
    if (!counts || all_ <= 0) return phase_ == TrainingPhase::Finished ? 1 : -1;
    const double fraction = std::min(1.0, double(done_) / all_);
    return phase_ == TrainingPhase::Training ? std::max(fraction, timeLeft_.limitUsed(now())) : fraction;
}

double StyleTraining::secondsLeft() const {
    return phase_ == TrainingPhase::Training ? timeLeft_.seconds(now()) : -1;
}

QString StyleTraining::progressText() const {
    switch (phase_) {
        case TrainingPhase::Idle:
            return {};
        case TrainingPhase::Starting:
            return tr("Loading the model");
        case TrainingPhase::Encoding:
            return tr("Reading picture %1 of %2").arg(std::min(done_ + 1, all_)).arg(all_);
        case TrainingPhase::Training: {
            QString text = tr("Step %1 of %2").arg(done_).arg(all_);
            if (timeLeft_.drawing()) text += " · " + tr("a sample picture is being drawn");
            if (secondsLeft() > 0) text += " · " + tr("%1 left").arg(durationText(secondsLeft()));
            return text;
        }
        case TrainingPhase::Stopping:
            return killed_ ? tr("Stopping") : tr("Stopping: what was learned is being saved");
        case TrainingPhase::Finished:
            return tr("Done. The style is in the list.");
        case TrainingPhase::Stopped:
            return styleFile_.isEmpty()
                       ? tr("Stopped before anything was learned. There is no style.")
                       : tr("Stopped after step %1. The style as far as it came is in the list.").arg(done_);
        case TrainingPhase::Failed:
            return failure_;
    }
    return {};
}

}  // namespace lacuna

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
constexpr qsizetype kMostErrorBytes = 8 << 10;
const char* const kLoraFile = "pytorch_lora_weights.safetensors";

}  // namespace

StyleTraining::StyleTraining(const Places& places, QObject* parent) : QObject(parent), places_(places) {
    pool_.setMaxThreadCount(1);
    grace_.setSingleShot(true);
    grace_.setInterval(kGraceMs);
    connect(&grace_, &QTimer::timeout, this, &StyleTraining::kill);
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
    if (phase_ != TrainingPhase::Failed) dropRun();
    pool_.waitForDone();
}

bool StyleTraining::running() const {
    return phase_ >= TrainingPhase::Starting && phase_ <= TrainingPhase::Stopping;
}

void StyleTraining::dropRun() {
    if (runFolder_.isEmpty()) return;
    pool_.start([folder = std::exchange(runFolder_, {})] { QDir(folder).removeRecursively(); });
}

QString StyleTraining::whyNotNamed(const QString& name) const {
    const QString file = fileNameOf(name);
    if (file.isEmpty()) return tr("Give the style a name.");
    if (QFileInfo::exists(QDir(places_.styles).filePath(file)))
        return tr("There is a style named %1 already. Choose another name.").arg(file);
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
    phase_ = TrainingPhase::Starting;
    runFolder_ = QDir(places_.runs)
                     .filePath(fileNameOf(settings_.name) + "-" +
                               QString::number(QDateTime::currentMSecsSinceEpoch()));
    QDir().mkpath(runFolder_);
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
    secondsLeft_ = -1;
    losses_.clear();
    samples_.clear();
    styleFile_.clear();
    failure_.clear();
    details_.clear();
    training_.invalidate();
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
            if (!training_.isValid()) training_.start();
            if (!stopAsked_) phase_ = TrainingPhase::Training;
            done_ = event.done;
            all_ = event.all;
            secondsLeft_ = event.secondsLeft;
            losses_ << QPointF(event.done, event.loss);
            break;
        case TrainingEvent::Kind::Sample:
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
    if (stopAsked_) {
        // Killed, or told to end before the first step. The style as it was with the last sample is whole.
        const QString saved = QDir(runFolder_).filePath(QString("output/") + kLoraFile);
        if (!QFileInfo::exists(saved) || adopt(saved)) end(TrainingPhase::Stopped);
        return;
    }
    if (last_) return fail(last_->what.isEmpty() ? tr("Training failed. Copy the details.") : last_->what);
    details_ += "\n" + (status == QProcess::CrashExit ? tr("The program was ended by the system.")
                                                      : tr("Exit code %1.").arg(exitCode));
    fail(
        tr("Training ended unexpectedly. Memory may have run out: close other programs, or try a smaller "
           "resolution."));
}

bool StyleTraining::adopt(const QString& file) {
    const QString name = fileNameOf(settings_.name);
    QDir folder(places_.styles);
    const QString target = folder.filePath(name + "/" + name + ".safetensors");
    QFile::remove(target);
    if (!folder.mkpath(name) || !QFile::rename(file, target)) {
        details_ = file + "\n" + target;
        fail(tr("The style could not be written into %1. Check the disk.")
                 .arg(QDir::toNativeSeparators(folder.filePath(name))));
        return false;
    }
    if (!samples_.isEmpty()) {
        const QString picture = folder.filePath(name + "/" + name + ".png");
        QFile::remove(picture);
        QFile::copy(samples_.back().file, picture);
    }
    styleFile_ = target;
    return true;
}

void StyleTraining::fail(const QString& sentence) {
    grace_.stop();
    failure_ = sentence;
    end(TrainingPhase::Failed);
}

void StyleTraining::end(TrainingPhase phase) {
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
    double fraction = double(done_) / all_;
    if (phase_ == TrainingPhase::Training && settings_.minutes > 0 && training_.isValid())
        fraction = std::max(fraction, double(training_.elapsed()) / (60'000.0 * settings_.minutes));
    return std::min(1.0, fraction);
}

double StyleTraining::secondsLeft() const {
    if (phase_ != TrainingPhase::Training || secondsLeft_ < 0) return -1;
    if (settings_.minutes <= 0 || !training_.isValid()) return secondsLeft_;
    return std::clamp(60.0 * settings_.minutes - double(training_.elapsed()) / 1000, 0.0, secondsLeft_);
}

QString StyleTraining::progressText() const {
    switch (phase_) {
        case TrainingPhase::Idle:
            return {};
        case TrainingPhase::Starting:
            return tr("Loading the model");
        case TrainingPhase::Encoding:
            return tr("Reading picture %1 of %2").arg(done_).arg(all_);
        case TrainingPhase::Training: {
            const QString text = tr("Step %1 of %2").arg(done_).arg(all_);
            return secondsLeft() > 0 ? text + " · " + tr("%1 left").arg(durationText(secondsLeft())) : text;
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

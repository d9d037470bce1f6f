// A child process that says what the test wants: a shell script in the place of lacuna-train. It finds the
// run's file in $2 and the run's folder in its working directory.
#pragma once

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>

#include "ui/training/style_training.h"

namespace lacuna::tests {

class FakeChild {
  public:
    explicit FakeChild(const QString& script = "exit 0") { write(script); }

    void write(const QString& script) {
        QFile file(program());
        QFile::remove(program());
        if (!file.open(QIODevice::WriteOnly)) qFatal("the fake child could not be written");
        file.write("#!/bin/sh\n" + script.toUtf8() + "\n");
        file.close();
        file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
    }
    QString program() const { return folder_.filePath("child.sh"); }
    QString path(const QString& name) const { return folder_.filePath(name); }
    StyleTraining::Places places() const { return {program(), path("styles"), path("runs")}; }

    /// A folder with captioned pictures.
    QString pictures(int count = 6) const {
        QDir(folder_.path()).mkpath("pictures");
        QImage image(8, 8, QImage::Format_RGB32);
        for (int i = 0; i < count; ++i) {
            image.fill(QColor::fromHsv(i * 40 % 360, 200, 200));
            image.save(path(QString("pictures/p%1.png").arg(i)));
            QFile text(path(QString("pictures/p%1.txt").arg(i)));
            if (text.open(QIODevice::WriteOnly)) text.write("a sheet of paper\n");
        }
        return path("pictures");
    }
    StyleSettings settings() const {
        StyleSettings settings;
        settings.pictures = pictures();
        settings.name = "Ink";
        settings.trigger = "in ink.";
        settings.base = "/models/test";
        settings.steps = 4;
        settings.samplePrompt = "in ink. A boat";
        return settings;
    }

    /// The lines of a whole run: two pictures, four steps, a sample, a LoRA file.
    static QString wholeRun();
    /// One step, then it waits; on SIGTERM it saves and says so, as lacuna-train does.
    static QString obedient();
    /// One step, then it waits, deaf to SIGTERM.
    static QString stubborn();
    /// Reads pictures for ever; on SIGTERM it fails, as there is nothing to save yet.
    static QString reading();
    /// A step and a line that is none, then it waits.
    static QString noisy();
    /// Fails with a sentence.
    static QString failing();
    /// Notes what it was given.
    static QString curious();

  private:
    QTemporaryDir folder_;
};

}  // namespace lacuna::tests

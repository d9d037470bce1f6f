// Where runs leave what they have learned, and where it becomes a style: a folder of its own among the
// person's. Also what to do with runs of an editor that is gone.
#pragma once

#include <QtCore/QLockFile>
#include <QtCore/QStringList>
#include <memory>

namespace lacuna {

/// What the run in `runFolder` saved with its newest sample; empty when there is nothing.
QString savedStyleOf(const QString& runFolder);

/// Moves `file` to `styles`/NAME/NAME.safetensors and copies `picture` (may be empty) beside it. NAME gets a
/// number when it is taken: never over a file that is there. @return the new place; empty when it cannot be
/// written, and `file` is where it was.
QString moveToStyles(const QString& file, const QString& picture, const QString& styles, const QString& name);

/// Marks a run's folder as in use until the lock is gone, or the process.
std::unique_ptr<QLockFile> lockRun(const QString& runFolder);

/// Moves what runs below `runs` have saved among the styles when nobody works on them any more.
/// @return the folders of those runs that are of no use any more.
QStringList recoverRuns(const QString& runs, const QString& styles);

}  // namespace lacuna

// Looks through a folder of pictures before a run is started on it: what is there, and what is wrong with it,
// in one sentence each. The same rules as the run's own (engine/training/finetune/picture_folder.h).
#pragma once

#include <QtCore/QStringList>

namespace lacuna {

struct PictureFolderReport {
    int pictures = 0;
    int captions = 0;      ///< pictures that have one
    QString firstCaption;  ///< for a sample prompt
    QStringList problems;  ///< sentences; with any, a run would fail
    QStringList remarks;   ///< sentences on what could be better

    bool good() const { return problems.isEmpty(); }
    bool operator==(const PictureFolderReport&) const = default;
};

/// Reads names and captions, no pixel. May run on any thread.
PictureFolderReport checkPictureFolder(const QString& folder);

}  // namespace lacuna

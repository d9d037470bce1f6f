// Looks through a folder of pictures before a run is started on it: what is there, and what is wrong with it,
// in one sentence each. The same rules as the run's own (engine/training/data/collect.h).
#pragma once

#include <QtCore/QStringList>
#include <functional>

namespace lacuna {

struct PictureFolderReport {
    int pictures = 0;
    int captions = 0;         ///< pictures that have one
    QString firstCaption;     ///< for a sample prompt
    QStringList uncaptioned;  ///< pictures without; trigger words may do for them
    QString table;            ///< the file that says what is there, in the place of .txt files; may be empty
    QStringList problems;     ///< sentences; with any, a run would fail
    QStringList remarks;      ///< sentences on what could be better

    /// Whether a run can start, with trigger words or without.
    bool good(bool triggered) const { return problems.isEmpty() && (triggered || uncaptioned.isEmpty()); }
    bool operator==(const PictureFolderReport&) const = default;
};

/// Reads names, captions and the pictures' first bytes. May run on any thread; a report is worth nothing once
/// `stopped` says so.
PictureFolderReport checkPictureFolder(const QString& folder, const std::function<bool()>& stopped = {});

/// How many pictures there are and what they are described by, as a sentence; empty without pictures.
QString countsSentence(const PictureFolderReport& report, bool triggered);
/// What to do about pictures that nothing describes, as a sentence; empty when there are none.
QString uncaptionedSentence(const PictureFolderReport& report, bool triggered);

}  // namespace lacuna

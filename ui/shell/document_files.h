// What the window needs of files: open, save, export, insert. It names no format and reads no byte; app/
// implements it.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QStringList>
#include <QtGui/QImage>
#include <optional>

#include "engine/base/error.h"
#include "ui/document/document.h"

namespace lacuna {

struct ExportSettings {
    int quality = 92;        ///< JPEG and WebP, 1..100
    bool lossless = false;   ///< WebP
    bool keepAlpha = true;   ///< else over white; JPEG never has alpha
    bool deep = false;       ///< 16 bits a channel where the format can (PNG, TIFF)
    bool withRecipe = true;  ///< prompt, seed and model into the metadata
};

/// Work is done on other threads; each call ends with one of the signals, on the GUI thread.
class DocumentFiles : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    /// Without dots.
    virtual QStringList readableSuffixes() const = 0;
    virtual QStringList exportSuffixes() const = 0;

    virtual void open(const QString& path) = 0;
    virtual void save(Document& document, const QString& path) = 0;
    virtual void exportImage(const Document& document, const QString& path,
                             const ExportSettings& settings) = 0;
    /// As layers; an empty document becomes the first.
    virtual void insertFiles(Document& document, const QStringList& paths, std::optional<QPoint> at) = 0;
    virtual void insertImage(Document& document, const QImage& image, const QString& name,
                             std::optional<QPoint> at) = 0;
    /// Until everything that is being written is on the disk.
    virtual void waitForDone() = 0;

  Q_SIGNALS:
    /// `project` is false for images: they have no project file yet.
    void opened(const QString& path, const lacuna::Picture& picture, bool project);
    void inserted(const QStringList& paths);
    void saved(const QString& path);
    void exported(const QString& path);
    void failed(const QString& path, const lacuna::Error& error);
    void progress(const QString& path, double fraction);
    void busyChanged(bool busy);
};

}  // namespace lacuna

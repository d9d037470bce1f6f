// Opening, saving and exporting for the window. Files are read and written on worker threads from values, so
// the window never waits; results come back as signals on the GUI thread. The window sees no file format.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QThreadPool>
#include <QtGui/QImage>
#include <memory>
#include <optional>

#include "engine/base/error.h"
#include "ui/document/document.h"

namespace lacuna {

enum class ExportFormat : std::uint8_t { Png, Jpeg, Tiff, WebP };

struct ExportOptions {
    std::optional<ExportFormat> format;  ///< none: by the file's suffix
    int quality = 92;                    ///< JPEG and WebP, 1..100
    bool lossless = false;               ///< WebP
    bool keepAlpha = true;               ///< else over white; JPEG never has alpha
    bool deep = false;                   ///< 16 bits a channel where the format can (PNG, TIFF)
    bool withRecipe = true;  ///< writes prompt, seed and model of the generative layers into the metadata
};

class DocumentIo : public QObject {
    Q_OBJECT
  public:
    explicit DocumentIo(QObject* parent = nullptr);
    /// Waits for what is being written or read; results that come after are dropped.
    ~DocumentIo() override;

    /// Suffixes without dot, for file dialogs and drops: "ora", "png", ...
    static QStringList readableSuffixes();
    static QStringList exportSuffixes();

    /// Reads a project (.ora) or an image; ends with opened() or failed().
    void open(const QString& path);
    /// Writes the document as .ora and marks it saved; ends with saved() or failed(). The file is replaced
    /// whole or not at all.
    void save(Document& document, const QString& path);
    /// Writes the page as an image; ends with exported() or failed().
    void exportImage(const Document& document, const QString& path, const ExportOptions& options = {});
    /// Reads images and puts each as a layer into the document, centred at `at` (the page's middle when
    /// none), made smaller when larger than the page. An empty document becomes the first image. One undo
    /// step for all.
    void insertFiles(Document& document, const QStringList& paths, std::optional<QPoint> at = {});
    /// The same for pasted or dropped pixels; done at once.
    static LayerId insertImage(Document& document, const QImage& image, const QString& name,
                               std::optional<QPoint> at = {});

    bool isBusy() const { return running_ > 0; }
    /// Waits until all work is done and its signals are out. For tests and for closing the window.
    void waitForDone();

  Q_SIGNALS:
    /// `project` is false for images: the document then has no project file yet.
    void opened(const QString& path, const lacuna::Picture& picture, bool project);
    void inserted(const QStringList& paths);
    void saved(const QString& path);
    void exported(const QString& path);
    void failed(const QString& path, const lacuna::Error& error);
    /// 0 when a file's turn is asked for, 1 when it is done.
    void progress(const QString& path, double fraction);
    void busyChanged(bool busy);

  private:
    /// Runs `work` on the io thread and `then` with its result on this object's thread; failures become
    /// failed().
    template <class Work, class Then>
    void run(const QString& path, Work work, Then then);
    void started(const QString& path);
    void ended(const QString& path);

    QThreadPool pool_;
    int running_ = 0;
};

}  // namespace lacuna

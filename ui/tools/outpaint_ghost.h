// What a new area may look like, at once: the page's borders run on, on a small copy of the page, off the GUI
// thread.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QImage>
#include <memory>
#include <optional>

#include "ui/document/picture.h"

namespace lacuna {

/// The page (any size, drawn small) extended by `margins` (document pixels; negative ones are ignored) with
/// guessed pixels. The result's longest side is at most `longestSide`. Rgba8.
Image extendedProxy(const Image& proxy, Size page, const Margins& margins, int longestSide = 384);

class OutpaintGhost : public QObject {
    Q_OBJECT
  public:
    explicit OutpaintGhost(QObject* parent = nullptr);
    ~OutpaintGhost() override;

    /// Takes a small copy of the picture for what follows (on a worker thread; the snapshot costs nothing).
    void start(Snapshot snapshot);
    /// Asks for these margins; a request that waits is replaced by a newer one.
    void request(const Margins& margins);
    void stop();

    /// The newest finished ghost and the margins it was made for; null before the first.
    const QImage& image() const { return image_; }
    const Margins& margins() const { return imageMargins_; }

  Q_SIGNALS:
    void ready();

  private:
    struct Source;  ///< the snapshot and, once made, its small copy
    void run();

    std::shared_ptr<Source> source_;
    std::optional<Margins> wanted_;
    bool running_ = false;
    QImage image_;
    Margins imageMargins_;
};

}  // namespace lacuna

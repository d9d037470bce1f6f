// See document_io.h. What a worker does is a function of values, above; what the object does is start it and
// take its result back, below.
#include "app/io/document_io.h"

#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <algorithm>
#include <cmath>
#include <new>

#include "app/io/poster_conversion.h"
#include "engine/formats/image_file.h"
#include "engine/image/convert.h"
#include "engine/image/resample.h"
#include "ui/document/image_conversion.h"
#include "ui/document/render.h"

namespace lacuna {
namespace {

std::filesystem::path filePathOf(const QString& path) {
    return std::filesystem::path(path.toStdU16String());
}
QString baseNameOf(const QString& path) {
    return QFileInfo(path).completeBaseName();
}

bool isProject(const QString& path) {
    return QFileInfo(path).suffix().compare(QLatin1String("ora"), Qt::CaseInsensitive) == 0;
}

Result<Picture> readAny(const QString& path) {
    const std::filesystem::path file = filePathOf(path);
    if (isProject(path)) {
        LACUNA_TRY(PosterFile poster, readPoster(file));
        return pictureFrom(std::move(poster));
    }
    LACUNA_TRY(const LoadedImage image, readImage(file));
    Picture picture = pictureFromImage(image.pixels, baseNameOf(path).toStdString(),
                                       image.header.dpi > 0 ? image.header.dpi : 300);
    picture.layers.front()->pixels.warm();
    return picture;
}

Result<void> writeProject(const Snapshot& snapshot, const std::filesystem::path& path) {
    PosterFile poster = posterFrom(snapshot);
    poster.merged = renderPage(snapshot);
    return writePoster(path, poster);
}

Result<ImageFileType> typeFor(const QString& path, const ExportOptions& options) {
    if (options.format) {
        switch (*options.format) {
            case ExportFormat::Png:
                return ImageFileType::Png;
            case ExportFormat::Jpeg:
                return ImageFileType::Jpeg;
            case ExportFormat::Tiff:
                return ImageFileType::Tiff;
            case ExportFormat::WebP:
                return ImageFileType::WebP;
        }
    }
    const auto type = imageFileTypeOf(filePathOf(path));
    if (!type) {
        return fail(ErrorKind::Unsupported,
                    "Pictures are exported as PNG, JPEG, TIFF or WebP. Give the file a name that ends with "
                    ".png, .jpg, .tif or .webp.",
                    path.toStdString());
    }
    return *type;
}

Result<void> writeExport(const Snapshot& snapshot, const QString& path, const ExportOptions& options) {
    ImageWriteOptions write;
    LACUNA_TRY(write.type, typeFor(path, options));
    write.quality = options.lossless && write.type == ImageFileType::WebP ? 100 : options.quality;
    write.dpi = snapshot.dpi;
    if (options.withRecipe) write.recipe = recipeOf(snapshot);
    Image page = renderPage(snapshot, options.deep ? PixelFormat::Rgba16 : PixelFormat::Rgba8);
    if (!options.keepAlpha || write.type == ImageFileType::Jpeg || !hasTransparency(page))
        page = flattened(page).freeze();
    return writeImage(filePathOf(path), page, write);
}

/// What a library throws becomes a sentence here, on the worker, and goes no further.
template <class Work>
auto guarded(const QString& path, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return fail(
            ErrorKind::OutOfMemory,
            "There is not enough memory for this file. Close other programs, or make the picture smaller.",
            path.toStdString());
    } catch (const std::exception& thrown) {
        return fail(ErrorKind::Internal,
                    "The file could not be handled. Try another file, and report this one if you can.",
                    path.toStdString() + ": " + thrown.what());
    }
}

/// As Photoshop places: never larger than the page, never enlarged.
Image fitted(const Image& image, Size page) {
    if (page.empty() || (image.width() <= page.width && image.height() <= page.height)) return image;
    const double scale = std::min(double(page.width) / image.width(), double(page.height) / image.height());
    const Size size{std::max(1, int(std::lround(image.width() * scale))),
                    std::max(1, int(std::lround(image.height() * scale)))};
    return resized(image, size, Filter::Lanczos).freeze();
}

LayerId place(Document& document, const QString& name, const Image& image, std::optional<QPoint> at) {
    if (document.isEmpty()) {
        document.reset(pictureFromImage(image, name.toStdString()));
        document.markUnsaved();
        return document.activeLayer();
    }
    const QPoint middle = at.value_or(QPoint(document.size().width / 2, document.size().height / 2));
    return document.addImageLayer(name, image, middle.x() - image.width() / 2,
                                  middle.y() - image.height() / 2);
}

struct Inserted {
    QString path;
    Image image;
};

}  // namespace

DocumentIo::DocumentIo(QObject* parent) : QObject(parent) {
    // One thread: files are written in the order in which they were asked for.
    pool_.setMaxThreadCount(1);
}

DocumentIo::~DocumentIo() {
    pool_.waitForDone();
}

QStringList DocumentIo::readableSuffixes() {
    return {QStringLiteral("ora"),  QStringLiteral("png"), QStringLiteral("jpg"),
            QStringLiteral("jpeg"), QStringLiteral("tif"), QStringLiteral("tiff"),
            QStringLiteral("webp"), QStringLiteral("exr"), QStringLiteral("psd")};
}

QStringList DocumentIo::exportSuffixes() {
    return {QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("tif"), QStringLiteral("webp")};
}

template <class Work, class Then>
void DocumentIo::run(const QString& path, Work work, Then then) {
    started(path);
    pool_.start([this, path, work = std::move(work), then = std::move(then)]() mutable {
        auto result = guarded(path, work);
        // Queued, so it runs on this object's thread, or never when the object is gone.
        QMetaObject::invokeMethod(
            this,
            [this, path, then = std::move(then), result = std::move(result)]() mutable {
                if (result) {
                    then(std::move(result));
                } else {
                    Q_EMIT failed(path, result.error());
                }
                ended(path);
            },
            Qt::QueuedConnection);
    });
}

void DocumentIo::open(const QString& path) {
    run(
        path, [path] { return readAny(path); },
        [this, path](Result<Picture> picture) { Q_EMIT opened(path, *picture, isProject(path)); });
}

void DocumentIo::save(Document& document, const QString& path) {
    run(
        path, [snapshot = document.snapshot(), path] { return writeProject(snapshot, filePathOf(path)); },
        [this, path, document = QPointer<Document>(&document), revision = document.revision()](Result<void>) {
            // The person may have opened something else meanwhile: then this file is not that document's.
            if (document && document->markSaved(revision)) document->setFilePath(path);
            Q_EMIT saved(path);
        });
}

void DocumentIo::exportImage(const Document& document, const QString& path, const ExportOptions& options) {
    run(
        path,
        [snapshot = document.snapshot(), path, options] { return writeExport(snapshot, path, options); },
        [this, path](Result<void>) { Q_EMIT exported(path); });
}

void DocumentIo::insertFiles(Document& document, const QStringList& paths, std::optional<QPoint> at) {
    if (paths.isEmpty()) return;
    const auto read = [paths, page = document.size()]() -> Result<std::vector<Inserted>> {
        std::vector<Inserted> images;
        Size room = page;
        for (const QString& path : paths) {
            LACUNA_TRY(const Picture picture, readAny(path));
            const Image whole = isProject(path)
                                    ? renderPage(picture)
                                    : picture.layers.front()->pixels.read(picture.page()).freeze();
            if (room.empty()) room = whole.size();
            images.push_back({path, fitted(whole, room)});
        }
        return images;
    };
    run(paths.first(), read,
        [this, document = QPointer<Document>(&document), paths, at](Result<std::vector<Inserted>> images) {
            if (!document) return;
            if (document->isEmpty()) {
                place(*document, baseNameOf(images->front().path), images->front().image, {});
                images->erase(images->begin());
            }
            if (!images->empty()) {
                const Document::UndoGroup step(*document, tr("Insert Images"));
                for (const Inserted& one : *images) place(*document, baseNameOf(one.path), one.image, at);
            }
            Q_EMIT inserted(paths);
        });
}

LayerId DocumentIo::insertImage(Document& document, const QImage& image, const QString& name,
                                std::optional<QPoint> at) {
    if (image.isNull()) return {};
    return place(document, name, fitted(fromQImage(image), document.size()), at);
}

void DocumentIo::waitForDone() {
    pool_.waitForDone();
    // Results are queued calls to this object.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void DocumentIo::started(const QString& path) {
    Q_EMIT progress(path, 0);
    if (running_++ == 0) Q_EMIT busyChanged(true);
}

void DocumentIo::ended(const QString& path) {
    Q_EMIT progress(path, 1);
    if (--running_ == 0) Q_EMIT busyChanged(false);
}

}  // namespace lacuna

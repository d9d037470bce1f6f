// See file_gateway.h.
#include "app/editor/file_gateway.h"

namespace lacuna {

FileGateway::FileGateway(QObject* parent) : DocumentFiles(parent) {
    connect(&io_, &DocumentIo::opened, this, &DocumentFiles::opened);
    connect(&io_, &DocumentIo::inserted, this, &DocumentFiles::inserted);
    connect(&io_, &DocumentIo::saved, this, &DocumentFiles::saved);
    connect(&io_, &DocumentIo::exported, this, &DocumentFiles::exported);
    connect(&io_, &DocumentIo::failed, this, &DocumentFiles::failed);
    connect(&io_, &DocumentIo::progress, this, &DocumentFiles::progress);
    connect(&io_, &DocumentIo::busyChanged, this, &DocumentFiles::busyChanged);
}

QStringList FileGateway::readableSuffixes() const {
    return DocumentIo::readableSuffixes();
}

QStringList FileGateway::exportSuffixes() const {
    return DocumentIo::exportSuffixes();
}

void FileGateway::open(const QString& path) {
    io_.open(path);
}

void FileGateway::save(Document& document, const QString& path) {
    io_.save(document, path);
}

void FileGateway::exportImage(const Document& document, const QString& path, const ExportSettings& settings) {
    ExportOptions options;
    options.quality = settings.quality;
    options.lossless = settings.lossless;
    options.keepAlpha = settings.keepAlpha;
    options.deep = settings.deep;
    options.withRecipe = settings.withRecipe;
    io_.exportImage(document, path, options);
}

void FileGateway::insertFiles(Document& document, const QStringList& paths, std::optional<QPoint> at) {
    io_.insertFiles(document, paths, at);
}

void FileGateway::insertImage(Document& document, const QImage& image, const QString& name,
                              std::optional<QPoint> at) {
    DocumentIo::insertImage(document, image, name, at);
}

void FileGateway::waitForDone() {
    io_.waitForDone();
}

}  // namespace lacuna

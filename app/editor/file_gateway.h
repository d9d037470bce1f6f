// Lends the window the program's file reading and writing, in the window's own words.
#pragma once

#include "app/io/document_io.h"
#include "ui/shell/document_files.h"

namespace lacuna {

class FileGateway : public DocumentFiles {
    Q_OBJECT
  public:
    explicit FileGateway(QObject* parent = nullptr);

    QStringList readableSuffixes() const override;
    QStringList exportSuffixes() const override;
    void open(const QString& path) override;
    void save(Document& document, const QString& path) override;
    void exportImage(const Document& document, const QString& path, const ExportSettings& settings) override;
    void insertFiles(Document& document, const QStringList& paths, std::optional<QPoint> at) override;
    void insertImage(Document& document, const QImage& image, const QString& name,
                     std::optional<QPoint> at) override;
    void waitForDone() override;

  private:
    DocumentIo io_;
};

}  // namespace lacuna

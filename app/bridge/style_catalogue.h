// Which styles there are: those in the person's styles folder and LoRA files that lie elsewhere, each with
// whether it fits the model. Only headers are read, on a thread of its own.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QThreadPool>
#include <filesystem>
#include <vector>

#include "engine/base/error.h"
#include "engine/messages/style_info.h"

namespace lacuna {

class StyleCatalogue : public QObject {
    Q_OBJECT
  public:
    /// `folder` is the person's; it need not exist.
    explicit StyleCatalogue(std::filesystem::path folder, QObject* parent = nullptr);
    ~StyleCatalogue() override;

    /// found() follows, for the model folder `model` (empty: everything fits); a newer scan overtakes an
    /// older one.
    void scan(const std::vector<std::filesystem::path>& files, const std::filesystem::path& model);
    /// Reads one file that the person chose; added() or refused() follows.
    void check(const std::filesystem::path& file);

  Q_SIGNALS:
    void found(const std::vector<lacuna::StyleInfo>& styles);
    void added(const QString& file);
    void refused(const QString& file, const lacuna::Error& error);

  private:
    std::filesystem::path folder_;
    QThreadPool pool_;
    int newest_ = 0;
};

/// LoRA files in `folder` and one level below, by name.
std::vector<std::filesystem::path> styleFilesIn(const std::filesystem::path& folder);

}  // namespace lacuna

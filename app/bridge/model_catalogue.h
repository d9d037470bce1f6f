// Which models there are: the one that ships with the program, and those in the person's folders. Only small
// JSON files are read, on a thread of its own, after the window is on screen.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QThreadPool>
#include <filesystem>
#include <functional>
#include <vector>

#include "engine/base/error.h"
#include "engine/messages/model_info.h"

namespace lacuna {

class ModelCatalogue : public QObject {
    Q_OBJECT
  public:
    /// `standard` finds the models that are known without being told; it runs on the catalogue's thread.
    using Finder = std::function<std::vector<ModelInfo>()>;
    explicit ModelCatalogue(Finder standard, QObject* parent = nullptr);
    ~ModelCatalogue() override;

    /// Looks through the person's `folders` (each is a model itself, or holds models one level below), then
    /// adds the standard ones. found() follows; a newer scan overtakes an older one.
    void scan(const std::vector<std::filesystem::path>& folders);
    /// Reads one folder that the person chose; added() or refused() follows.
    void check(const std::filesystem::path& folder);

  Q_SIGNALS:
    void found(const std::vector<lacuna::ModelInfo>& models);
    void added(const QString& folder);
    void refused(const QString& folder, const lacuna::Error& error);

  private:
    Finder standard_;
    QThreadPool pool_;
    int newest_ = 0;
};

/// The models in and directly below each folder, the first of equal ones kept; what cannot be read is left
/// out.
std::vector<ModelInfo> modelsIn(const std::vector<std::filesystem::path>& folders);

}  // namespace lacuna

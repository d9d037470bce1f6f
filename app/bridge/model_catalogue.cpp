// See model_catalogue.h.
#include "app/bridge/model_catalogue.h"

#include <algorithm>

#include "engine/formats/model_folder.h"

namespace lacuna {
namespace {

/// A folder with more entries than this is no folder of models; we do not read a home directory to its end.
constexpr int kMostEntries = 512;

bool looksLikeModel(const std::filesystem::path& folder) {
    std::error_code ignored;
    return std::filesystem::exists(folder / "model_index.json", ignored);
}

std::filesystem::path canonicalOr(const std::filesystem::path& path) {
    std::error_code error;
    const auto canonical = std::filesystem::weakly_canonical(path, error);
    return error ? path : canonical;
}

void addOnce(std::vector<ModelInfo>& models, ModelInfo info) {
    info.folder = canonicalOr(info.folder);
    if (std::any_of(models.begin(), models.end(),
                    [&](const ModelInfo& known) { return known.folder == info.folder; }))
        return;
    models.push_back(std::move(info));
}

void addModel(std::vector<ModelInfo>& models, const std::filesystem::path& folder) {
    if (auto info = readModelFolder(folder)) {
        info->folder = folder;
        addOnce(models, *std::move(info));
    }
}

}  // namespace

std::vector<ModelInfo> modelsIn(const std::vector<std::filesystem::path>& folders) {
    std::vector<ModelInfo> models;
    for (const auto& folder : folders) {
        if (looksLikeModel(folder)) {
            addModel(models, folder);
            continue;
        }
        std::error_code error;
        std::vector<std::filesystem::path> below;
        int entries = 0;
        for (std::filesystem::directory_iterator it(folder, error), end;
             !error && it != end && entries < kMostEntries; it.increment(error), ++entries) {
            if (looksLikeModel(it->path())) below.push_back(it->path());
        }
        std::sort(below.begin(), below.end());
        for (const auto& model : below) addModel(models, model);
    }
    return models;
}

ModelCatalogue::ModelCatalogue(Finder standard, QObject* parent)
    : QObject(parent), standard_(std::move(standard)) {
    pool_.setMaxThreadCount(1);
}

ModelCatalogue::~ModelCatalogue() {
    pool_.clear();
    pool_.waitForDone();
}

void ModelCatalogue::scan(const std::vector<std::filesystem::path>& folders) {
    const int ticket = ++newest_;
    pool_.start([this, ticket, folders] {
        auto models = modelsIn(folders);
        if (standard_) {
            for (ModelInfo& info : standard_()) addOnce(models, std::move(info));
        }
        QMetaObject::invokeMethod(
            this,
            [this, ticket, models = std::move(models)] {
                if (ticket == newest_) Q_EMIT found(models);
            },
            Qt::QueuedConnection);
    });
}

void ModelCatalogue::check(const std::filesystem::path& folder) {
    pool_.start([this, folder] {
        // A folder of models is as welcome as a model.
        const bool some = !looksLikeModel(folder) && !modelsIn({folder}).empty();
        const auto info = some ? Result<ModelInfo>(ModelInfo{}) : readModelFolder(folder);
        const QString path = QString::fromStdString(folder.string());
        QMetaObject::invokeMethod(
            this,
            [this, path, info] {
                if (info) {
                    Q_EMIT added(path);
                } else {
                    Q_EMIT refused(path, info.error());
                }
            },
            Qt::QueuedConnection);
    });
}

}  // namespace lacuna

// See style_catalogue.h.
#include "app/bridge/style_catalogue.h"

#include <algorithm>

#include "engine/formats/lora_file.h"

namespace lacuna {
namespace {

namespace fs = std::filesystem;

constexpr int kMostEntries = 1000;

void addFiles(const fs::path& folder, bool below, std::vector<fs::path>& files) {
    std::error_code error;
    int entries = 0;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && entries < kMostEntries;
         it.increment(error), ++entries) {
        std::error_code ignored;
        if (it->path().extension() == ".safetensors") {
            files.push_back(it->path());
        } else if (below && it->is_directory(ignored)) {
            addFiles(it->path(), false, files);
        }
    }
}

Error errorOf(StyleFit fit, const fs::path& file) {
    switch (fit) {
        case StyleFit::Missing:
            return {ErrorKind::BadFile, "There is no such file. Choose another one.", file.string()};
        case StyleFit::OtherKind:
            return {ErrorKind::Unsupported,
                    "It is an adapter of another kind than LoRA. Choose a LoRA, or have it converted to one.",
                    file.string()};
        default:
            return {ErrorKind::BadFile, "It holds no LoRA. Choose another file, or get it again.",
                    file.string()};
    }
}

}  // namespace

std::vector<fs::path> styleFilesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    addFiles(folder, true, files);
    std::sort(files.begin(), files.end());
    return files;
}

StyleCatalogue::StyleCatalogue(fs::path folder, QObject* parent)
    : QObject(parent), folder_(std::move(folder)) {
    pool_.setMaxThreadCount(1);
}

StyleCatalogue::~StyleCatalogue() {
    pool_.clear();
    pool_.waitForDone();
}

void StyleCatalogue::scan(const std::vector<fs::path>& files, const fs::path& model) {
    const int ticket = ++newest_;
    pool_.start([this, ticket, files, model] {
        Result<LinearNames> linears = LinearNames();
        if (!model.empty()) linears = linearsOfModel(model);
        // A model that cannot be read says so itself when it is used.
        const LinearNames* const known = !model.empty() && linears ? &*linears : nullptr;
        std::vector<StyleInfo> styles;
        const auto add = [&](const fs::path& file, bool own) {
            if (std::any_of(styles.begin(), styles.end(), [&](const auto& s) { return s.file == file; }))
                return;
            styles.push_back(readStyle(file, known));
            styles.back().own = own;
        };
        for (const auto& file : styleFilesIn(folder_)) add(file, true);
        for (const auto& file : files) add(file, false);
        QMetaObject::invokeMethod(
            this,
            [this, ticket, styles = std::move(styles)] {
                if (ticket == newest_) Q_EMIT found(styles);
            },
            Qt::QueuedConnection);
    });
}

void StyleCatalogue::check(const fs::path& file) {
    pool_.start([this, file] {
        const StyleFit fit = readStyle(file, nullptr).fit;
        const QString path = QString::fromStdString(file.string());
        QMetaObject::invokeMethod(
            this,
            [this, fit, file, path] {
                if (fit == StyleFit::Fits) {
                    Q_EMIT added(path);
                } else {
                    Q_EMIT refused(path, errorOf(fit, file));
                }
            },
            Qt::QueuedConnection);
    });
}

}  // namespace lacuna

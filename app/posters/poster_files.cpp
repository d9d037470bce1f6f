// See poster_files.h.
#include "app/posters/poster_files.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtGui/QImage>
#include <cmath>
#include <vector>

#include "engine/training/posters/caption.h"
#include "engine/training/posters/edits.h"
#include "engine/training/posters/labels.h"
#include "engine/training/posters/masks.h"
#include "engine/training/posters/named_scenes.h"
#include "engine/training/posters/painter.h"

namespace lacuna::posters {
namespace {

using namespace training;

/// One picture with what is said about it.
struct Entry {
    Scene scene;
    std::string caption;
    std::optional<MaskKind> hole;
};

QImage imageOf(const torch::Tensor& page) {  // [3, h, w] in [-1, 1]
    const auto bytes = toBytes(page);
    const QImage view(bytes.data_ptr<std::uint8_t>(), int(bytes.size(1)), int(bytes.size(0)),
                      int(bytes.size(1)) * 3, QImage::Format_RGB888);
    return view.copy();
}

tl::unexpected<Error> notWritten(const std::filesystem::path& path) {
    return fail(ErrorKind::CannotWrite, "The file could not be written. Choose a folder with free space.",
                path.string());
}

Result<void> save(const QImage& image, const std::filesystem::path& path) {
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "PNG") || !file.commit())
        return notWritten(path);
    return {};
}

Result<void> save(const std::string& text, const std::filesystem::path& path) {
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) < 0 ||
        !file.commit())
        return notWritten(path);
    return {};
}

std::string captionsOf(const Scene& scene, const AtlasNames& names) {
    std::string text;
    for (const auto language : {CaptionLanguage::English, CaptionLanguage::Chinese}) {
        for (const auto length : {CaptionLength::Short, CaptionLength::Medium, CaptionLength::Long})
            text += captionOf(scene, names, language, length) + "\n";
    }
    return text;
}

void addPair(std::vector<Entry>& entries, const EditPair& edit) {
    const std::string words = edit.instruction.english + "\n" + edit.instruction.chinese + "\n";
    entries.push_back({edit.before, words, {}});
    entries.push_back({edit.after, words, {}});
}

std::vector<Entry> entriesOf(const PaintOptions& options, const AtlasNames& names) {
    std::vector<Entry> entries;
    if (options.named) {
        const Scene festival = midAutumnPoster(options.aspect, names);
        entries.push_back({festival, captionsOf(festival, names), {}});
        addPair(entries, widenedCoffeePhotograph(options.aspect, names));
        addPair(entries, translatedAdvertisement(options.aspect, names));
        return entries;
    }
    for (int i = 0; i < options.count; ++i) {
        const std::uint64_t number = options.seed + std::uint64_t(i);
        const Scene scene = sceneOf(Random(number).next(), options.aspect, names);
        if (options.edits) {
            Random random(number, 0xED17);
            const auto wanted = editOf(scene, EditKind(i % kEditKinds), random, names);
            addPair(entries, wanted ? *wanted : anyEditOf(scene, random, names));
            continue;
        }
        entries.push_back({scene, captionsOf(scene, names), {}});
        if (options.masks) {
            entries.push_back(entries.back());
            entries.back().hole = MaskKind(i % kMaskKinds);
        }
    }
    return entries;
}

/// What the hole covers turns grey.
torch::Tensor withHole(const torch::Tensor& page, const Entry& entry) {
    Random random(entry.scene.seed, 0x401E);
    const auto hole = makeHole(*entry.hole, entry.scene, page.size(1), page.size(2), random);
    return page * (1 - hole.mask);
}

Result<void> saveSheet(const std::vector<torch::Tensor>& pages, const std::filesystem::path& path) {
    const auto columns = std::int64_t(
        std::min<double>(double(pages.size()), std::ceil(std::sqrt(double(pages.size()) * 1.7))));
    const auto rows = (std::int64_t(pages.size()) + columns - 1) / columns;
    const auto height = pages.front().size(1), width = pages.front().size(2), gap = std::int64_t{8};
    auto sheet = torch::ones({3, rows * (height + gap) - gap, columns * (width + gap) - gap});
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto top = std::int64_t(i) / columns * (height + gap),
                   left = std::int64_t(i) % columns * (width + gap);
        sheet.slice(1, top, top + height).slice(2, left, left + width).copy_(pages[i]);
    }
    return save(imageOf(sheet), path);
}

}  // namespace

Result<void> paintFiles(const PaintOptions& options) {
    LACUNA_TRY(const Atlas atlas, readAtlas(options.atlas, torch::kCPU));
    const auto entries = entriesOf(options, atlas.names);
    std::vector<Scene> scenes;
    for (const Entry& entry : entries) scenes.push_back(entry.scene);
    std::vector<torch::Tensor> pages;
    for (auto& page : paintPosters(scenes, options.width, atlas).unbind(0)) pages.push_back(page);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].hole) pages[i] = withHole(pages[i], entries[i]);
    }
    if (!options.sheet.empty()) {
        LACUNA_TRY_VOID(saveSheet(pages, options.sheet));
    }
    if (options.folder.empty()) return {};
    std::error_code failed;
    std::filesystem::create_directories(options.folder, failed);
    if (failed) return notWritten(options.folder);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "poster-%05zu", i);
        const auto file = [&](const char* ending) { return options.folder / (std::string(name) + ending); };
        LACUNA_TRY_VOID(save(imageOf(pages[i]), file(".png")));
        LACUNA_TRY_VOID(save(entries[i].caption, file(".txt")));
        const auto labels = labelsJson(sceneLabels(entries[i].scene, atlas.names), atlas.names);
        LACUNA_TRY_VOID(save(labels.dump(2) + "\n", file(".json")));
    }
    return {};
}

}  // namespace lacuna::posters

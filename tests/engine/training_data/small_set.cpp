// See small_set.h.
#include "tests/engine/training_data/small_set.h"

#include <QtGui/QImage>
#include <cmath>
#include <random>

#include "engine/formats/image_file.h"
#include "engine/training/data/collect.h"

namespace lacuna::tests {

using namespace training::data;

void paintPicture(const TemporaryFolder& folder, const std::string& name, unsigned seed,
                  const std::string& caption) {
    std::mt19937 random(seed);
    double fx[6], fy[6], phase[6];
    for (int i = 0; i < 6; ++i)
        fx[i] = random() % 9 / 20.0, fy[i] = random() % 9 / 20.0, phase[i] = random() % 63 / 10.0;
    QImage image(96, 64, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            double value = 110;
            for (int i = 0; i < 6; ++i) value += 16 * std::sin(fx[i] * x + fy[i] * y + phase[i]);
            image.setPixelColor(x, y, QColor(int(value), int(value * 0.8), 90));
        }
    }
    const auto file = folder / name;
    std::filesystem::create_directories(file.parent_path());
    image.save(QString::fromStdString(file.string()));
    if (!caption.empty()) folder.write(name.substr(0, name.rfind('.')) + ".txt", caption);
}

ReadPicture pictureReader() {
    return [](const std::filesystem::path& file) -> Result<Image> {
        LACUNA_TRY(LoadedImage loaded, readImage(file));
        return std::move(loaded.pixels);
    };
}

Result<Findings> NamedScorer::look(const Image&, const Sample& sample) {
    ++asked_;
    const auto stem = sample.picture.stem().string();
    return Findings{{{kAesthetics, std::stod(stem.substr(stem.rfind('-') + 1))}}, {}};
}

ScoreOptions scoreOptions(int& asked, const std::string& version) {
    ScoreOptions options;
    options.read = pictureReader();
    options.scorers.push_back(std::make_unique<NamedScorer>(asked, version));
    options.rules.duplicateBits = 0;
    return options;
}

std::filesystem::path collected(const TemporaryFolder& folder) {
    const auto set = folder / "set";
    std::filesystem::create_directories(set);
    const auto found = collectFolder(folder / "pictures", Uncaptioned::Keep);
    if (found) {
        (void)writeSamples(set / kSamplesFile, found->samples);
        (void)writeRefused(set / kRefusedFile, found->refused);
    }
    return set;
}

}  // namespace lacuna::tests

// See small_run.h.
#include "tests/engine/training_finetune/small_run.h"

#include <QImage>
#include <fstream>

namespace lacuna::tests {

void writePictures(const TemporaryFolder& folder, int count) {
    std::filesystem::create_directories(folder / "pictures");
    for (int i = 0; i < count; ++i) {
        QImage image(48, 32, QImage::Format_RGB888);
        image.fill(QColor::fromHsv(i * 97 % 360, 200, 220));
        for (int x = 8; x < 30; ++x) image.setPixelColor(x, 5 + i * 4, Qt::white);
        const auto stem = (folder / "pictures" / ("p" + std::to_string(i))).string();
        image.save(QString::fromStdString(stem + ".png"));
        std::ofstream(stem + ".txt") << "a sheet with one line, number " << i
                                     << (i % 2 ? "" : " of the small ones");
    }
}

std::filesystem::path writeRun(const TemporaryFolder& folder, const std::string& name, const Json& extra) {
    Json json{{"model", LACUNA_TESTS_DIR "/reference/tiny-t2i"},
              {"pictures", "pictures"},
              {"output", name},
              {"resolution", 32},
              {"rank", 2},
              {"batch", 1},
              {"save_every", 1000},
              {"sample_every", 1000},
              {"bfloat16", false},
              {"device", "cpu"},
              {"threads", 1},
              {"sample_prompts", Json::array()},
              {"optimizer", {{"learning_rate", 0.01}, {"steps", 6}}}};
    if (extra.is_object()) json.update(extra);
    const auto file = folder / (name + ".json");
    std::ofstream(file) << json.dump();
    return file;
}

}  // namespace lacuna::tests

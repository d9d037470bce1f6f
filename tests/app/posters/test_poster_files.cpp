// lacuna-posters paint: what lies in the folder afterwards, and that the real atlas says what was asked.
#include <QFile>
#include <QImage>

#include "app/posters/atlas_writer.h"
#include "app/posters/poster_files.h"
#include "engine/training/posters/atlas.h"
#include "engine/training/posters/caption.h"
#include "engine/training/posters/named_scenes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestPosterFiles : public QObject {
    Q_OBJECT
    tests::TemporaryFolder folder_;

    QByteArray content(const std::string& name) const {
        QFile file(QString::fromStdString((folder_ / name).string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto written = posters::writeAtlas(folder_ / "atlas.safetensors");
        if (!written && written.error().kind == ErrorKind::ModelMissing)
            QSKIP("No typeface with Chinese characters is installed here.");
        QVERIFY(written.has_value());
    }

    void eachPosterIsAPictureACaptionAndLabels() {
        posters::PaintOptions options;
        options.atlas = folder_ / "atlas.safetensors";
        options.count = 2;
        options.width = 64;
        options.folder = folder_ / "out";
        options.sheet = folder_ / "sheet.png";
        QVERIFY(posters::paintFiles(options).has_value());
        const QImage poster = QImage::fromData(content("out/poster-00001.png"));
        QCOMPARE(poster.size(), QSize(64, 96));
        QCOMPARE(content("out/poster-00001.txt").count('\n'), 6);  // two languages, three lengths
        QVERIFY(content("out/poster-00000.json").contains("\"background\""));
        QCOMPARE(QImage::fromData(content("sheet.png")).size(), QSize(2 * 64 + 8, 96));
        QVERIFY(!QFile::exists(QString::fromStdString((folder_ / "out/poster-00002.png").string())));
    }

    void anAtlasThatIsNoneIsRefusedWithASentence() {
        posters::PaintOptions options;
        options.atlas = folder_.write("broken.safetensors", "not an atlas");
        options.folder = folder_ / "none";
        const auto painted = posters::paintFiles(options);
        QVERIFY(!painted.has_value());
        QCOMPARE(painted.error().kind, ErrorKind::BadFile);
    }

    void theMidAutumnPosterSaysItAll() {
        const auto atlas = training::readAtlas(folder_ / "atlas.safetensors", torch::kCPU).value();
        const auto scene = training::midAutumnPoster(1.5, atlas.names);
        const auto english = training::captionOf(scene, atlas.names, training::CaptionLanguage::English,
                                                 training::CaptionLength::Long);
        for (const char* part : {"golden moon", "two red lanterns", "brush style", "\"中秋快乐\"",
                                 "\"Mid-Autumn Festival\"", "starry night"})
            QVERIFY2(english.find(part) != std::string::npos, english.c_str());
        const auto chinese = training::captionOf(scene, atlas.names, training::CaptionLanguage::Chinese,
                                                 training::CaptionLength::Long);
        for (const char* part : {"金色月亮", "两个红色灯笼", "毛笔", "\"中秋快乐\"", "星夜"})
            QVERIFY2(chinese.find(part) != std::string::npos, chinese.c_str());
    }
};
LACUNA_TEST(TestPosterFiles)
#include "test_poster_files.moc"

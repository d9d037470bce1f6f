// The report counts what there is, shows the best and the worst, and needs no other file.
#include "engine/formats/image_file.h"
#include "engine/training/data/set_report.h"
#include "tests/engine/training_data/small_set.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training::data;
using tests::TemporaryFolder;

class TestSetReport : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void scoresFallIntoTenths() {
        ScoreFile scores;
        for (const double value : {0.0, 0.05, 0.95, 1.0}) {
            ScoreRecord record;
            record.scores[kAesthetics] = value;
            record.total = value;
            scores.records.push_back(record);
        }
        scores.records[0].dropped = Dropped::Threshold;
        const auto numbers = numbersOf(scores, {{"a", "why"}});
        const Histogram& histogram = numbers.histograms.at(kAesthetics);
        QCOMPARE(histogram.count, 4);
        QCOMPARE(histogram.mean, 0.5);
        QCOMPARE(histogram.bins[0], 2);
        QCOMPARE(histogram.bins[9], 2);
        QCOMPARE(numbers.kept, 3);
        QCOMPARE(numbers.dropped.at("threshold"), 1);
        QCOMPARE(numbers.refused, 1);
        const auto extremes = extremesOf(scores.records, 2);
        QVERIFY((extremes.best == std::vector<std::size_t>{3, 2}));
        QVERIFY((extremes.worst == std::vector<std::size_t>{0, 1}));
    }

    void thePageCarriesItsPicturesAndEscapesNames() {
        const TemporaryFolder folder;
        tests::paintPicture(folder, "pictures/a-0.9.png", 1, "one");
        tests::paintPicture(folder, "pictures/<b>-0.05.png", 2, "two");
        tests::paintPicture(folder, "pictures/copy-0.8.png", 1, "one again");
        folder.write("pictures/d-0.9.txt", "a caption of nothing");
        const auto set = tests::collected(folder);
        int asked = 0;
        QVERIFY_OK(scoreSet(set, tests::scoreOptions(asked)));
        ReportOptions options;
        options.read = tests::pictureReader();
        options.encode = [](const Image& picture) {
            ImageWriteOptions jpeg;
            jpeg.type = ImageFileType::Jpeg;
            return encodeImage(picture, jpeg);
        };
        const auto numbers = writeSetReport(set, folder / "report", options);
        QVERIFY_OK(numbers);
        QCOMPARE(numbers->kept, 1);
        QCOMPARE(numbers->dropped.at("duplicate"), 1);
        const auto html = QString::fromStdString(TemporaryFolder::read(folder / "report/report.html"));
        QCOMPARE(html.count("data:image/jpeg;base64,/9j/"), 6);  // three samples among the best and the worst
        QVERIFY(html.contains("&lt;b&gt;-0.05.png") && !html.contains("<b>-0.05"));
        QVERIFY(!html.contains("http"));
        const auto json = readJsonFile(folder / "report/report.json");
        QVERIFY_OK(json);
        QCOMPARE((*json)["dropped"]["threshold"].get<int>(), 1);
        QCOMPARE((*json)["scores"]["aesthetics"]["count"].get<int>(), 3);
    }
};
LACUNA_TEST(TestSetReport)
#include "test_set_report.moc"

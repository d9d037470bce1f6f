// The scorer of lettering, with a reader that says what a test wants, and with the one of this build.
#include <QtGui/QFontDatabase>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <random>

#include "engine/training/data/lettering_scorer.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;
using namespace lacuna::training::data;

namespace {

class StubReader : public TextReader {
  public:
    StubReader(ReadText english, Result<ReadText> chinese)
        : english_(std::move(english)), chinese_(std::move(chinese)) {}
    Result<ReadText> read(ConstView, Script script, TextLayout) override {
        return script == Script::English ? Result<ReadText>(english_) : chinese_;
    }
    std::string name() const override { return "stub"; }

  private:
    ReadText english_;
    Result<ReadText> chinese_;
};

Image imageOf(const QImage& drawn) {
    const QImage rgb = drawn.convertToFormat(QImage::Format_RGB888);
    Bitmap bitmap({rgb.width(), rgb.height()}, PixelFormat::Rgb8);
    for (int y = 0; y < rgb.height(); ++y)
        std::copy_n(rgb.constScanLine(y), bitmap.bytesPerRow(), bitmap.row<std::uint8_t>(y));
    return std::move(bitmap).freeze();
}

QImage page() {
    QImage image(480, 320, QImage::Format_RGB888);
    image.fill(QColor(250, 245, 230));
    return image;
}

Findings lookWith(ReadText english, Result<ReadText> chinese, const Sample& sample) {
    const auto scorer =
        makeLetteringScorer(std::make_unique<StubReader>(std::move(english), std::move(chinese)));
    return scorer->look(imageOf(page()), sample).value();
}

}  // namespace

class TestLettering : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void quotedWordsAreLookedForInTheirScript() {
        const Sample sample{"a.png", {}, "A poster, \"Tea\" and “月亮”"};
        const auto found = lookWith({"tea\n", 0.9}, ReadText{"月 亮", 0.5}, sample);
        QCOMPARE(found.scores.at(kLettering), 1.0);
        QCOMPARE(lookWith({"tea", 0.9}, ReadText{}, sample).scores.at(kLettering), 3.0 / 5.0);  // by letters
        const Sample edit{"a.png", "b.png", "Replace \"Coffee\" by \"Tea\""};
        QVERIFY(!lookWith({"tea", 0.9}, ReadText{}, edit).scores.contains("lettering.match"));
    }

    void aPictureWithoutWordsIsNoWorseForIt() {
        const auto found = lookWith({}, ReadText{}, {"a.png", {}, "a cup"});
        QVERIFY(!found.scores.contains(kLettering));
        QCOMPARE(found.scores.at("lettering.readable"), 0.0);
        QCOMPARE(found.notes.at("lettering.script"), std::string("none"));
    }

    void aMissingScriptIsLeftOut() {
        const Result<ReadText> none = fail(ErrorKind::ModelMissing, "not installed");
        const auto found = lookWith({"Tea", 0.8}, none, {"a.png", {}, "a cup"});
        QCOMPARE(found.notes.at(kReadText), std::string("Tea"));
        QCOMPARE(found.notes.at("lettering.script"), std::string("english"));
    }

    void aReadableWordScoresAboveNoise() {
        auto reader = openTextReader();
        if (!reader) QSKIP("this build has no text reader");
        if (QFontDatabase::families().isEmpty()) QSKIP("no font is installed");
        const auto scorer = makeLetteringScorer(std::move(*reader));
        QImage word = page(), noise = page();
        QPainter painter(&word);
        QFont font("DejaVu Sans");
        font.setPixelSize(60);
        painter.setFont(font);
        painter.drawText(word.rect(), Qt::AlignCenter, "Summer Sale");
        painter.end();
        std::mt19937 random(3);
        for (int y = 0; y < noise.height(); ++y) {
            // Coarse: of fine noise Tesseract makes a hundred thousand parts, and takes its time.
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y,
                               x % 8   ? noise.pixel(x - 1, y)
                               : y % 8 ? noise.pixel(x, y - 1)
                                       : random());
        }
        const Sample sample{"a.png", {}, "A poster that says \"Summer Sale\""};
        const auto read = scorer->look(imageOf(word), sample), noisy = scorer->look(imageOf(noise), sample);
        QVERIFY_OK(read);
        QVERIFY_OK(noisy);
        QVERIFY(read->scores.at(kLettering) > 0.9);
        QVERIFY(noisy->scores.at(kLettering) < 0.5);
        QVERIFY(read->scores.at("lettering.readable") > noisy->scores.at("lettering.readable") + 0.3);
    }
};
LACUNA_TEST(TestLettering)
#include "test_lettering.moc"

// The reader reads what was drawn: English, Chinese, light on dark, and nothing where there is nothing.
#include <QtGui/QFontDatabase>
#include <QtGui/QImage>
#include <QtGui/QPainter>

#include "engine/training/reading/text_reader.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestTextReader : public QObject {
    Q_OBJECT

    static QImage drawn(const QString& text, QColor ink, QColor paper, int px = 40) {
        QImage image(360, 72, QImage::Format_RGB888);
        image.fill(paper);
        QPainter painter(&image);
        QFont font("Noto Sans CJK SC");
        font.setPixelSize(px);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(image.rect(), Qt::AlignCenter, text);
        return image;
    }
    static Result<ReadText> read(const QImage& image, Script script, TextLayout layout = TextLayout::Line) {
        auto reader = openTextReader();
        if (!reader) return tl::unexpected(reader.error());
        const ConstView view(reinterpret_cast<const std::byte*>(image.constBits()),
                             {image.width(), image.height()}, PixelFormat::Rgb8,
                             std::size_t(image.bytesPerLine()));
        return (*reader)->read(view, script, layout);
    }
    static QString compact(const Result<ReadText>& text) {
        return text ? QString::fromStdString(text->text).remove(QRegularExpression("\\s"))
                    : QString::fromStdString(describe(text.error()));
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!QFontDatabase::families().contains("Noto Sans CJK SC"))
            QSKIP("the font Noto Sans CJK SC is not installed");
    }
    void anEnglishLineIsRead() {
        QCOMPARE(compact(read(drawn("Summer Sale", Qt::black, Qt::white), Script::English)),
                 QString("SummerSale"));
    }
    void aChineseLineIsRead() {
        QCOMPARE(compact(read(drawn("中秋快乐", Qt::black, Qt::white), Script::Chinese)),
                 QString("中秋快乐"));
    }
    void lightLetteringOnADarkGroundIsRead() {
        QCOMPARE(
            compact(read(drawn("Night Market", QColor(255, 240, 200), QColor(10, 20, 60)), Script::English)),
            QString("NightMarket"));
    }
    void smallLetteringIsRead() {
        const QImage small = drawn("Coffee", Qt::black, Qt::white, 36)
                                 .scaled(120, 24, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QCOMPARE(compact(read(small.convertToFormat(QImage::Format_RGB888), Script::English)),
                 QString("Coffee"));
    }
    void aBlankPictureHasNoText() {
        const auto text = read(drawn("", Qt::black, Qt::white), Script::English);
        QVERIFY(text);
        QCOMPARE(compact(text), QString());
        QCOMPARE(text->confidence, 0.0);
    }
    void anEmptyPictureIsRefused() {
        const auto text = read(QImage(), Script::English);
        QVERIFY(!text && text.error().kind == ErrorKind::BadRequest);
    }
};
LACUNA_TEST(TestTextReader)
#include "test_text_reader.moc"

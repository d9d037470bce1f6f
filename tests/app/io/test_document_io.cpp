// Files and documents: what is saved comes back, a save that fails loses nothing, and the window is told on
// its own thread.
#include <QtCore/QTemporaryDir>

#include "app/io/document_io.h"
#include "engine/formats/image_file.h"
#include "engine/formats/recipe_json.h"
#include "engine/image/convert.h"
#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/document/image_conversion.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

std::filesystem::path filePathOf(const QString& path) {
    return path.toStdU16String();
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Candidate candidateAt(const Rect& placement, unsigned seed) {
    Candidate candidate;
    candidate.pixels = noise(placement.size(), PixelFormat::Rgb8, seed);
    candidate.mask = noise(placement.size(), PixelFormat::Gray8, seed + 1);
    candidate.placement = placement;
    candidate.recipe.prompt = "\u7eb8\u6708\u4eae";  // a paper moon
    candidate.recipe.sampling.seed = seed;
    return candidate;
}

/// Layers of every kind that a project has to hold.
void fillDocument(Document& document) {
    document.reset(richPicture());
    AcceptOptions options;
    options.alsoKeep = {candidateAt({100, 90, 200, 180}, 8), candidateAt({120, 80, 150, 140}, 9)};
    (void)document.acceptCandidate(candidateAt({100, 90, 200, 180}, 7), options);
    document.fillMaskRect({20.5, 30, 200, 100});
    document.setLayerLocked(document.layers()[0]->id, true);
    document.setLayerMaskEnabled(document.layers()[3]->id, false);
    document.addLayer(QStringLiteral("\u7a7a"));  // an empty layer
    document.addLayerMask(document.layers()[1]->id);
    document.setDpi(150);
}

}  // namespace

class TestDocumentIo : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString path(const char* name) const { return folder_.filePath(QString::fromUtf8(name)); }

    Picture opened(const QString& file) {
        DocumentIo io;
        Picture picture;
        connect(&io, &DocumentIo::opened, this,
                [&](const QString&, const Picture& read, bool) { picture = read; });
        connect(&io, &DocumentIo::failed, this,
                [](const QString&, const Error& error) { qWarning("%s", describe(error).c_str()); });
        io.open(file);
        io.waitForDone();
        return picture;
    }
    static void saveTo(Document& document, const QString& file) {
        DocumentIo io;
        io.save(document, file);
        io.waitForDone();
    }

  private Q_SLOTS:
    void savingTwiceRoundTrips() {
        Document document;
        fillDocument(document);
        saveTo(document, path("first.ora"));
        QVERIFY(!document.isModified());
        QCOMPARE(document.filePath(), path("first.ora"));

        Document again(opened(path("first.ora")));
        QVERIFY(page(again) == page(document));
        QVERIFY(maskOf(again) == maskOf(document));
        QCOMPARE(again.dpi(), 150.0);
        QCOMPARE(again.layers().size(), document.layers().size());
        for (std::size_t i = 0; i < again.layers().size(); ++i) {
            const Layer &a = *again.layers()[i], &b = *document.layers()[i];
            QCOMPARE(a.name, b.name);
            QCOMPARE(a.blend, b.blend);
            QVERIFY(std::abs(a.opacity - b.opacity) < 1e-6);
            QCOMPARE(a.visible, b.visible);
            QCOMPARE(a.locked, b.locked);
            QCOMPARE(a.mask.has_value(), b.mask.has_value());
            QCOMPARE(a.maskEnabled, b.maskEnabled);
            QCOMPARE(a.generation != nullptr, b.generation != nullptr);
        }
        saveTo(again, path("second.ora"));
        Document third(opened(path("second.ora")));
        QVERIFY(page(third) == page(document));
        QCOMPARE(third.layers().size(), document.layers().size());
    }
    void generativeLayersComeBackWithTheirVariants() {
        Document document;
        fillDocument(document);
        const LayerId made = document.layers()[4]->id;
        QVERIFY(document.showCandidate(made, 1));
        const Image shown = page(document);
        QVERIFY(document.showCandidate(made, 2));
        saveTo(document, path("variants.ora"));
        Document again(opened(path("variants.ora")));
        const LayerPtr layer = again.layers()[4];
        QVERIFY(layer->generation != nullptr);
        QCOMPARE(layer->generation->candidates.size(), std::size_t(3));
        QCOMPARE(layer->generation->shown, 2);
        QCOMPARE(layer->recipe()->sampling.seed, std::uint64_t(9));
        QCOMPARE(layer->recipe()->prompt, std::string("\u7eb8\u6708\u4eae"));
        QVERIFY(again.showCandidate(layer->id, 1));
        QVERIFY(page(again) == shown);
    }
    void sixteenBitLayersStaySixteenBit() {
        Document document(pictureFromImage(noise({300, 280}, PixelFormat::Rgba16, 4, true), "deep"));
        saveTo(document, path("deep.ora"));
        QVERIFY(renderPage(opened(path("deep.ora"))) == page(document));
    }
    void imagesOpenAsOneLayerWithoutAProjectFile() {
        const Image image = noise({120, 90}, PixelFormat::Rgb8, 3);
        QVERIFY(writeImage(filePathOf(path("photo.png")), image));
        DocumentIo io;
        QSignalSpy spy(&io, &DocumentIo::opened);
        io.open(path("photo.png"));
        io.waitForDone();
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy[0][2].toBool(), false);
        const auto picture = spy[0][1].value<Picture>();
        QCOMPARE(picture.layers.size(), std::size_t(1));
        QCOMPARE(picture.layers[0]->name, std::string("photo"));
        QVERIFY(converted(renderPage(picture), PixelFormat::Rgb8) == image);
    }
    void brokenAndMissingFilesFailWithASentence_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::newRow("missing") << QByteArray() << QStringLiteral("nowhere.png");
        QTest::newRow("no picture") << QByteArray("hello") << QStringLiteral("text.png");
        QTest::newRow("broken zip") << QByteArray("PK\3\4 and then nothing") << QStringLiteral("broken.ora");
        QTest::newRow("truncated png")
            << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << QStringLiteral("short.png");
    }
    void brokenAndMissingFilesFailWithASentence() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const QString file = folder_.filePath(name);
        if (!bytes.isEmpty()) {
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(bytes);
        }
        DocumentIo io;
        QSignalSpy failed(&io, &DocumentIo::failed), opened(&io, &DocumentIo::opened),
            busy(&io, &DocumentIo::busyChanged);
        io.open(file);
        io.waitForDone();
        QCOMPARE(opened.count(), 0);
        QCOMPARE(failed.count(), 1);
        const auto error = failed[0][1].value<Error>();
        QVERIFY(QString::fromStdString(error.what).trimmed().endsWith(QLatin1Char('.')));
        QCOMPARE(busy.count(), 2);
        QVERIFY(!io.isBusy());
    }
    void failedSaveKeepsTheOldFile() {
        Document document;
        fillDocument(document);
        saveTo(document, path("kept.ora"));
        const QByteArray before = bytesOf(path("kept.ora"));
        QVERIFY(!before.isEmpty());
        document.invertMask();
        // A folder in the place of the target cannot be replaced by a file.
        QVERIFY(QDir(folder_.path()).mkdir(QStringLiteral("taken.ora")));
        DocumentIo io;
        QSignalSpy failed(&io, &DocumentIo::failed), saved(&io, &DocumentIo::saved);
        io.save(document, path("taken.ora"));
        io.save(document, path("no/such/folder/file.ora"));
        io.waitForDone();
        QCOMPARE(failed.count(), 2);
        QCOMPARE(saved.count(), 0);
        QCOMPARE(failed[0][1].value<Error>().kind, ErrorKind::CannotWrite);
        QVERIFY(document.isModified());
        QCOMPARE(document.filePath(), path("kept.ora"));
        QCOMPARE(bytesOf(path("kept.ora")), before);
        // Nothing half-written is left lying about.
        const QStringList files =
            QDir(folder_.path()).entryList({QStringLiteral("*taken*")}, QDir::Files | QDir::Hidden);
        QVERIFY2(files.isEmpty(), qPrintable(files.join(QLatin1Char(' '))));
    }
    void editsDuringASaveLeaveTheDocumentModified() {
        Document document;
        fillDocument(document);
        DocumentIo io;
        io.save(document, path("later.ora"));
        document.clearMask();
        io.waitForDone();
        QVERIFY(document.isModified());
        Document saved(opened(path("later.ora")));
        QVERIFY2(saved.hasMask(), "the file holds the document as it was when save was asked for");
        document.undoStack()->undo();
        QVERIFY(!document.isModified());
    }
    void exportsCarryTheRecipeAndThePixels() {
        Document document;
        fillDocument(document);
        DocumentIo io;
        QSignalSpy exported(&io, &DocumentIo::exported);
        io.exportImage(document, path("poster.png"));
        ExportOptions plain;
        plain.withRecipe = false;
        plain.keepAlpha = false;
        io.exportImage(document, path("plain.png"), plain);
        io.exportImage(document, path("poster.jpg"));
        io.exportImage(document, path("poster.webp"));
        io.exportImage(document, path("poster.tif"));
        io.waitForDone();
        QCOMPARE(exported.count(), 5);
        const auto png = readImage(filePathOf(path("poster.png")));
        QVERIFY(png.has_value());
        QVERIFY(converted(png->pixels, PixelFormat::Rgba8) == page(document));
        QCOMPARE(recipeFromJson(png->recipe)->sampling.seed, std::uint64_t(7));
        QVERIFY(std::abs(png->header.dpi - 150) < 0.5);
        QVERIFY(readImage(filePathOf(path("plain.png")))->recipe.empty());
        for (const char* name : {"poster.jpg", "poster.webp", "poster.tif"}) {
            const auto read = readImage(filePathOf(path(name)));
            QVERIFY2(read.has_value(), name);
            QCOMPARE(read->pixels.size(), document.size());
            QCOMPARE(recipeFromJson(read->recipe)->prompt, std::string("\u7eb8\u6708\u4eae"));
        }
        QVERIFY(document.isModified());
    }
    void exportingToAnUnknownKindNamesTheKindsThereAre() {
        Document document(richPicture());
        DocumentIo io;
        QSignalSpy failed(&io, &DocumentIo::failed);
        io.exportImage(document, path("poster.xyz"));
        io.waitForDone();
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][1].value<Error>().kind, ErrorKind::Unsupported);
    }
    void insertedImagesAreCentredAndFittedInOneUndoStep() {
        Document document(richPicture());
        QVERIFY(writeImage(filePathOf(path("small.png")), noise({100, 60}, PixelFormat::Rgb8, 3)));
        QVERIFY(writeImage(filePathOf(path("large.png")), noise({2800, 1200}, PixelFormat::Rgb8, 3)));
        DocumentIo io;
        io.insertFiles(document, {path("small.png"), path("large.png")});
        io.waitForDone();
        QCOMPARE(document.layers().size(), std::size_t(6));
        QCOMPARE(document.undoStack()->count(), 1);
        const LayerPtr small = document.layers()[4], large = document.layers()[5];
        QCOMPARE(small->pixels.contentBounds().translated(small->x, small->y), (Rect{300, 270, 100, 60}));
        QCOMPARE(large->pixels.contentBounds().translated(large->x, large->y), (Rect{0, 150, 700, 300}));
        document.undoStack()->undo();
        QCOMPARE(document.layers().size(), std::size_t(4));
    }
    void anEmptyDocumentBecomesThePastedImage() {
        Document document;
        const Image image = noise({80, 70}, PixelFormat::Rgba8, 2, true);
        DocumentIo::insertImage(document, toQImage(image), QStringLiteral("Pasted"));
        QCOMPARE(document.size(), (Size{80, 70}));
        QVERIFY(page(document) == image);
        QVERIFY(document.isModified());
    }
    void signalsArriveOnTheThreadOfTheWindow() {
        DocumentIo io;
        QThread* thread = nullptr;
        connect(
            &io, &DocumentIo::failed, this, [&] { thread = QThread::currentThread(); }, Qt::DirectConnection);
        io.open(path("nowhere.ora"));
        QVERIFY2(!thread, "open() must not wait for the file");
        QTRY_VERIFY(thread != nullptr);
        QCOMPARE(thread, QThread::currentThread());
    }
};
LACUNA_TEST(TestDocumentIo)
#include "test_document_io.moc"

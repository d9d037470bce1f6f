// The program itself, run as a person runs it, with the tiny checkpoint of the reference numbers: real
// engine, real files.
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include "engine/formats/image_file.h"
#include "engine/image/mask_ops.h"
#include "tests/engine/image/noise.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestProgram : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString in(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

#ifdef LACUNA_PROGRAM
    struct Outcome {
        int code;
        QString out, err;
    };
    /// @param terminate as soon as the program has reported progress.
    static Outcome run(const QStringList& words, bool terminate = false) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove("DISPLAY");
        environment.remove("QT_QPA_PLATFORM");  // a window could not be opened: none may be needed
        process.setProcessEnvironment(environment);
        process.start(LACUNA_PROGRAM, words);
        if (terminate) {
            process.setReadChannel(QProcess::StandardError);
            if (process.waitForReadyRead(60000)) process.terminate();
        }
        if (!process.waitForFinished(300000)) return {-1, {}, "still running"};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    const QString model_ = LACUNA_TESTS_DIR "/reference/tiny-t2i";
#endif

  private Q_SLOTS:
    void initTestCase() {
#ifndef LACUNA_PROGRAM
        QSKIP("The program or its engine is not part of this build.");
#endif
        QVERIFY(writeImage(in("page.png").toStdString(), tests::noise({300, 260}, PixelFormat::Rgb8).freeze())
                    .has_value());
        Bitmap mask({300, 260}, PixelFormat::Gray8);
        fillRectangle(mask, 130, 110, 150, 130);
        QVERIFY(writeImage(in("mask.png").toStdString(), std::move(mask).freeze()).has_value());
    }
#ifdef LACUNA_PROGRAM
    void helpAndVersionNeedNoDisplay() {
        QCOMPARE(run({"--help"}).code, 0);
        QVERIFY(run({"--version"}).out.startsWith("Lacuna "));
    }
    void aFillKeepsEveryByteOutside() {
        const QStringList words{"fill",
                                "--model",
                                model_,
                                "--image",
                                in("page.png"),
                                "--mask",
                                in("mask.png"),
                                "--prompt",
                                "月",
                                "--steps",
                                "2",
                                "--guidance",
                                "1",
                                "--seed",
                                "3",
                                "--output",
                                in("out.png"),
                                "--preview-dir",
                                in("previews")};
        const Outcome first = run(words);
        QVERIFY2(first.code == 0, qPrintable(first.err));
        QVERIFY2(first.err.contains("step 2/2"), qPrintable(first.err));
        const Image before = readImage(in("page.png").toStdString())->pixels,
                    after = readImage(in("out.png").toStdString())->pixels;
        QCOMPARE(after.size(), before.size());
        const Rect reach = Rect{130, 110, 20, 20}.grown(36);  // grow 20 and half of feather 32
        bool changed = false;
        for (int y = 0; y < 260; ++y) {
            for (int x = 0; x < 300; ++x) {
                const bool same =
                    std::equal(before.row<std::uint8_t>(y) + 3 * x, before.row<std::uint8_t>(y) + 3 * x + 3,
                               after.row<std::uint8_t>(y) + 3 * x);
                if (!reach.contains(x, y)) QVERIFY(same);
                changed |= !same;
            }
        }
        QVERIFY(changed);
        QVERIFY(QFile::exists(in("previews/preview-1-01-0002.png")));
        // The same seed and options give the same picture.
        QVERIFY(run(words).code == 0);
        QVERIFY(readImage(in("out.png").toStdString())->pixels == after);
    }
    void anExpandedPageHasItsSize() {
        const Outcome o = run({"expand", "--model", model_, "--image", in("page.png"), "--expand", "right=40",
                               "--steps", "1", "--guidance", "1", "--output", in("wide.png"), "--json"});
        QVERIFY2(o.code == 0, qPrintable(o.err));
        QCOMPARE(readImageHeader(in("wide.png").toStdString())->size, (Size{340, 260}));
    }
    void aTerminatedRunLeavesNoFile() {
        const Outcome o = run(
            {"generate", "--model", model_, "--prompt", "x", "--steps", "1000", "--output", in("never.png")},
            true);
        QVERIFY(o.code != 0);
        QVERIFY(!QFile::exists(in("never.png")));
    }
    void aDamagedPictureIsNamed() {
        QFile file(in("cut.png"));
        QVERIFY(QFile::copy(in("page.png"), in("cut.png")) && file.resize(5000));
        const Outcome o =
            run({"refine", "--model", model_, "--image", in("cut.png"), "--output", in("never.png")});
        QCOMPARE(o.code, 3);
        QVERIFY2(o.err.contains("cut.png"), qPrintable(o.err));
    }
#endif
};
LACUNA_TEST(TestProgram)
#include "test_program.moc"

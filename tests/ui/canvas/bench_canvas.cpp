// How long a frame of the canvas takes: pans, zooms, paints and streams previews over a poster and prints the
// times as JSON. With --shots FOLDER it also writes pictures of the canvas' states, to be looked at. Usage:
//   bench_canvas [--page 7016x9933] [--layers 10] [--view 1600x1000] [--picture FILE] [--light] [--shots
//   FOLDER]
#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMainWindow>
#include <cmath>
#include <cstdio>

#include "engine/image/mask_ops.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/canvas/frame_meter.h"
#include "ui/document/compositor.h"
#include "ui/document/document.h"
#include "ui/document/image_conversion.h"
#include "ui/document/render.h"
#include "ui/tools/icons.h"
#include "ui/tools/outpaint_tool.h"
#include "ui/tools/tool_bar.h"
#include "ui/tools/tool_manager.h"
#include "ui/tools/tool_options_bar.h"

using namespace lacuna;

namespace {

QSize sizeOf(const QString& text) {
    const QStringList parts = text.split('x');
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
}

/// A poster-like picture: a gradient, discs, type.
QImage poster(QSize size) {
    QImage image(size, QImage::Format_RGBA8888);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, size.width() * 0.4, size.height());
    sky.setColorAt(0, QColor(28, 40, 92));
    sky.setColorAt(0.55, QColor(226, 106, 74));
    sky.setColorAt(1, QColor(250, 222, 160));
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 244, 214));
    painter.drawEllipse(QPointF(size.width() * 0.66, size.height() * 0.38), size.width() * 0.17,
                        size.width() * 0.17);
    painter.setBrush(QColor(20, 24, 40));
    painter.drawPolygon(QPolygonF{{0, size.height() * 0.8},
                                  {size.width() * 0.35, size.height() * 0.55},
                                  {size.width() * 0.62, size.height() * 0.78},
                                  {size.width() * 0.85, size.height() * 0.6},
                                  {size.width() * 1.0, size.height() * 0.7},
                                  {double(size.width()), double(size.height())},
                                  {0, double(size.height())}});
    QFont font = painter.font();
    font.setPixelSize(size.width() / 8);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(QColor(255, 250, 240));
    painter.drawText(QRect(0, size.height() / 14, size.width(), size.height() / 5), Qt::AlignCenter,
                     QStringLiteral("LACUNA"));
    return image;
}

struct Bench {
    QMainWindow& window;
    CanvasWidget& canvas;
    ToolManager& tools;
    Document& document;
    QString shots;
    QJsonObject result;

    void settle() {
        for (int i = 0; i < 3; ++i) {
            QApplication::processEvents();
            if (canvas.compositor()) canvas.compositor()->waitUntilReady();
        }
        QApplication::processEvents();
    }
    void shot(const QString& name) {
        if (shots.isEmpty()) return;
        settle();
        window.grab().save(shots + "/" + name + ".png");
    }
    template <class Step>
    void measure(const char* name, int frames, Step step) {
        settle();
        canvas.frameMeter().reset();
        QElapsedTimer wall;
        wall.start();
        for (int i = 0; i < frames; ++i) {
            step(i);
            QApplication::processEvents();
        }
        const FrameMeter& meter = canvas.frameMeter();
        result[QString::fromLatin1(name)] =
            QJsonObject{{"frames", meter.frames()},
                        {"medianMs", meter.medianMs()},
                        {"p95Ms", meter.percentile95Ms()},
                        {"worstMs", meter.worstMs()},
                        {"stepMs", double(wall.nsecsElapsed()) / 1e6 / frames}};
    }
    QPoint at(double fx, double fy) const {
        return canvas.posView({document.size().width * fx, document.size().height * fy}).toPoint();
    }
    void stroke(std::initializer_list<QPointF> fractions, Qt::KeyboardModifiers modifiers = {}) {
        bool first = true;
        QPoint last;
        for (const QPointF f : fractions) {
            last = at(f.x(), f.y());
            if (first)
                QTest::mousePress(&canvas, Qt::LeftButton, modifiers, last);
            else
                QTest::mouseMove(&canvas, last);
            first = false;
        }
        QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, last);
    }
};

Image noise(Size size, int seed) {
    Bitmap bitmap(size, PixelFormat::Rgb8);
    std::uint32_t state = 12345u + std::uint32_t(seed);
    for (std::byte& b : bitmap.bytes()) b = std::byte((state = state * 1664525u + 1013904223u) >> 24);
    return std::move(bitmap).freeze();
}

void runBenchmarks(Bench& bench) {
    CanvasWidget& canvas = bench.canvas;
    canvas.fitPage();
    bench.measure("panAtFit", 60, [&](int i) {
        canvas.panBy({i % 2 ? 13.0 : -13.0, 7.0 * std::sin(i * 0.3)});
    });
    canvas.setZoom(1);
    bench.measure("panAt100", 120, [&](int i) { canvas.panBy({-17, i % 40 < 20 ? -11.0 : 11.0}); });
    canvas.setZoom(0.33);
    bench.measure("panAt33", 120, [&](int i) {
        canvas.panBy({i % 60 < 30 ? -17.0 : 17.0, i % 40 < 20 ? -11.0 : 11.0});
    });
    bench.measure("zoom", 60, [&](int i) { canvas.zoomBy(i % 30 < 15 ? 1.1 : 1 / 1.1, {400, 300}); });
    canvas.fitPage();
    bench.tools.choose("mask-brush");
    bench.tools.maskOptions().setSize(bench.document.size().width / 12.0);
    QTest::mousePress(&canvas, Qt::LeftButton, {}, bench.at(0.2, 0.3));
    bench.measure("paintAtFit", 120, [&](int i) {
        QTest::mouseMove(&canvas, bench.at(0.2 + 0.005 * i, 0.3 + 0.1 * std::sin(i * 0.1)));
    });
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, bench.at(0.8, 0.3));
    const Rect place{bench.document.size().width / 4, bench.document.size().height / 4,
                     bench.document.size().width / 2, bench.document.size().height / 3};
    bench.measure("panWhilePreviewsStream", 120, [&](int i) {
        canvas.showPreview(noise({166, 166}, i / 4), place);
        canvas.panBy({i % 2 ? 13.0 : -13.0, 0});
    });
    canvas.clearOverlay();
    bench.document.clearMask();
    canvas.fitPage();
    canvas.zoomBy(0.6, QPointF(canvas.width() / 2.0, canvas.height() / 2.0));
    bench.tools.choose("outpaint");
    QTest::mouseMove(&canvas, bench.at(1, 1));
    QTest::mousePress(&canvas, Qt::LeftButton, {}, bench.at(1, 1));
    bench.measure("outpaintDrag", 120,
                  [&](int i) { QTest::mouseMove(&canvas, bench.at(1 + 0.003 * i, 1 + 0.002 * i)); });
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, bench.at(1.36, 1.24));
    bench.tools.outpaint().cancel();
    canvas.fitPage();
}

void takeShots(Bench& bench) {
    CanvasWidget& canvas = bench.canvas;
    Document& document = bench.document;
    const Size page = document.size();
    bench.tools.choose("mask-brush");
    bench.tools.maskOptions().setSize(page.width * 0.11);
    bench.tools.maskOptions().setHardness(0.6);
    bench.stroke({{0.25, 0.45}, {0.4, 0.35}, {0.55, 0.45}, {0.7, 0.38}, {0.8, 0.45}});
    QTest::mouseMove(&canvas, bench.at(0.5, 0.62));
    canvas.setRulersVisible(true);
    bench.shot("1-mask");
    canvas.setRulersVisible(false);
    const Rect box = document.maskBounds();
    canvas.setContextFrame(box.grown(page.width / 12));
    const Image mask = renderMask(document.picture(), box);
    canvas.showPreview(noise({32, 24}, 1), box, mask);
    bench.shot("2-preview");
    canvas.clearOverlay();
    canvas.setContextFrame({});
    canvas.zoomBy(12, bench.at(0.3, 0.4));
    bench.shot("3-zoomed-mask");
    canvas.setZoom(10);
    bench.shot("4-pixel-grid");
    canvas.fitPage();
    document.clearMask();
    bench.tools.choose("mask-polygon");
    for (const QPointF f : {QPointF(0.3, 0.3), QPointF(0.7, 0.35), QPointF(0.6, 0.6)})
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, bench.at(f.x(), f.y()));
    QTest::mouseMove(&canvas, bench.at(0.4, 0.7));
    bench.shot("5-polygon");
    bench.tools.choose("mask-rectangle");
    QTest::mousePress(&canvas, Qt::LeftButton, {}, bench.at(0.3, 0.3));
    QTest::mouseMove(&canvas, bench.at(0.6, 0.5));
    bench.shot("6-rectangle");
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, bench.at(0.6, 0.5));
    document.clearMask();
    bench.tools.choose("outpaint");
    QTest::mouseMove(&canvas, bench.at(0.5, 0.5));
    bench.shot("7-outpaint-idle");
    canvas.zoomBy(0.6, QPointF(canvas.width() / 2.0, canvas.height() / 2.0));
    QTest::mousePress(&canvas, Qt::LeftButton, {}, bench.at(1, 0.5));
    QTest::mouseMove(&canvas, bench.at(1.2, 0.5));
    QTest::mouseMove(&canvas, bench.at(1.31, 0.5));
    QTest::qWait(300);
    bench.shot("8-outpaint-drag");
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, bench.at(1.31, 0.5));
    bench.tools.outpaint().setMargins({page.width / 5, page.height / 8, -page.width / 6, 0});
    QTest::qWait(300);
    bench.shot("9-outpaint-crop");
    bench.tools.outpaint().cancel();
}

/// Every icon with its name, three times its size.
QImage iconSheet() {
    const QStringList names = iconNames();
    const int columns = 12, cell = 110, rows = (int(names.size()) + columns - 1) / columns;
    QImage sheet(columns * cell, rows * cell, QImage::Format_RGB32);
    sheet.fill(QGuiApplication::palette().color(QPalette::Window));
    QPainter painter(&sheet);
    painter.setPen(QGuiApplication::palette().color(QPalette::WindowText));
    for (int i = 0; i < names.size(); ++i) {
        const QRect box(i % columns * cell, i / columns * cell, cell, cell);
        icon(names[i].toUtf8().constData()).paint(&painter, box.adjusted(19, 6, -19, -32));
        painter.drawText(box.adjusted(0, 84, 0, 0), Qt::AlignHCenter | Qt::AlignTop, names[i]);
    }
    return sheet;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions({{"page", "Page in pixels.", "WxH", "7016x9933"},
                        {"layers", "Layers beside the background.", "N", "9"},
                        {"view", "Canvas in logical pixels.", "WxH", "1600x1000"},
                        {"picture", "A picture as the background instead of the drawn poster.", "FILE"},
                        {"light", "Light theme."},
                        {"shots", "Write pictures of the canvas' states here.", "FOLDER"}});
    options.process(application);
    QPalette palette;
    const bool light = options.isSet("light");
    application.setStyle("Fusion");
    palette = light ? QPalette(QColor(238, 238, 240)) : QPalette(QColor(45, 45, 48));
    palette.setColor(QPalette::Highlight, QColor(76, 139, 245));
    application.setPalette(palette);

    const QSize page = sizeOf(options.value("page")), view = sizeOf(options.value("view"));
    if (page.isEmpty() || view.isEmpty()) {
        std::fprintf(stderr, "Sizes are written as 800x600.\n");
        return 2;
    }
    const QImage background = options.isSet("picture") ? QImage(options.value("picture")) : poster(page);
    if (background.isNull()) {
        std::fprintf(stderr, "%s cannot be read. Try a PNG.\n", qPrintable(options.value("picture")));
        return 2;
    }
    Document document(pictureFromImage(fromQImage(background), "background"));
    for (int i = 0; i < options.value("layers").toInt(); ++i) {
        const int w = document.size().width / 3, h = document.size().height / 3;
        QImage disc(w, h, QImage::Format_RGBA8888);
        disc.fill(Qt::transparent);
        QPainter painter(&disc);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor::fromHsv(i * 37 % 360, 160, 220, 120));
        painter.drawEllipse(disc.rect());
        painter.end();
        const LayerId id = document.addImageLayer({}, fromQImage(disc), (i % 3) * w, (i / 3 % 3) * h);
        document.setLayerBlend(id, i % 2 ? BlendMode::Normal : BlendMode::SoftLight);
    }
    ToolManager tools;
    tools.setDocument(&document);
    QMainWindow window;
    CanvasWidget canvas;
    window.setCentralWidget(&canvas);
    window.addToolBar(Qt::LeftToolBarArea, new ToolBar(tools));
    window.addToolBar(Qt::TopToolBarArea, new ToolOptionsBar(tools));
    window.resize(view);
    canvas.setDocument(&document);
    canvas.setToolManager(&tools);
    window.show();
    if (!QTest::qWaitForWindowExposed(&window)) return 1;
    Bench bench{window, canvas, tools, document, options.value("shots"), {}};
    bench.settle();
    runBenchmarks(bench);
    if (!bench.shots.isEmpty()) {
        takeShots(bench);
        iconSheet().save(bench.shots + "/icons.png");
    }
    bench.result["page"] = QStringLiteral("%1x%2").arg(document.size().width).arg(document.size().height);
    bench.result["canvasDevicePixels"] =
        canvas.width() * canvas.devicePixelRatioF() * canvas.height() * canvas.devicePixelRatioF();
    std::printf("%s", QJsonDocument(bench.result).toJson().constData());
    canvas.setDocument(nullptr);
    canvas.setToolManager(nullptr);
    window.takeCentralWidget();
    return 0;
}

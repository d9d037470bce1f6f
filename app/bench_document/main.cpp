// How a large poster feels: opening, painting, panning, undo and snapshots of A1 at 300 dpi with ten layers,
// without a window. A frame is what a canvas does in one: ask the compositor for blocks, draw them, and let
// finished work be delivered.
#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonDocument>
#include <QtCore/QThread>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <cmath>
#include <cstdio>

#include "app/bench_document/content.h"
#include "app/bench_document/files.h"
#include "app/bench_document/measure.h"
#include "ui/document/compositor.h"
#include "ui/document/render.h"

namespace lacuna::bench {
namespace {

constexpr Size kViewport{1920, 1080};

/// A canvas without a window.
class View {
  public:
    explicit View(Document& document)
        : compositor(&document),
          screen_(kViewport.width, kViewport.height, QImage::Format_RGB32),
          document_(document) {}

    double fitScale() const {
        return std::min(double(kViewport.width) / document_.size().width,
                        double(kViewport.height) / document_.size().height);
    }
    QRect visible() const {
        return QRectF(left, top, kViewport.width / scale, kViewport.height / scale).toAlignedRect();
    }
    /// Draws the part of the view that shows `documentRect`; returns false when a stand-in had to be shown.
    bool draw(const QRect& documentRect) {
        bool complete = true;
        QPainter painter(&screen_);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < 1);
        const QRect part = documentRect & visible();
        painter.setClipRect(toView(part).toAlignedRect());
        for (const CompositeBlock& block : compositor.blocks(part, scale)) {
            painter.drawImage(toView(block.documentRect), block.image, block.source);
            complete = complete && block.current;
        }
        for (const CompositeBlock& block : compositor.maskBlocks(part, scale)) {
            painter.setOpacity(0.5);
            painter.drawImage(toView(block.documentRect), block.image, block.source);
            painter.setOpacity(1);
        }
        return complete;
    }
    bool drawAll() { return draw(visible()); }
    void finish() {
        do {
            compositor.waitUntilReady();
        } while (!drawAll());
    }

    Compositor compositor;
    double scale = 1;
    double left = 0;  ///< document coordinates of the view's corner
    double top = 0;

  private:
    QRectF toView(const QRectF& r) const {
        return {(r.x() - left) * scale, (r.y() - top) * scale, r.width() * scale, r.height() * scale};
    }

    QImage screen_;
    Document& document_;
};

void pan(const QString& name, View& view, Document& document, double scale, Report& report) {
    view.scale = scale;
    const double width = kViewport.width / scale, height = kViewport.height / scale;
    const double spanX = std::max(0.0, document.size().width - width),
                 spanY = std::max(0.0, document.size().height - height);
    view.left = view.top = 0;
    Stopwatch first;
    view.drawAll();
    report.value(name + QStringLiteral("_first_frame"), first.ms(), "ms");
    view.finish();
    report.value(name + QStringLiteral("_complete"), first.ms(), "ms");
    Series frames;
    int incomplete = 0;
    for (int i = 0; i < 300; ++i) {
        // 40 screen pixels a frame on a Lissajous path: at 60 frames a second as fast as a hand flings a
        // page.
        const double way = 40.0 * i / scale;
        view.left = spanX / 2 * (1 - std::cos(way / std::max(1.0, spanX) * 2));
        view.top = spanY / 2 * (1 - std::cos(way / std::max(1.0, spanY) * 1.3));
        Stopwatch frame;
        if (!view.drawAll()) ++incomplete;
        QCoreApplication::processEvents();
        frames.add(frame.ms());
        const double rest = 1000.0 / 60 - frame.ms();
        if (rest > 1) QThread::usleep(unsigned(rest * 1000));
    }
    report.series(name + QStringLiteral("_frame"), frames);
    report.value(name + QStringLiteral("_frames_with_stand_ins"), incomplete, "of_300");
}

Stroke segment(int i, double x, double y, double step, double sizePx, std::uint64_t drag) {
    Brush brush;
    brush.sizePx = sizePx;
    const PointerSample from{x + i * step, y + 30 * std::sin(i * 0.2), 1},
        to{x + (i + 1) * step, y + 30 * std::sin((i + 1) * 0.2), 1};
    return {drag, dabsBetween(brush, from, to, 0).dabs, DabMode::Paint};
}

/// Segments of strokes, each with recomposition and drawing of what changed: one pointer event.
void paint(const QString& name, View& view, Document& document, double scale, double sizePx, bool onLayer,
           Report& report) {
    view.scale = scale;
    view.left = view.top = 0;
    view.finish();
    const LayerId layer = document.layers().front()->id;
    Series events;
    QRect dirty;
    const auto gather = [&](const QRect& rect) { dirty |= rect; };
    const auto a = QObject::connect(&document, &Document::changed, gather),
               b = QObject::connect(&document, &Document::maskChanged, gather);
    const double step = 14 / scale;
    for (int stroke = 0; stroke < 6; ++stroke) {
        const std::uint64_t drag = Document::newDrag();
        for (int i = 0; i < 50; ++i) {
            const Stroke piece = segment(i, 300 / scale, (150 + 120 * stroke) / scale, step, sizePx, drag);
            Stopwatch event;
            dirty = {};
            if (onLayer) {
                if (!document.paintLayer(layer, piece, {60000, 20000, 10000, 65535})) return;
            } else {
                document.paintMask(piece);
            }
            view.draw(dirty);
            events.add(event.ms());
        }
    }
    QObject::disconnect(a);
    QObject::disconnect(b);
    report.series(name, events);
}

void undoAndRedo(View& view, Document& document, Report& report) {
    Series undo, redo;
    const int steps = document.undoStack()->count();
    for (int i = 0; i < steps; ++i) {
        Stopwatch watch;
        document.undoStack()->undo();
        view.drawAll();
        undo.add(watch.ms());
    }
    for (int i = 0; i < steps; ++i) {
        Stopwatch watch;
        document.undoStack()->redo();
        view.drawAll();
        redo.add(watch.ms());
    }
    report.series(QStringLiteral("undo_step"), undo);
    report.series(QStringLiteral("redo_step"), redo);
}

bool run(Content content, Size size, const QString& folder, Report& report) {
    const double before = privateMegabytes();
    Stopwatch filling;
    Picture picture = makePicture(content, size, 300);
    report.value(QStringLiteral("fill"), filling.ms() / 1000, "s");
    report.value(QStringLiteral("tile_store"), double(picture.bytes()) / 1e6, "MB");
    Document document(std::move(picture));
    report.value(QStringLiteral("private_after_fill"), privateMegabytes() - before, "MB");
    View view(document);

    Stopwatch snapshots;
    constexpr int kSnapshots = 1000;
    for (int i = 0; i < kSnapshots; ++i) {
        const Snapshot snapshot = document.snapshot();
        if (snapshot.revision == 0) return false;
    }
    report.value(QStringLiteral("snapshot"), snapshots.ms() * 1000 / kSnapshots, "us");

    pan(QStringLiteral("pan_fit"), view, document, view.fitScale(), report);
    pan(QStringLiteral("pan_50"), view, document, 0.5, report);
    pan(QStringLiteral("pan_100"), view, document, 1, report);
    paint(QStringLiteral("paint_mask_60px_at_100"), view, document, 1, 60, false, report);
    paint(QStringLiteral("paint_mask_600px_at_fit"), view, document, view.fitScale(), 600, false, report);
    paint(QStringLiteral("paint_layer_60px_at_100"), view, document, 1, 60, true, report);
    paint(QStringLiteral("paint_layer_300px_at_fit"), view, document, view.fitScale(), 300, true, report);
    undoAndRedo(view, document, report);

    view.scale = view.fitScale();
    view.finish();
    Series opacity;
    const std::uint64_t drag = Document::newDrag();
    for (int i = 0; i < 30; ++i) {
        Stopwatch watch;
        document.setLayerOpacity(document.layers()[3]->id, 0.2 + i * 0.02, drag);
        view.finish();
        opacity.add(watch.ms());
    }
    report.series(QStringLiteral("opacity_at_fit_until_complete"), opacity);

    Stopwatch region;
    const Image crop = renderRegion(document.snapshot(), {1000, 1000, 1328, 1328});
    report.value(QStringLiteral("request_region_1328"), region.ms(), "ms");
    report.value(QStringLiteral("private_before_export"), privateMegabytes() - before, "MB");
    Stopwatch whole;
    const Image page = renderPage(document.snapshot());
    report.value(QStringLiteral("render_page"), whole.ms(), "ms");
    report.value(QStringLiteral("private_with_page_rendered"), privateMegabytes() - before, "MB");
    report.value(QStringLiteral("compositor_cache"), double(view.compositor.cacheBytes()) / 1e6, "MB");
    report.value(QStringLiteral("undo_memory"), double(document.undoMemory()) / 1e6, "MB");
    report.value(QStringLiteral("undo_steps"), document.undoStack()->count(), "steps");
    return folder.isEmpty() || measureFiles(document, folder, report);
}

}  // namespace
}  // namespace lacuna::bench

int main(int argc, char** argv) {
    using namespace lacuna;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Measures editing of a large layered poster (A1 at 300 dpi, ten layers)."));
    parser.addHelpOption();
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Print the results as JSON."));
    const QCommandLineOption dense(QStringLiteral("dense"),
                                   QStringLiteral("Ten layers without an empty or equal pixel."));
    const QCommandLineOption size(QStringLiteral("size"),
                                  QStringLiteral("Page size in pixels, default 7016x9933."),
                                  QStringLiteral("WxH"), QStringLiteral("7016x9933"));
    const QCommandLineOption files(
        QStringLiteral("files"),
        QStringLiteral("Also save, export and open again in this folder (takes minutes)."),
        QStringLiteral("folder"));
    parser.addOptions({json, dense, size, files});
    parser.process(application);
    const QStringList sides = parser.value(size).split(QLatin1Char('x'));
    const Size page{sides.value(0).toInt(), sides.value(1).toInt()};
    if (page.empty() || page.width > kMaxPageSide || page.height > kMaxPageSide ||
        std::min(page.width, page.height) < 64) {
        std::fprintf(stderr, "%s is not a page size. Try 2480x3508.\n", qUtf8Printable(parser.value(size)));
        return 2;
    }
    bench::Report report;
    report.text(QStringLiteral("content"),
                parser.isSet(dense) ? QStringLiteral("dense") : QStringLiteral("poster"));
    report.value(QStringLiteral("width"), page.width, "px");
    report.value(QStringLiteral("height"), page.height, "px");
    report.value(QStringLiteral("threads"), QThread::idealThreadCount(), "threads");
    const bool good = bench::run(parser.isSet(dense) ? bench::Content::Dense : bench::Content::Poster, page,
                                 parser.value(files), report);
    if (parser.isSet(json)) std::printf("%s", QJsonDocument(report.json()).toJson().constData());
    return good ? 0 : 1;
}

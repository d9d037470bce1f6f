// See files.h.
#include "app/bench_document/files.h"

#include <QtCore/QEventLoop>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <cstdio>

#include "app/io/document_io.h"

namespace lacuna::bench {
namespace {

/// Lets the io thread work and the event loop turn until nothing runs; returns the longest time between two
/// turns, in ms.
double longestStall(DocumentIo& io) {
    constexpr int kTickMs = 5;
    QEventLoop loop;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    Stopwatch sinceTick;
    double longest = 0;
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        longest = std::max(longest, sinceTick.ms() - kTickMs);
        sinceTick = {};
    });
    QObject::connect(&io, &DocumentIo::busyChanged, &loop, [&](bool busy) {
        if (!busy) loop.quit();
    });
    tick.start(kTickMs);
    loop.exec();
    return std::max(longest, sinceTick.ms() - kTickMs);
}

}  // namespace

bool measureFiles(Document& document, const QString& folder, Report& report) {
    const QTemporaryDir inside(folder + QStringLiteral("/lacuna-bench-XXXXXX"));
    const QString project = inside.filePath(QStringLiteral("poster.ora")),
                  image = inside.filePath(QStringLiteral("poster.png"));
    DocumentIo io;
    bool good = true;
    QObject::connect(&io, &DocumentIo::failed, &io, [&](const QString&, const Error& error) {
        std::fprintf(stderr, "%s\n", describe(error).c_str());
        good = false;
    });
    const double before = privateMegabytes();
    const auto measure = [&](const char* name, const std::function<void()>& start) {
        Stopwatch watch;
        start();
        const double stall = longestStall(io);
        report.value(QLatin1String(name), watch.ms() / 1000, "s");
        report.value(QLatin1String(name) + QStringLiteral("_longest_stall_of_the_window"), stall, "ms");
    };
    measure("save_ora", [&] { io.save(document, project); });
    report.value(QStringLiteral("ora_size"), double(QFileInfo(project).size()) / 1e6, "MB");
    report.value(QStringLiteral("private_growth_after_save"), privateMegabytes() - before, "MB");
    measure("export_png", [&] { io.exportImage(document, image); });
    if (!good) return false;
    Picture opened;
    QObject::connect(&io, &DocumentIo::opened, &io,
                     [&](const QString&, const Picture& picture, bool) { opened = picture; });
    document.reset({});
    measure("open_ora", [&] { io.open(project); });
    measure("open_png", [&] { io.open(image); });
    return good;
}

}  // namespace lacuna::bench

// See measure.h.
#include "app/bench_document/measure.h"

#include <QtCore/QFile>
#include <algorithm>
#include <cstdio>

namespace lacuna::bench {

double privateMegabytes() {
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    double kilobytes = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("Private_"))
            kilobytes += line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble();
    }
    return kilobytes * 1024 / 1e6;
}

double Series::quantile(double q) const {
    if (ms.empty()) return 0;
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted[std::min(sorted.size() - 1, std::size_t(q * double(sorted.size())))];
}

QJsonObject Series::json() const {
    return {{QStringLiteral("count"), qint64(ms.size())},
            {QStringLiteral("p50_ms"), quantile(0.5)},
            {QStringLiteral("p99_ms"), quantile(0.99)},
            {QStringLiteral("max_ms"), quantile(1)}};
}

void Report::value(const QString& name, double number, const char* unit) {
    std::fprintf(stderr, "%-36s %10.3f %s\n", qUtf8Printable(name), number, unit);
    json_[name + QLatin1Char('_') + QLatin1String(unit)] = number;
}

void Report::series(const QString& name, const Series& series) {
    std::fprintf(stderr, "%-36s %10.3f ms p50 %10.3f p99 %10.3f max (%zu)\n", qUtf8Printable(name),
                 series.quantile(0.5), series.quantile(0.99), series.quantile(1), series.ms.size());
    json_[name] = series.json();
}

void Report::text(const QString& name, const QString& words) {
    json_[name] = words;
}

}  // namespace lacuna::bench

// Times and memory, gathered under names and printed as text or JSON.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <vector>

namespace lacuna::bench {

/// Private bytes of this process (clean and dirty, not shared with others), in MB (10^6); 0 where the system
/// does not tell.
double privateMegabytes();

class Stopwatch {
  public:
    Stopwatch() { timer_.start(); }
    double ms() const { return double(timer_.nsecsElapsed()) / 1e6; }

  private:
    QElapsedTimer timer_;
};

struct Series {
    std::vector<double> ms;
    void add(double value) { ms.push_back(value); }
    double quantile(double q) const;
    QJsonObject json() const;  ///< count, p50, p99, max in ms
};

/// Value by value as it is measured: to stderr at once, and kept for the JSON.
class Report {
  public:
    void value(const QString& name, double number, const char* unit);
    void series(const QString& name, const Series& series);
    void text(const QString& name, const QString& words);
    const QJsonObject& json() const { return json_; }

  private:
    QJsonObject json_;
};

}  // namespace lacuna::bench

// See test_registry.h.
#include "tests/support/test_registry.h"

#include <QtWidgets/QApplication>
#include <cstdio>
#include <string>
#include <vector>

namespace lacuna::tests {
namespace {

struct Entry {
    std::string name;
    std::function<std::unique_ptr<QObject>()> make;
};
std::vector<Entry>& entries() {
    static std::vector<Entry> list;
    return list;
}

}  // namespace

bool registerTest(const char* name, std::function<std::unique_ptr<QObject>()> make) {
    entries().push_back({name, std::move(make)});
    return true;
}

}  // namespace lacuna::tests

int main(int argc, char** argv) {
    using namespace lacuna::tests;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QStringList arguments = application.arguments();
    std::string only;
    if (arguments.size() > 1) {
        for (const auto& entry : entries()) {
            if (entry.name == arguments[1].toStdString()) only = entry.name;
        }
        if (!only.empty()) arguments.removeAt(1);
    }
    int failures = 0, classes = 0;
    for (const auto& entry : entries()) {
        if (!only.empty() && entry.name != only) continue;
        const auto test = entry.make();
        failures += QTest::qExec(test.get(), arguments);
        ++classes;
    }
    if (classes == 0) {
        std::fprintf(stderr, "no test class ran\n");
        return 1;
    }
    return failures;
}

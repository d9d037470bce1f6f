// The program may hold a libblas of its own (OpenImageIO brings one); libtorch's must stay the one that
// computes.
#include <QtCore/QObject>
#include <atomic>

#include "engine/pipeline/backend.h"
#include "tests/support/test_registry.h"

namespace {
std::atomic<int> foreignCalls{0};
}  // namespace

/// Exported by this test program under the name that libtorch's own matrix product has.
extern "C" __attribute__((visibility("default"))) void sgemm_() {
    ++foreignCalls;
}

using namespace lacuna;

class TestForeignBlas : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void matrixProductsAreNotTheProgramsOwn() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("AddressSanitizer does not allow a module to bind to its own symbols first.");
#endif
        const auto backend = openTorchBackend({});
        QVERIFY(backend.has_value());
        const RunControl control;
        const auto figures = (*backend)->benchmark(
            R"({"layers": 1, "width": 128, "size": [64, 64], "steps": 1, "dtype": "f32", "gemm_tokens": 64, "vae": false})",
            control);
        QVERIFY2(figures.has_value(), figures ? "" : figures.error().what.c_str());
        QCOMPARE(foreignCalls.load(), 0);
    }
};
LACUNA_TEST(TestForeignBlas)
#include "test_foreign_blas.moc"

// What a person reads when the torch module is not there or is not one.
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include "engine/pipeline/backend.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestBackendModule : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aMissingModuleIsNamed() {
        const QTemporaryDir folder;
        const auto backend = openTorchBackend(folder.path().toStdString());
        QVERIFY(!backend);
        QVERIFY(backend.error().what.find("liblacuna_torch.so is missing") != std::string::npos);
        QVERIFY(backend.error().where.starts_with(folder.path().toStdString()));
    }
    void aFileThatIsNoModuleIsRefused() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("liblacuna_torch.so"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("not an ELF file");
        file.close();
        const auto backend = openTorchBackend(folder.path().toStdString());
        QVERIFY(!backend);
        QVERIFY(backend.error().what.find("cannot be loaded") != std::string::npos);
    }
};
LACUNA_TEST(TestBackendModule)
#include "test_backend_module.moc"

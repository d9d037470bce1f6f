// Folders of models are looked through once, off the GUI thread; what is broken is left out of the list and
// refused when chosen.
#include <QtCore/QTemporaryDir>

#include "app/bridge/model_catalogue.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestModelCatalogue : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aFolderThatIsNoModelIsRefusedWithAReason() {
        QTemporaryDir folder;
        ModelCatalogue catalogue({});
        QSignalSpy refused(&catalogue, &ModelCatalogue::refused), added(&catalogue, &ModelCatalogue::added);
        catalogue.check(folder.path().toStdString());
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(added.count(), 0);
        QVERIFY(!refused.first()[1].value<Error>().what.empty());
    }

    void brokenFoldersAreLeftOut() {
        QTemporaryDir folder;
        QDir(folder.path()).mkpath("broken");
        QFile index(folder.filePath("broken/model_index.json"));
        QVERIFY(index.open(QIODevice::WriteOnly));
        index.write("{ \"_class_name\": ");
        index.close();
        QVERIFY(modelsIn({folder.path().toStdString()}).empty());
        QVERIFY(modelsIn({"/nowhere/at/all"}).empty());
    }

    void theSameModelIsListedOnce() {
        ModelInfo model;
        model.folder = "/models/one";
        model.name = "One";
        ModelCatalogue catalogue([model] { return std::vector<ModelInfo>{model, model}; });
        QSignalSpy found(&catalogue, &ModelCatalogue::found);
        catalogue.scan({});
        QTRY_COMPARE(found.count(), 1);
        QCOMPARE(found.first()[0].value<std::vector<ModelInfo>>().size(), std::size_t(1));
    }

    void aNewerScanOvertakesAnOlderOne() {
        ModelCatalogue catalogue({});
        QSignalSpy found(&catalogue, &ModelCatalogue::found);
        catalogue.scan({"/nowhere"});
        catalogue.scan({});
        QTRY_COMPARE(found.count(), 1);
        QTest::qWait(50);
        QCOMPARE(found.count(), 1);
    }
};
LACUNA_TEST(TestModelCatalogue)
#include "test_model_catalogue.moc"

// Preferences survive a restart, and a settings file that somebody broke costs nothing but the settings.
#include <QtCore/QTemporaryDir>

#include "app/settings/settings_store.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestSettingsStore : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void preferencesSurviveARestart() {
        QTemporaryDir folder;
        const QString path = folder.filePath("deep/er/settings.json");
        {
            SettingsStore store(path);
            store.preferences().setTheme(ThemeChoice::Light);
            store.preferences().setLanguage("zh_CN");
            store.preferences().setPreviewMode(PreviewMode::Thumbnail);
            store.preferences().addModelFolder("/models/月");
            store.preferences().addRecentFile("/a.ora");
            store.preferences().addRecentFile("/b.ora");
            store.preferences().addRecentFile("/a.ora");
            store.preferences().setGeometry(QByteArray("\x01\x00\xff", 3));
            store.preferences().setToolState({{"brush", QVariantMap{{"size", 42.5}}}});
        }
        SettingsStore store(path);
        const Preferences& p = store.preferences();
        QCOMPARE(p.theme(), ThemeChoice::Light);
        QCOMPARE(p.language(), QString("zh_CN"));
        QCOMPARE(p.previewMode(), PreviewMode::Thumbnail);
        QCOMPARE(p.modelFolders(), QStringList("/models/月"));
        QCOMPARE(p.recentFiles(), (QStringList{"/a.ora", "/b.ora"}));
        QCOMPARE(p.geometry(), QByteArray("\x01\x00\xff", 3));
        QCOMPARE(p.toolState().value("brush").toMap().value("size").toDouble(), 42.5);
    }

    void aBrokenFileGivesTheDefaults() {
        QTemporaryDir folder;
        QFile file(folder.filePath("settings.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"theme\": \"purple\", \"recentFiles\": 7, ");
        file.close();
        SettingsStore store(file.fileName());
        QCOMPARE(store.preferences().theme(), ThemeChoice::System);
        QVERIFY(store.preferences().recentFiles().isEmpty());
    }

    void aPlaceThatCannotBeWrittenIsSaidAndNotFatal() {
        SettingsStore store("/proc/nowhere/settings.json");
        store.preferences().setTheme(ThemeChoice::Dark);
        QVERIFY(!store.flush());
    }
};
LACUNA_TEST(TestSettingsStore)
#include "test_settings_store.moc"

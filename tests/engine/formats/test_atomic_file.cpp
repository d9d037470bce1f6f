// All or nothing: until commit() the old file is untouched, and nothing is left behind.
#include "engine/formats/atomic_file.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using lacuna::tests::TemporaryFolder;

class TestAtomicFile : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void theOldFileStaysUntilCommit() {
        const TemporaryFolder folder;
        const auto path = folder.write("a.txt", "old");
        auto file = AtomicFile::create(path);
        QVERIFY(file);
        QVERIFY(file->write("new"));
        QCOMPARE(TemporaryFolder::read(path), std::string("old"));
        QVERIFY(file->commit());
        QCOMPARE(TemporaryFolder::read(path), std::string("new"));
        QCOMPARE(folder.entryCount(), 1);
    }

    void withoutCommitNothingIsLeft() {
        const TemporaryFolder folder;
        {
            auto file = AtomicFile::create(folder / "a.txt");
            QVERIFY(file->write("half"));
        }
        QCOMPARE(folder.entryCount(), 0);
    }

    void permissionsAreKept() {
        const TemporaryFolder folder;
        const auto path = folder.write("a.txt", "old");
        std::filesystem::permissions(
            path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        QVERIFY(writeFileAtomically(path, std::string_view("new")));
        QCOMPARE(std::filesystem::status(path).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    void aLinkGoesOnPointingToTheNewFile() {
        const TemporaryFolder folder;
        const auto path = folder.write("real.txt", "old");
        std::filesystem::create_symlink("real.txt", folder / "link.txt");
        QVERIFY(writeFileAtomically(folder / "link.txt", std::string_view("new")));
        QVERIFY(std::filesystem::is_symlink(folder / "link.txt"));
        QCOMPARE(TemporaryFolder::read(path), std::string("new"));
    }

    void aFolderThatIsNotThereIsSaid() {
        const TemporaryFolder folder;
        const auto written = writeFileAtomically(folder / "no/a.txt", std::string_view("x"));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::CannotWrite);
        QVERIFY(written.error().what.find("a.txt") != std::string::npos);
    }
};
LACUNA_TEST(TestAtomicFile)
#include "test_atomic_file.moc"

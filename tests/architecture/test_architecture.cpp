// The layer diagram as a test: reads every #include of the project and fails with a sentence when a folder
// knows more than it may. ARCHITECTURE.md explains the rules; kFolders below is their one list.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include "tests/support/test_registry.h"

namespace {

struct Include {
    QString file;  ///< relative to the project
    int line = 0;
    QString target;  ///< as written, without quotes or brackets
};

/// What each folder may include of the project, beside itself.
struct Folder {
    const char* path;
    QStringList mayInclude;
};

const QList<Folder>& folders() {
    static const QList<Folder> list = {
        {"engine/base/", {}},
        {"engine/image/", {"engine/base/"}},
        {"engine/messages/", {"engine/base/", "engine/image/"}},
        {"engine/formats/", {"engine/base/", "engine/image/", "engine/messages/"}},
        {"engine/text/", {"engine/base/", "engine/formats/"}},
        {"engine/nn/", {"engine/base/"}},
        {"engine/models/",
         {"engine/base/", "engine/image/", "engine/messages/", "engine/formats/", "engine/text/",
          "engine/nn/"}},
        {"engine/sampling/",
         {"engine/base/", "engine/image/", "engine/formats/", "engine/nn/", "engine/models/"}},
        {"engine/pipeline/",
         {"engine/base/", "engine/image/", "engine/messages/", "engine/formats/", "engine/text/",
          "engine/nn/", "engine/models/", "engine/sampling/"}},
        {"engine/training/reading/", {"engine/base/", "engine/image/", "engine/training/posters/words.h"}},
        {"engine/training/judge/",
         {"engine/base/", "engine/formats/", "engine/nn/", "engine/models/", "engine/training/posters/"}},
        {"engine/training/",
         {"engine/base/", "engine/image/", "engine/messages/", "engine/formats/", "engine/text/",
          "engine/nn/", "engine/models/", "engine/sampling/", "engine/pipeline/"}},
        {"engine/training/data/",
         {"engine/base/", "engine/image/", "engine/formats/", "engine/training/reading/"}},
        {"engine/service/",
         {"engine/base/", "engine/image/", "engine/messages/", "engine/pipeline/backend.h"}},
        {"ui/document/", {"engine/base/", "engine/image/", "engine/messages/"}},
        {"ui/tools/", {"engine/base/", "engine/image/", "engine/messages/", "ui/document/"}},
        {"ui/canvas/", {"engine/base/", "engine/image/", "engine/messages/", "ui/document/", "ui/tools/"}},
        {"ui/generation/", {"engine/base/", "engine/image/", "engine/messages/", "ui/document/"}},
        {"ui/panels/",
         {"engine/base/", "engine/image/", "engine/messages/", "ui/document/", "ui/tools/",
          "ui/generation/"}},
        {"ui/training/", {"engine/base/", "engine/messages/", "ui/tools/", "ui/generation/", "ui/panels/"}},
        {"ui/shell/",
         {"engine/base/", "engine/image/", "engine/messages/", "ui/document/", "ui/tools/", "ui/canvas/",
          "ui/generation/", "ui/panels/", "ui/training/"}},
    };
    return list;
}

QStringList sourceFiles(const QStringList& under) {
    QStringList files;
    for (const QString& folder : under) {
        QDirIterator it(QString(LACUNA_SOURCE_DIR) + "/" + folder, {"*.h", "*.cpp"}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) files << QDir(LACUNA_SOURCE_DIR).relativeFilePath(it.next());
    }
    files.sort();
    return files;
}

QString contentOf(const QString& file) {
    QFile handle(QString(LACUNA_SOURCE_DIR) + "/" + file);
    return handle.open(QIODevice::ReadOnly) ? QString::fromUtf8(handle.readAll()) : QString();
}

QList<Include> includesOf(const QString& file) {
    static const QRegularExpression pattern(
        "^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]");  // moc trips over a raw string here
    QList<Include> result;
    int line = 0;
    for (const QString& text : contentOf(file).split('\n')) {
        ++line;
        if (const auto match = pattern.match(text); match.hasMatch())
            result << Include{file, line, match.captured(1)};
    }
    return result;
}

bool startsWithAny(const QString& text, const QStringList& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const QString& prefix) { return text.startsWith(prefix); });
}

bool isQt(const QString& target) {
    static const QRegularExpression pattern("^Q[A-Z][A-Za-z]*(/.*)?$");
    return pattern.match(target).hasMatch();
}

QString sentence(const Include& include, const QString& rule) {
    return QString("%1:%2 includes %3: %4").arg(include.file).arg(include.line).arg(include.target, rule);
}

}  // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void engineKnowsNoQt() {
        QStringList broken;
        for (const QString& file : sourceFiles({"engine"})) {
            for (const Include& include : includesOf(file)) {
                if (isQt(include.target)) broken << sentence(include, "engine/ would exist without a window");
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void onlyTheModelSideSeesTorch() {
        const QStringList allowed = {"engine/nn/",       "engine/models/",   "engine/sampling/",
                                     "engine/pipeline/", "engine/training/", "app/train/",
                                     "app/parity/"};
        QStringList broken;
        for (const QString& file : sourceFiles({"engine", "ui", "app"})) {
            if (startsWithAny(file, allowed) && file != "engine/pipeline/backend.h") continue;
            for (const Include& include : includesOf(file)) {
                if (startsWithAny(include.target, {"torch/", "ATen/", "c10/"}))
                    broken << sentence(include,
                                       "torch is seen by nn, models, sampling, pipeline and training alone");
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void onlyFormatsSeesOpenImageIO() {
        QStringList broken;
        for (const QString& file : sourceFiles({"engine", "ui", "app"})) {
            if (file.startsWith("engine/formats/") && file.endsWith(".cpp")) continue;
            for (const Include& include : includesOf(file)) {
                if (include.target.startsWith("OpenImageIO/"))
                    broken << sentence(include, "image files go through engine/formats");
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void foldersIncludeOnlyWhatLiesBelowThem() {
        QStringList broken;
        for (const Folder& folder : folders()) {
            for (const QString& file : sourceFiles({QString(folder.path)})) {
                for (const Include& include : includesOf(file)) {
                    if (!startsWithAny(include.target, {"engine/", "ui/", "app/"})) continue;
                    if (include.target.startsWith(folder.path) ||
                        startsWithAny(include.target, folder.mayInclude))
                        continue;
                    broken << sentence(
                        include, QString("%1 may see %2").arg(folder.path, folder.mayInclude.join(", ")));
                }
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void everyFileSaysWhyItExists() {
        QStringList broken;
        for (const QString& file : sourceFiles({"engine", "ui", "app", "tests"})) {
            if (!contentOf(file).startsWith("//"))
                broken << file + " does not open with a comment that says why it exists";
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void noFileIsLongerThan700Lines() {
        QStringList broken;
        for (const QString& file : sourceFiles({"engine", "ui", "app", "tests"})) {
            if (const auto lines = contentOf(file).count('\n'); lines > 700)
                broken << QString("%1 has %2 lines").arg(file).arg(lines);
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }

    void theFoldersOfTheRulesExist() {
        for (const Folder& folder : folders()) {
            QVERIFY2(!sourceFiles({QString(folder.path)}).isEmpty(), folder.path);
        }
    }
};
LACUNA_TEST(TestArchitecture)
#include "test_architecture.moc"

// Starts Lacuna. With a subcommand it is a command-line program and needs no display; else it opens the
// window. libtorch is not mapped before the engine has something to compute.
#include <QtCore/QElapsedTimer>
#include <QtWidgets/QApplication>
#include <cstdio>
#include <filesystem>

#include "app/cli/command_line.h"
#include "app/cli/places.h"
#include "app/editor/editor.h"

int main(int argc, char** argv) {
    if (lacuna::isCommandLine(argc, argv)) return lacuna::runCommandLine(argc, argv);

    QElapsedTimer started;
    started.start();
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents);
    QApplication::setAttribute(Qt::AA_DontShowIconsInMenus, false);
    QApplication application(argc, argv);
    QApplication::setApplicationName("Lacuna");
    QApplication::setApplicationDisplayName(QString());
    QApplication::setApplicationVersion(LACUNA_VERSION);
    QApplication::setDesktopFileName("lacuna");

    QStringList files = application.arguments().mid(1);
    const bool sample = files.removeAll("--sample") > 0;
    const std::filesystem::path programFolder = QApplication::applicationDirPath().toStdString();
    lacuna::Editor editor([programFolder] { return lacuna::openTorchBackend(programFolder); },
                          lacuna::cli::resourcesFolder());
    if (qEnvironmentVariableIsSet("LACUNA_STARTUP_TIME")) {
        QObject::connect(&editor, &lacuna::Editor::firstPainted, [started] {
            std::fprintf(stderr, "first painted window after %lld ms\n",
                         static_cast<long long>(started.elapsed()));
        });
    }
    editor.show();
    if (!files.isEmpty()) {
        editor.openFile(files.first());
    } else if (sample) {
        editor.openSample();
    }
    return application.exec();
}

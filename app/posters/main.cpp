// lacuna-posters ATLAS: draws the atlas from which training composes posters. Needs no display.
#include <QtGui/QGuiApplication>
#include <cstdio>

#include "app/posters/atlas_writer.h"

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    if (argc != 2 || argv[1][0] == '-') {
        std::fprintf(
            stderr,
            "usage: lacuna-posters ATLAS.safetensors\nDraws subjects and letters once, for lacuna-train.\n");
        return 2;
    }
    const auto summary = lacuna::posters::writeAtlas(argv[1]);
    if (!summary) {
        std::fprintf(stderr, "lacuna-posters: %s\n", describe(summary.error()).c_str());
        return 1;
    }
    std::printf("%s: %d sprites, %d characters in %d typefaces, %.1f MB\n", argv[1], summary->sprites,
                summary->characters, summary->faces, double(summary->bytes) / 1e6);
    return 0;
}

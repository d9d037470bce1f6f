// lacuna-posters: draws the atlas from which training composes posters, and paints posters for people to look
// at. Needs no display.
#include <QtCore/QCommandLineParser>
#include <QtGui/QGuiApplication>
#include <cstdio>

#include "app/posters/atlas_writer.h"
#include "app/posters/poster_files.h"

namespace {

constexpr const char* kUsage =
    "usage: lacuna-posters [atlas] ATLAS.safetensors\n"
    "         Draws subjects and letters once, for lacuna-train.\n"
    "       lacuna-posters paint --atlas ATLAS.safetensors [--seed N] [--count N] [--out FOLDER] [--sheet "
    "FILE.png]\n"
    "         Paints posters: PNG files with captions (.txt) and labels (.json), or one contact sheet.\n"
    "         --width N     pixels, a multiple of 8 (256)\n"
    "         --aspect W:H  2:3, 3:2, 1:1, 9:16 ... (2:3)\n"
    "         --edits       pairs before and after an edit, the instruction as caption\n"
    "         --masks       beside each poster the same with a hole\n"
    "         --named       the posters that tests know by name\n";

int complain(const QString& what) {
    std::fprintf(stderr, "lacuna-posters: %s\n%s", qPrintable(what), kUsage);
    return 2;
}

int report(const lacuna::Result<void>& result) {
    if (result) return 0;
    std::fprintf(stderr, "lacuna-posters: %s\n", describe(result.error()).c_str());
    return 1;
}

int drawAtlas(const QString& path) {
    const auto summary = lacuna::posters::writeAtlas(path.toStdString());
    if (!summary) return report(tl::unexpected(summary.error()));
    std::printf("%s: %d subjects in %d colours, %d characters in %d typefaces, %.1f MB\n", qPrintable(path),
                summary->subjects, summary->sprites, summary->characters, summary->faces,
                double(summary->bytes) / 1e6);
    return 0;
}

/// "2:3" to height / width; 0 when it is none.
double aspectOf(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(':'));
    if (parts.size() != 2) return 0;
    const double width = parts[0].toDouble(), height = parts[1].toDouble();
    const double aspect = width > 0 ? height / width : 0;
    return aspect >= 0.5 && aspect <= 2 ? aspect : 0;
}

int paint(const QStringList& arguments) {
    QCommandLineParser parser;
    for (const char* name : {"atlas", "seed", "count", "out", "sheet", "width", "aspect"})
        parser.addOption({QString::fromLatin1(name), QString(), QStringLiteral("value")});
    for (const char* name : {"edits", "masks", "named"})
        parser.addOption({QString::fromLatin1(name), QString()});
    if (!parser.parse(arguments)) return complain(parser.errorText());
    const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const auto isSet = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };

    lacuna::posters::PaintOptions options;
    options.atlas = value("atlas").toStdString();
    options.folder = value("out").toStdString();
    options.sheet = value("sheet").toStdString();
    options.edits = isSet("edits");
    options.masks = isSet("masks");
    options.named = isSet("named");
    bool valid = true;
    const auto number = [&](const char* name, auto& into, qlonglong least, qlonglong most) {
        if (!isSet(name)) return;
        bool read = false;
        const qlonglong given = value(name).toLongLong(&read);
        if (!read || given < least || given > most) valid = false;
        into = std::decay_t<decltype(into)>(given);
    };
    number("seed", options.seed, 0, std::numeric_limits<qlonglong>::max());
    number("count", options.count, 1, 10000);
    number("width", options.width, 64, 2048);
    if (isSet("aspect")) options.aspect = aspectOf(value("aspect"));
    if (!valid || options.width % 8 != 0 || options.aspect == 0)
        return complain(QStringLiteral("A number is out of its range."));
    if (options.atlas.empty()) return complain(QStringLiteral("Say where the atlas is: --atlas FILE."));
    if (options.folder.empty() && options.sheet.empty())
        return complain(QStringLiteral("Say where the posters go: --out FOLDER or --sheet FILE.png."));
    return report(lacuna::posters::paintFiles(options));
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() >= 2 && arguments[1] == QLatin1String("paint")) return paint(arguments.mid(1));
    const bool verb = arguments.size() == 3 && arguments[1] == QLatin1String("atlas");
    if (!verb && (arguments.size() != 2 || arguments[1].startsWith(QLatin1Char('-')))) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    return drawAtlas(arguments.last());
}

// See editor.h.
#include "app/editor/editor.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QApplication>

#include "app/cli/places.h"
#include "ui/document/image_conversion.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

namespace lacuna {
namespace {

constexpr int kPromptDelayMs = 1000;

QString toQString(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

StyleTraining::Places trainingPlaces() {
    const QString folder = QApplication::applicationDirPath();
    const QString program = QStandardPaths::findExecutable("lacuna-train", {folder});
    const QDir data(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/lacuna");
    return {program.isEmpty() ? QDir(folder).filePath("lacuna-train") : program, data.filePath("styles"),
            data.filePath("training")};
}

}  // namespace

Editor::Editor(BackendFactory factory, std::filesystem::path resources, const QString& settingsPath,
               QObject* parent)
    : QObject(parent),
      resources_(std::move(resources)),
      settings_(settingsPath),
      engine_(std::move(factory)),
      controller_(document_, engine_),
      catalogue_(cli::findModels),
      training_(trainingPlaces()),
      styles_(training_.places().styles.toStdString()) {
    const Preferences& preferences = settings_.preferences();
    shownLanguage_ = preferences.language();
    shownTheme_ = preferences.theme();
    shownFolders_ = preferences.modelFolders();
    shownStyleFiles_ = preferences.styleFiles();
    applyTheme(*qApp, shownTheme_);
    applyLanguage(*qApp, shownLanguage_);
    if (!preferences.model().isEmpty()) controller_.chooseModel(preferences.model().toStdString());
    restorePrompt();
    promptTimer_.setSingleShot(true);
    promptTimer_.setInterval(kPromptDelayMs);
    connect(&promptTimer_, &QTimer::timeout, this, &Editor::rememberPrompt);
    connect(&controller_, &GenerationController::settingsChanged, &promptTimer_, qOverload<>(&QTimer::start));
    connect(&settings_.preferences(), &Preferences::changed, this, &Editor::preferencesChanged);
    connect(&catalogue_, &ModelCatalogue::found, this,
            [this](const std::vector<ModelInfo>& models) { controller_.setModels(models); });
    connect(&catalogue_, &ModelCatalogue::added, this, [this](const QString& folder) {
        controller_.chooseModel(folder.toStdString());
        settings_.preferences().addModelFolder(folder);
    });
    connect(&catalogue_, &ModelCatalogue::refused, this, [this](const QString& folder, const Error& error) {
        if (window_) window_->showError(error, folder);
    });
    connect(&controller_, &GenerationController::modelsChanged, this, [this] {
        if (const ModelInfo* model = controller_.model())
            settings_.preferences().setModel(toQString(model->folder));
    });
    connectStyles();
    connect(&engine_, &EngineBridge::described, this, [this](const QString& text) {
        if (window_) window_->showEngineDescription(text);
    });
    connect(&document_, &Document::wasReset, this, [this] {
        if (sampleComing_) QMetaObject::invokeMethod(this, &Editor::finishSample, Qt::QueuedConnection);
    });
    makeWindow();
}

Editor::~Editor() {
    rememberPrompt();
    files_.waitForDone();
    window_.reset();
}

void Editor::makeWindow() {
    window_ =
        std::make_unique<MainWindow>(document_, controller_, files_, training_, settings_.preferences());
    connect(window_.get(), &MainWindow::sampleRequested, this, &Editor::openSample);
    connect(window_.get(), &MainWindow::modelFolderChosen, this,
            [this](const QString& folder) { catalogue_.check(folder.toStdString()); });
    connect(window_.get(), &MainWindow::styleFileChosen, this,
            [this](const QString& file) { styles_.check(file.toStdString()); });
    connect(window_.get(), &MainWindow::styleRemoved, this, &Editor::removeStyle);
    connect(window_.get(), &MainWindow::engineDescriptionWanted, &engine_, &EngineBridge::askAbout);
    connect(window_.get(), &MainWindow::firstPainted, this, [this] {
        Q_EMIT firstPainted();
        if (!scanned_) scanModels();
    });
}

void Editor::show() {
    window_->show();
}

void Editor::scanModels() {
    scanned_ = true;
    std::vector<std::filesystem::path> folders;
    for (const QString& folder : settings_.preferences().modelFolders())
        folders.emplace_back(folder.toStdString());
    catalogue_.scan(folders);
}

void Editor::preferencesChanged() {
    const Preferences& preferences = settings_.preferences();
    if (preferences.theme() != shownTheme_) {
        shownTheme_ = preferences.theme();
        applyTheme(*qApp, shownTheme_);
    }
    if (preferences.modelFolders() != shownFolders_) {
        shownFolders_ = preferences.modelFolders();
        scanModels();
    }
    if (preferences.styleFiles() != shownStyleFiles_) {
        shownStyleFiles_ = preferences.styleFiles();
        scanStyles();
    }
    if (preferences.language() != shownLanguage_) {
        shownLanguage_ = preferences.language();
        // Not from inside the menu that asked for it: the window is made anew in the other language.
        QMetaObject::invokeMethod(
            this,
            [this] {
                applyLanguage(*qApp, shownLanguage_);
                window_->rememberState();
                const bool maximised = window_->isMaximized();
                const auto old = std::move(window_);
                makeWindow();
                if (maximised) {
                    window_->showMaximized();
                } else {
                    window_->show();
                }
                controller_.refresh();
            },
            Qt::QueuedConnection);
    }
}

void Editor::rememberPrompt() {
    const PromptSettings& s = controller_.settings();
    settings_.preferences().setPromptState({{"prompt", QString::fromStdString(s.prompt)},
                                            {"negative", QString::fromStdString(s.negativePrompt)},
                                            {"seed", QString::number(s.seed)},
                                            {"seedLocked", s.seedLocked},
                                            {"strength", s.strength},
                                            {"styles", controller_.styles().state()},
                                            {"variants", s.variants},
                                            {"fast", s.fast}});
}

void Editor::restorePrompt() {
    const QVariantMap map = settings_.preferences().promptState();
    PromptSettings s = controller_.settings();
    s.prompt = map.value("prompt").toString().toStdString();
    s.negativePrompt = map.value("negative").toString().toStdString();
    if (map.contains("seed")) s.seed = map.value("seed").toString().toULongLong();
    s.seedLocked = map.value("seedLocked").toBool();
    s.strength = std::clamp(map.value("strength", 1.0).toDouble(), 0.01, 1.0);
    s.variants = std::clamp(map.value("variants", 1).toInt(), 1, 8);
    controller_.setSettings(s);
    controller_.chooseFast(map.value("fast").toBool());
    controller_.styles().restoreState(map.value("styles").toList());
}

void Editor::connectStyles() {
    connect(&controller_.styles(), &StylesModel::chosenChanged, &promptTimer_, qOverload<>(&QTimer::start));
    connect(&controller_, &GenerationController::modelsChanged, this, &Editor::scanStyles);
    connect(&styles_, &StyleCatalogue::found, this, [this](const std::vector<StyleInfo>& styles) {
        const ModelInfo* model = controller_.model();
        controller_.styles().setFound(styles, model ? QString::fromStdString(model->name) : QString());
    });
    connect(&styles_, &StyleCatalogue::added, this, [this](const QString& file) {
        controller_.styles().restoreState({QVariantMap{{"file", file}, {"on", true}, {"strength", 1.0}}});
        settings_.preferences().addStyleFile(file);
    });
    connect(&styles_, &StyleCatalogue::refused, this, [this](const QString& file, const Error& error) {
        if (window_) window_->showError(error, file);
    });
    // The child needs the memory more than a model that waits for the next picture does.
    connect(&training_, &StyleTraining::started, &engine_, &EngineBridge::releaseModels);
    connect(&training_, &StyleTraining::styleMade, this, &Editor::scanStyles);
    training_.recover();
    // Files come and go in a file manager; a run may fail because one has gone.
    connect(&controller_, &GenerationController::failed, this, &Editor::scanStyles);
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive && scanned_) scanStyles();
    });
}

void Editor::scanStyles() {
    std::vector<std::filesystem::path> files;
    for (const QString& file : settings_.preferences().styleFiles()) files.emplace_back(file.toStdString());
    const ModelInfo* model = controller_.model();
    styles_.scan(files, model ? model->folder : std::filesystem::path());
}

void Editor::removeStyle(const QString& file) {
    const int row = controller_.styles().rowOf(file.toStdString());
    if (row < 0) return;
    if (controller_.styles().at(row).own) {
        // A style of ours has a folder for itself; a file that was put there by hand has not.
        const QDir styles(training_.places().styles);
        const QString folder = QFileInfo(file).path();
        const bool alone = QDir(folder) != styles && styleFilesIn(folder.toStdString()).size() == 1;
        const QString what = alone ? folder : file;
        if (QFileInfo::exists(what) && !QFile::moveToTrash(what)) {
            window_->showError({ErrorKind::CannotWrite,
                                "The style could not be moved to the trash. Delete its file by hand.",
                                what.toStdString()});
            return;
        }
    }
    controller_.styles().remove(row);
    settings_.preferences().removeStyleFile(file);
}

void Editor::openFile(const QString& path) {
    window_->openFile(path);
}

void Editor::openSample() {
    auto poster = resources_ / "samples" / "mid_autumn.ora";
    if (!std::filesystem::exists(poster)) poster.replace_extension(".png");
    if (resources_.empty() || !std::filesystem::exists(poster)) {
        window_->showError({ErrorKind::BadFile,
                            "The sample poster is not beside the program. Install Lacuna again.",
                            poster.string()});
        return;
    }
    sampleComing_ = true;
    window_->openFile(toQString(poster));
}

void Editor::finishSample() {
    sampleComing_ = false;
    // It is opened as a copy: saving asks where to, and never writes over the program's own file.
    settings_.preferences().removeRecentFile(document_.filePath());
    document_.setFilePath({});
    const QImage mask(toQString(resources_ / "samples" / "mid_autumn_mask.png"));
    if (!mask.isNull() && Size{mask.width(), mask.height()} == document_.size())
        document_.combineMask(fromQImage(mask.convertToFormat(QImage::Format_Grayscale8)), 0, 0);
    PromptSettings settings = controller_.settings();
    if (QString::fromStdString(settings.prompt).trimmed().isEmpty()) {
        settings.prompt = tr("a full moon with clouds").toStdString();
        controller_.setSettings(settings);
    }
}

}  // namespace lacuna

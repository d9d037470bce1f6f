#include "app/editor/editor.h"

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

}  // namespace

Editor::Editor(BackendFactory factory, std::filesystem::path resources, const QString& settingsPath,
               QObject* parent)
    : QObject(parent),
      resources_(std::move(resources)),
      settings_(settingsPath),
      engine_(std::move(factory)),
      controller_(document_, engine_),
      catalogue_(cli::findModels) {
    const Preferences& preferences = settings_.preferences();
    shownLanguage_ = preferences.language();
    shownTheme_ = preferences.theme();
    shownFolders_ = preferences.modelFolders();
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
    window_ = std::make_unique<MainWindow>(document_, controller_, files_, settings_.preferences());
    connect(window_.get(), &MainWindow::sampleRequested, this, &Editor::openSample);
    connect(window_.get(), &MainWindow::modelFolderChosen, this,
            [this](const QString& folder) { catalogue_.check(folder.toStdString()); });
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
                                            {"variants", s.variants}});
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

// See preferences.h.
#include "ui/shell/preferences.h"

namespace lacuna {
namespace {

/// Choices are kept as words, so that the file can be read and edited.
template <class Choice>
QString wordOf(Choice choice, std::initializer_list<const char*> words) {
    return QString::fromLatin1(*(words.begin() + int(choice)));
}

template <class Choice>
void readWord(const QVariantMap& map, const char* key, Choice& choice,
              std::initializer_list<const char*> words) {
    const QString word = map.value(key).toString();
    int i = 0;
    for (const char* candidate : words) {
        if (word == QLatin1String(candidate)) choice = Choice(i);
        ++i;
    }
}

constexpr auto kThemeWords = {"system", "dark", "light"};
constexpr auto kPreviewWords = {"off", "thumbnail", "canvas"};

template <class T>
void read(const QVariantMap& map, const char* key, T& value) {
    const QVariant variant = map.value(key);
    if (variant.isValid() && variant.canConvert<T>()) value = variant.value<T>();
}

}  // namespace

void Preferences::addModelFolder(const QString& folder) {
    if (!modelFolders_.contains(folder)) setModelFolders(modelFolders_ + QStringList{folder});
}

void Preferences::addStyleFile(const QString& file) {
    if (!styleFiles_.contains(file)) assign(styleFiles_, QStringList(styleFiles_ + QStringList{file}));
}

void Preferences::removeStyleFile(const QString& file) {
    QStringList files = styleFiles_;
    files.removeAll(file);
    assign(styleFiles_, files);
}

void Preferences::addRecentFile(const QString& path) {
    QStringList files = recentFiles_;
    files.removeAll(path);
    files.prepend(path);
    assign(recentFiles_, QStringList(files.mid(0, kMostRecentFiles)));
}

void Preferences::removeRecentFile(const QString& path) {
    QStringList files = recentFiles_;
    files.removeAll(path);
    assign(recentFiles_, files);
}

QVariantMap Preferences::toMap() const {
    return {{"theme", wordOf(theme_, kThemeWords)},
            {"language", language_},
            {"preview", wordOf(previewMode_, kPreviewWords)},
            {"modelFolders", modelFolders_},
            {"styleFiles", styleFiles_},
            {"model", model_},
            {"recentFiles", recentFiles_},
            {"promptHistory", promptHistory_},
            {"tools", toolState_},
            {"prompt", promptState_},
            {"geometry", geometry_},
            {"windowState", windowState_}};
}

void Preferences::fromMap(const QVariantMap& map) {
    readWord(map, "theme", theme_, kThemeWords);
    readWord(map, "preview", previewMode_, kPreviewWords);
    read(map, "language", language_);
    read(map, "modelFolders", modelFolders_);
    read(map, "styleFiles", styleFiles_);
    read(map, "model", model_);
    read(map, "recentFiles", recentFiles_);
    read(map, "promptHistory", promptHistory_);
    read(map, "tools", toolState_);
    read(map, "prompt", promptState_);
    read(map, "geometry", geometry_);
    read(map, "windowState", windowState_);
    recentFiles_ = recentFiles_.mid(0, kMostRecentFiles);
    Q_EMIT changed();
}

}  // namespace lacuna

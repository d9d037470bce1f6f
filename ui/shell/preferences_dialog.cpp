// See preferences_dialog.h.
#include "ui/shell/preferences_dialog.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/dialog_parts.h"
#include "ui/shell/preferences.h"

namespace lacuna {

PreferencesDialog::PreferencesDialog(Preferences& preferences, QWidget* parent)
    : QDialog(parent), preferences_(preferences), folders_(new QListWidget(this)) {
    setWindowTitle(tr("Preferences"));
    auto* theme = new QComboBox(this);
    theme->addItems({tr("As the system"), tr("Dark"), tr("Light")});
    theme->setCurrentIndex(int(preferences_.theme()));
    auto* language = new QComboBox(this);
    language->addItem(tr("As the system"), QString());
    language->addItem("English", "en");
    language->addItem("简体中文", "zh_CN");
    language->setCurrentIndex(std::max(0, language->findData(preferences_.language())));
    auto* preview = new QComboBox(this);
    preview->addItems({tr("Off"), tr("In the thumbnails"), tr("On the canvas")});
    preview->setCurrentIndex(int(preferences_.previewMode()));

    auto* add = new QPushButton(tr("Add..."), this);
    auto* remove = new QPushButton(tr("Remove"), this);
    add->setAutoDefault(false);
    remove->setAutoDefault(false);
    auto* buttonsColumn = new QVBoxLayout;
    buttonsColumn->setSpacing(8);
    buttonsColumn->addWidget(add);
    buttonsColumn->addWidget(remove);
    buttonsColumn->addStretch(1);
    auto* folders = new QHBoxLayout;
    folders->setSpacing(8);
    folders->addWidget(folders_, 1);
    folders->addLayout(buttonsColumn);
    folders_->setAccessibleName(tr("Model folders"));
    folders_->setMinimumHeight(96);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->addRow(tr("Theme"), theme);
    form->addRow(tr("Language"), language);
    form->addRow(tr("Preview while generating"), preview);
    form->addRow(tr("Model folders"), folders);
    layOutDialog(*this, form, closeOnly(*this), 520);

    connect(theme, &QComboBox::activated, this, [this](int i) { preferences_.setTheme(ThemeChoice(i)); });
    connect(preview, &QComboBox::activated, this,
            [this](int i) { preferences_.setPreviewMode(PreviewMode(i)); });
    connect(language, &QComboBox::activated, this,
            [this, language] { preferences_.setLanguage(language->currentData().toString()); });
    connect(add, &QPushButton::clicked, this, &PreferencesDialog::addModelFolderRequested);
    connect(remove, &QPushButton::clicked, this, [this] {
        if (!folders_->currentItem()) return;
        QStringList left = preferences_.modelFolders();
        left.removeAll(folders_->currentItem()->text());
        preferences_.setModelFolders(left);
    });
    connect(folders_, &QListWidget::currentRowChanged, remove,
            [remove](int row) { remove->setEnabled(row >= 0); });
    remove->setEnabled(false);
    connect(&preferences_, &Preferences::changed, this, &PreferencesDialog::showFolders);
    showFolders();
}

void PreferencesDialog::showFolders() {
    QStringList shown;
    for (int i = 0; i < folders_->count(); ++i) shown << folders_->item(i)->text();
    if (shown == preferences_.modelFolders()) return;
    folders_->clear();
    folders_->addItems(preferences_.modelFolders());
}

}  // namespace lacuna

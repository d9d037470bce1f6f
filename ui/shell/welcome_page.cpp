// See welcome_page.h.
#include "ui/shell/welcome_page.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/preferences.h"
#include "ui/tools/icons.h"

namespace lacuna {
namespace {

constexpr int kColumnWidth = 520;
constexpr int kMostShown = 6;

QPushButton* makeCard(const char* iconName, const QString& title, QWidget* parent) {
    auto* card = new QPushButton(icon(iconName), "  " + title, parent);
    card->setIconSize({20, 20});
    card->setProperty("card", true);
    card->setMinimumHeight(48);
    return card;
}

}  // namespace

WelcomePage::WelcomePage(Preferences& preferences, QWidget* parent)
    : QWidget(parent), preferences_(preferences) {
    setObjectName("welcome");
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QWidget(this);
    column->setFixedWidth(kColumnWidth);
    auto* title = new QLabel(tr("Make a poster"), column);
    title->setProperty("title", true);
    auto* subtitle = new QLabel(tr("Paint over what should change, say what should be there."), column);
    subtitle->setProperty("dim", true);

    auto* fresh = makeCard("new", tr("New page..."), column);
    auto* open = makeCard("open", tr("Open a picture..."), column);
    auto* describe = makeCard("generate", tr("Describe a poster"), column);
    auto* sample = makeCard("image", tr("Try the sample poster"), column);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    grid->addWidget(fresh, 0, 0);
    grid->addWidget(open, 0, 1);
    grid->addWidget(describe, 1, 0);
    grid->addWidget(sample, 1, 1);
    connect(fresh, &QPushButton::clicked, this, &WelcomePage::newRequested);
    connect(open, &QPushButton::clicked, this, &WelcomePage::openRequested);
    connect(describe, &QPushButton::clicked, this, &WelcomePage::describeRequested);
    connect(sample, &QPushButton::clicked, this, &WelcomePage::sampleRequested);

    recent_ = new QVBoxLayout;
    recent_->setSpacing(0);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(subtitle);
    layout->addSpacing(16);
    layout->addLayout(grid);
    layout->addSpacing(16);
    layout->addLayout(recent_);

    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(column, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    connect(&preferences_, &Preferences::changed, this, &WelcomePage::showRecent);
    showRecent();
}

void WelcomePage::showRecent() {
    const QStringList files = preferences_.recentFiles().mid(0, kMostShown);
    if (files == shown_) return;
    shown_ = files;
    while (QLayoutItem* item = recent_->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    if (files.isEmpty()) return;
    auto* heading = new QLabel(tr("Recent"), this);
    heading->setProperty("heading", true);
    recent_->addWidget(heading);
    for (const QString& path : files) {
        const QFileInfo info(path);
        auto* link = new QPushButton(this);
        link->setProperty("link", true);
        link->setText(
            link->fontMetrics().elidedText(info.fileName() + "    " + QDir::toNativeSeparators(info.path()),
                                           Qt::ElideMiddle, kColumnWidth - 24));
        link->setToolTip(QDir::toNativeSeparators(path));
        connect(link, &QPushButton::clicked, this, [this, path] { Q_EMIT fileRequested(path); });
        recent_->addWidget(link);
    }
}

}  // namespace lacuna

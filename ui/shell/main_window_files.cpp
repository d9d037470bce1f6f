// The window's dealings with files and the clipboard, and its dialogs.
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QStandardPaths>
#include <QtGui/QClipboard>
#include <QtGui/QCloseEvent>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

#include "engine/image/convert.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/document/image_conversion.h"
#include "ui/document/render.h"
#include "ui/generation/generation_controller.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menu_actions.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/new_document_dialog.h"
#include "ui/shell/preferences.h"
#include "ui/shell/preferences_dialog.h"

namespace lacuna {
namespace {

constexpr char kProjectSuffix[] = "ora";

QStringList localFiles(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile()) files << url.toLocalFile();
    }
    return files;
}

}  // namespace

void MainWindow::connectFiles() {
    DocumentFiles* files = &files_;
    connect(files, &DocumentFiles::opened, this,
            [this](const QString& path, const Picture& picture, bool project) {
                if (path != pendingOpen_) return;
                pendingOpen_.clear();
                sourceName_ = project ? QString() : QFileInfo(path).fileName();
                document_.reset(picture, project ? path : QString());
                preferences_.addRecentFile(path);
                canvas_->fitPage();
            });
    connect(files, &DocumentFiles::saved, this, [this](const QString& path) {
        preferences_.addRecentFile(path);
        showTitle();
        if (afterSave_) std::exchange(afterSave_, {})();
    });
    connect(files, &DocumentFiles::exported, this, [this](const QString& path) {
        showMessage(tr("Written: %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(files, &DocumentFiles::failed, this, [this](const QString& path, const Error& error) {
        afterSave_ = {};
        pendingOpen_.clear();
        if (!QFileInfo::exists(path)) preferences_.removeRecentFile(path);
        showError(error, path);
    });
}

QString MainWindow::readableFilter() const {
    QStringList patterns;
    for (const QString& suffix : files_.readableSuffixes()) patterns << "*." + suffix;
    return tr("Pictures and projects (%1)").arg(patterns.join(' ')) + ";;" + tr("All files (*)");
}

QString MainWindow::suggestedPath(const QString& suffix) const {
    const QString path = document_.filePath();
    const QString base =
        path.isEmpty() ? (sourceName_.isEmpty() ? tr("Untitled") : QFileInfo(sourceName_).completeBaseName())
                       : QFileInfo(path).completeBaseName();
    const QString folder = path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)
                                          : QFileInfo(path).path();
    return QDir(folder).filePath(base + "." + suffix);
}

void MainWindow::whenSafe(std::function<void()> then) {
    if (document_.isEmpty() || !document_.isModified()) return then();
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Unsaved changes"),
                                tr("The picture has changes that are not saved."),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setInformativeText(tr("Without saving they are lost."));
    box->button(QMessageBox::Save)->setText(tr("Save"));
    box->button(QMessageBox::Discard)->setText(tr("Do not save"));
    box->button(QMessageBox::Cancel)->setText(tr("Cancel"));
    box->setDefaultButton(QMessageBox::Save);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, then](int answer) {
        if (answer == QMessageBox::Discard) {
            then();
        } else if (answer == QMessageBox::Save) {
            if (!document_.filePath().isEmpty()) return saveTo(document_.filePath(), then);
            const QString path = QFileDialog::getSaveFileName(
                this, tr("Save as"), suggestedPath(kProjectSuffix), tr("OpenRaster projects (*.ora)"));
            if (!path.isEmpty()) saveTo(path, then);
        }
    });
    box->open();
}

void MainWindow::newDocument() {
    whenSafe([this] {
        NewDocumentDialog dialog(this);
        if (dialog.exec() != QDialog::Accepted) return;
        sourceName_.clear();
        document_.reset(
            blankPicture(dialog.pixels(), dialog.dpi(), tr("Background").toStdString(), dialog.depth()));
        canvas_->fitPage();
    });
}

void MainWindow::openWithDialog() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open"), {}, readableFilter());
    if (!path.isEmpty()) openFile(path);
}

void MainWindow::openFile(const QString& path) {
    whenSafe([this, path] {
        pendingOpen_ = path;
        messages_->dismiss();
        files_.open(path);
    });
}

void MainWindow::saveTo(const QString& path, std::function<void()> then) {
    QString target = path;
    if (QFileInfo(target).suffix().compare(kProjectSuffix, Qt::CaseInsensitive) != 0)
        target += QString(".") + kProjectSuffix;
    afterSave_ = std::move(then);
    files_.save(document_, target);
}

void MainWindow::save() {
    if (document_.isEmpty()) return;
    if (document_.filePath().isEmpty()) return saveAs();
    saveTo(document_.filePath(), {});
}

void MainWindow::saveAs() {
    if (document_.isEmpty()) return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Save as"), suggestedPath(kProjectSuffix),
                                                      tr("OpenRaster projects (*.ora)"));
    if (!path.isEmpty()) saveTo(path, {});
}

void MainWindow::exportWithDialog() {
    if (document_.isEmpty()) return;
    QStringList filters;
    for (const QString& suffix : files_.exportSuffixes())
        filters << QString("%1 (*.%2)").arg(suffix.toUpper(), suffix);
    QString chosen = filters.value(0);
    QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), suggestedPath(files_.exportSuffixes().value(0)), filters.join(";;"), &chosen);
    if (path.isEmpty()) return;
    if (!files_.exportSuffixes().contains(QFileInfo(path).suffix().toLower()))
        path += "." + files_.exportSuffixes().value(std::max<qsizetype>(0, filters.indexOf(chosen)));
    bool deep = false;
    for (const LayerPtr& layer : document_.layers()) deep = deep || layer->depth() == Depth::Bits16;
    ExportDialog dialog(QFileInfo(path).fileName(), QFileInfo(path).suffix().toLower(), deep, this);
    if (dialog.exec() == QDialog::Accepted) files_.exportImage(document_, path, dialog.settings());
}

void MainWindow::insertWithDialog() {
    const QStringList paths =
        QFileDialog::getOpenFileNames(this, tr("Insert pictures"), {}, readableFilter());
    if (!paths.isEmpty()) files_.insertFiles(document_, paths, {});
}

void MainWindow::copy() {
    if (document_.isEmpty()) return;
    const Rect masked = document_.maskBounds();
    const Rect area = masked.empty() ? document_.picture().page() : masked;
    Image pixels = renderRegion(document_.picture(), area, PixelFormat::Rgba8);
    if (!masked.empty()) {
        Bitmap cut = pixels.thaw();
        multiplyAlpha(cut, renderMask(document_.picture(), area));
        pixels = std::move(cut).freeze();
    }
    QGuiApplication::clipboard()->setImage(toQImage(pixels).copy());
}

void MainWindow::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data) return;
    if (const QStringList paths = localFiles(data); !paths.isEmpty()) {
        files_.insertFiles(document_, paths, {});
    } else if (data->hasImage()) {
        files_.insertImage(document_, qvariant_cast<QImage>(data->imageData()), tr("Pasted"), {});
    } else {
        showMessage(tr("There is no picture in the clipboard."));
    }
}

void MainWindow::closeDocument() {
    whenSafe([this] {
        sourceName_.clear();
        document_.reset(Picture{});
    });
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!trainingMayEnd()) {
        closing_ = false;  // the picture may change until then, and is asked about when it has ended
        event->ignore();
        return;
    }
    if (!closing_ && !document_.isEmpty() && document_.isModified()) {
        event->ignore();
        whenSafe([this] {
            closing_ = true;
            close();
        });
        return;
    }
    rememberState();
    controller_.cancelAll();
    event->accept();
    Q_EMIT closed();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasImage() || !localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    const QStringList paths = localFiles(event->mimeData());
    std::optional<QPoint> at;
    if (!document_.isEmpty()) {
        const QPointF view = canvas_->mapFrom(this, event->position().toPoint());
        at = canvas_->posDocument(view).toPoint();
    }
    const bool project =
        paths.size() == 1 && QFileInfo(paths[0]).suffix().compare(kProjectSuffix, Qt::CaseInsensitive) == 0;
    if (paths.size() == 1 && (project || document_.isEmpty())) {
        openFile(paths[0]);
    } else if (!paths.isEmpty()) {
        files_.insertFiles(document_, paths, at);
    } else if (event->mimeData()->hasImage()) {
        files_.insertImage(document_, qvariant_cast<QImage>(event->mimeData()->imageData()), tr("Dropped"),
                           at);
    }
}

void MainWindow::addModelFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("A model's folder, or a folder of models"));
    if (!folder.isEmpty()) Q_EMIT modelFolderChosen(folder);
}

void MainWindow::showPreferences() {
    auto* dialog = new PreferencesDialog(preferences_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::addModelFolderRequested, this, &MainWindow::addModelFolder);
    dialog->open();
}

void MainWindow::showAbout() {
    about_ = new AboutDialog(this);
    about_->setAttribute(Qt::WA_DeleteOnClose);
    about_->open();
    Q_EMIT engineDescriptionWanted();
}

void MainWindow::showEngineDescription(const QString& text) {
    if (about_) about_->showEngine(text);
}

void MainWindow::showShortcuts() {
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keys"));
    const QList<QStringList> rows = menus_->shortcuts();
    auto* table = new QTableWidget(int(rows.size()), 3, dialog);
    table->setHorizontalHeaderLabels({tr("Menu"), tr("Action"), tr("Key")});
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < 3; ++column)
            table->setItem(row, column, new QTableWidgetItem(rows[row][column]));
    }
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::accept);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(table);
    layout->addWidget(buttons);
    dialog->resize(560, 640);
    dialog->open();
}

}  // namespace lacuna

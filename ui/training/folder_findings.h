// What was found in a folder of pictures: the counts, and a line for everything that is wrong or could be
// better.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/training/picture_folder_check.h"

class QGridLayout;

namespace lacuna {

class FolderFindings : public QWidget {
    Q_OBJECT
  public:
    explicit FolderFindings(QWidget* parent = nullptr);

    void show(const PictureFolderReport& report, bool triggered);
    void showText(const QString& text);
    QStringList lines() const { return lines_; }

  private:
    void clear();
    void addLine(const char* iconName, const QString& text, bool dim);

    QGridLayout* layout_;
    QStringList lines_;
};

}  // namespace lacuna

// The pictures that a run has drawn so far, newest last: the same words each time, so that one sees the style
// come.
#pragma once

#include <QtCore/QThreadPool>
#include <QtWidgets/QWidget>

#include "ui/training/style_training.h"

class QLabel;
class QListWidget;

namespace lacuna {

class SampleStrip : public QWidget {
    Q_OBJECT
  public:
    explicit SampleStrip(QWidget* parent = nullptr);
    ~SampleStrip() override;

    /// Files are read on another thread.
    void show(const QList<StyleTraining::Sample>& samples);
    int count() const;

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void load(int index, const QString& file);
    void showLarge();

    QListWidget* list_;
    QLabel* large_;
    int generation_ = 0;  ///< pictures of an earlier run arrive for nothing
    QThreadPool pool_;
};

}  // namespace lacuna

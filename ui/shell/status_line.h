// The line at the bottom: what the tool wants, how the run goes, and the facts of the page.
#pragma once

#include <QtCore/QPoint>
#include <QtWidgets/QStatusBar>
#include <optional>

class QComboBox;
class QLabel;

namespace lacuna {

class Document;
class GenerationController;

class StatusLine : public QStatusBar {
    Q_OBJECT
  public:
    StatusLine(Document& document, GenerationController& controller, QWidget* parent = nullptr);

    void showHint(const QString& hint);
    void showZoom(double zoom);
    void showPointer(const std::optional<QPoint>& posDocument);

  Q_SIGNALS:
    void zoomRequested(double zoom);
    void fitRequested();

  private:
    void showPage();
    void showRun();
    void readZoom();

    Document& document_;
    GenerationController& controller_;
    QLabel* hint_;
    QLabel* run_;
    QLabel* pointer_;
    QLabel* page_;
    QLabel* depth_;
    QComboBox* zoom_;
    double shownZoom_ = 1;
};

/// "66.7 %" typed by a person, with or without the sign, as 0.667; nothing when it is no number.
std::optional<double> zoomFromText(const QString& text);

}  // namespace lacuna

// Every action of the window, in its menu, with its key. There is no action without a menu entry, and each
// key has one meaning.
#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>

class QAction;
class QMenu;
class QMenuBar;

namespace lacuna {

class MainWindow;

class MenuActions : public QObject {
    Q_OBJECT
  public:
    explicit MenuActions(MainWindow& window);

    /// Enables what makes sense now and names the generate action after what it will do.
    void update();
    /// A sheet of all keys, as rows of menu, action, key.
    QList<QStringList> shortcuts() const;
    QAction* hideDocks() const { return hideDocks_; }

  private:
    void makeFileMenu(QMenuBar& bar);
    void makeEditMenu(QMenuBar& bar);
    void makeSelectMenu(QMenuBar& bar);
    void makeLayerMenu(QMenuBar& bar);
    void makeGenerateMenu(QMenuBar& bar);
    void makeStyleMenu(QMenuBar& bar);
    void makeViewMenu(QMenuBar& bar);
    void makeWindowMenu(QMenuBar& bar);
    void makeHelpMenu(QMenuBar& bar);
    void fillRecent();
    void fillThemes(QMenu& menu);
    void fillLanguages(QMenu& menu);

    MainWindow& window_;
    QMenu* recent_ = nullptr;
    QList<QAction*> needPage_;       ///< enabled when there is a page
    QList<QAction*> needLayer_;      ///< enabled when a layer is active
    QList<QAction*> needCandidate_;  ///< enabled while one is reviewed
    QList<QAction*> needRun_;        ///< enabled while something runs
    QAction* generate_ = nullptr;
    QAction* generateFront_ = nullptr;
    QAction* stopHere_ = nullptr;
    QAction* cycle_[2] = {};
    QAction* mergeDown_ = nullptr;
    QAction* hideDocks_ = nullptr;
    QAction* overlay_ = nullptr;
    QAction* original_ = nullptr;
    QAction* stopTraining_ = nullptr;
};

}  // namespace lacuna

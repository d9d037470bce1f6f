// The layers dock edits through the document, and shows what the document says.
#include <QtWidgets/QComboBox>
#include <QtWidgets/QListView>
#include <QtWidgets/QSlider>
#include <QtWidgets/QToolButton>

#include "tests/support/test_registry.h"
#include "tests/ui/document/picture_fixtures.h"
#include "ui/panels/layers_model.h"
#include "ui/panels/layers_panel.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestLayersPanel : public QObject {
    Q_OBJECT
    std::unique_ptr<Document> document_;
    std::unique_ptr<LayersPanel> panel_;
    QListView* list() const { return panel_->findChild<QListView*>(); }
    LayersModel* model() const { return qobject_cast<LayersModel*>(list()->model()); }
    QToolButton* button(const char* name) const {
        for (QToolButton* one : panel_->findChildren<QToolButton*>()) {
            if (one->accessibleName() == QLatin1String(name)) return one;
        }
        return nullptr;
    }
    QString nameAt(int row) const { return model()->index(row).data().toString(); }

  private Q_SLOTS:
    void init() {
        document_ = std::make_unique<Document>(richPicture());
        panel_ = std::make_unique<LayersPanel>();
        panel_->setDocument(document_.get());
        panel_->resize(280, 420);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
    }
    void cleanup() {
        panel_.reset();
        document_.reset();
    }
    void listsTheTopmostLayerFirst() {
        QCOMPARE(model()->rowCount(), 4);
        QCOMPARE(nameAt(0), QStringLiteral("layer 4"));
        QCOMPARE(nameAt(3), QStringLiteral("base"));
        QCOMPARE(list()->currentIndex().row(), 0);
    }
    void choosingARowActivatesTheLayer() {
        list()->setCurrentIndex(model()->index(2));
        QCOMPARE(document_->activeLayer(), document_->layers()[1]->id);
        QCOMPARE(panel_->findChild<QComboBox*>()->currentData().toInt(), int(BlendMode::Multiply));
        QCOMPARE(panel_->findChild<QSlider*>()->value(), 100);
    }
    void clickingTheEyeHidesTheLayer() {
        const QRect row = list()->visualRect(model()->index(1));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          row.topLeft() + QPoint(12, row.height() / 2));
        QVERIFY(!document_->layers()[2]->visible);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          row.topLeft() + QPoint(12, row.height() / 2));
        QVERIFY(document_->layers()[2]->visible);
    }
    void renamingInPlaceIsUndoable() {
        QVERIFY(model()->setData(model()->index(3), QStringLiteral("\u80cc\u666f"), Qt::EditRole));
        QCOMPARE(document_->layers()[0]->name, std::string("\u80cc\u666f"));
        document_->undoStack()->undo();
        QCOMPARE(nameAt(3), QStringLiteral("base"));
    }
    void draggingARowReordersTheDocument() {
        QVERIFY(model()->moveRow({}, 3, {}, 1));
        QCOMPARE(nameAt(1), QStringLiteral("base"));
        QCOMPARE(document_->layers()[2]->name, std::string("base"));
        QVERIFY(model()->moveRow({}, 0, {}, 4));
        QCOMPARE(document_->layers()[0]->name, std::string("layer 4"));
    }
    void draggingTheOpacitySliderIsOneStep() {
        auto* slider = panel_->findChild<QSlider*>();
        Q_EMIT slider->sliderPressed();
        for (int value = 90; value >= 40; value -= 10) slider->setValue(value);
        Q_EMIT slider->sliderReleased();
        QCOMPARE(document_->layers()[3]->opacity, 0.4);
        QCOMPARE(document_->undoStack()->count(), 1);
        document_->undoStack()->undo();
        QCOMPARE(slider->value(), 100);
    }
    void buttonsDoWhatTheySay() {
        QTest::mouseClick(button("Add layer"), Qt::LeftButton);
        QCOMPARE(document_->layers().size(), std::size_t(5));
        QCOMPARE(list()->currentIndex().row(), 0);
        QTest::mouseClick(button("Move layer down"), Qt::LeftButton);
        QCOMPARE(list()->currentIndex().row(), 1);
        QTest::mouseClick(button("Delete layer"), Qt::LeftButton);
        QCOMPARE(document_->layers().size(), std::size_t(4));
        QTest::mouseClick(button("Duplicate layer"), Qt::LeftButton);
        QCOMPARE(document_->layers().size(), std::size_t(5));
        QTest::mouseClick(button("Merge down"), Qt::LeftButton);
        QCOMPARE(document_->layers().size(), std::size_t(4));
    }
    void refusalsAreSaidAloud() {
        QSignalSpy refused(panel_.get(), &LayersPanel::refused);
        document_->setLayerLocked(document_->layers()[3]->id, true);
        QTest::mouseClick(button("Merge down"), Qt::LeftButton);
        QCOMPARE(refused.count(), 1);
        QCOMPARE(document_->layers().size(), std::size_t(4));
    }
    void theLowestLayerOffersNoMerge() {
        list()->setCurrentIndex(model()->index(3));
        QVERIFY(!button("Merge down")->isEnabled());
        QVERIFY(!button("Move layer down")->isEnabled());
    }
    void keysWorkInTheList() {
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Space);
        QVERIFY(!document_->layers()[3]->visible);
        QTest::keyClick(list(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(document_->layers()[2]->name, std::string("layer 4"));
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(document_->layers().size(), std::size_t(3));
    }
    void generativeLayersTellTheirRecipe() {
        Candidate candidate;
        candidate.pixels = noise({50, 50}, PixelFormat::Rgb8, 1);
        candidate.placement = {10, 10, 50, 50};
        candidate.recipe.prompt = "red <lantern>";
        candidate.recipe.sampling.seed = 1234;
        QVERIFY(document_->acceptCandidate(candidate));
        const QModelIndex row = model()->index(0);
        QVERIFY(row.data(LayersModel::GenerativeRole).toBool());
        const QString tip = row.data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QStringLiteral("red &lt;lantern&gt;")));
        QVERIFY(tip.contains(QStringLiteral("1234")));
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("made by a model")));
    }
    void thumbnailsFollowThePaint() {
        const QImage before = model()->index(3).data(LayersModel::ThumbnailRole).value<QImage>().copy();
        QVERIFY(document_->paintLayer(document_->layers()[0]->id,
                                      strokeAlong(0, 300, 700, 300, 0, DabMode::Paint, 400), kWhite));
        QTRY_VERIFY(model()->index(3).data(LayersModel::ThumbnailRole).value<QImage>() != before);
    }
    void withoutADocumentNothingCanBePressed() {
        panel_->setDocument(nullptr);
        QCOMPARE(model()->rowCount(), 0);
        for (QToolButton* one : panel_->findChildren<QToolButton*>())
            QVERIFY2(!one->isEnabled(), qPrintable(one->accessibleName()));
    }
    void aPictureOfTheDockCanBeTaken() {
        // LACUNA_SCREENSHOTS=folder writes it for looking at; without it this only proves that painting
        // survives.
        (void)document_->acceptCandidate([] {
            Candidate candidate;
            candidate.pixels = noise({200, 200}, PixelFormat::Rgb8, 1);
            candidate.mask = grey({200, 200}, 128);
            candidate.placement = {100, 100, 200, 200};
            candidate.recipe.prompt =
                "\u4e00\u8f6e\u7eb8\u6708\u4eae, a paper moon over the harbour at night";
            return candidate;
        }());
        document_->setLayerLocked(document_->layers()[0]->id, true);
        const QPixmap picture = panel_->grab();
        QVERIFY(!picture.isNull());
        const QString folder = qEnvironmentVariable("LACUNA_SCREENSHOTS");
        if (!folder.isEmpty()) QVERIFY(picture.save(folder + QStringLiteral("/layers_panel.png")));
    }
};
LACUNA_TEST(TestLayersPanel)
#include "test_layers_panel.moc"

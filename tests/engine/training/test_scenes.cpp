// What a scene may hold and where: options are obeyed, nothing leaves the page, lettering and subjects keep
// clear of each other on pages of every shape.
#include <set>

#include "engine/training/posters/labels.h"
#include "engine/training/posters/named_scenes.h"
#include "engine/training/posters/painter.h"
#include "tests/engine/training/small_atlas.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::training;

class TestScenes : public QObject {
    Q_OBJECT
    AtlasNames names_ = tests::smallAtlas().names;

    std::vector<Scene> scenes(const SceneOptions& options, int count = 150) const {
        std::vector<Scene> list;
        for (int i = 0; i < count; ++i)
            list.push_back(sceneOf(Random(21, std::uint64_t(i)).next(), options, names_));
        return list;
    }
    static QString where(const Scene& scene) {
        return QString("seed %1, layout %2").arg(scene.seed).arg(int(scene.layout));
    }

  private Q_SLOTS:
    void theSameSeedGivesTheSameScene() {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const Scene a = sceneOf(seed, 1.5, names_), b = sceneOf(seed, 1.5, names_);
            QVERIFY(sceneLabels(a, names_) == sceneLabels(b, names_));
            QCOMPARE(a.lines.size(), b.lines.size());
            for (std::size_t i = 0; i < a.lines.size(); ++i) {
                QVERIFY(a.lines[i].text == b.lines[i].text);
                QCOMPARE(a.lines[i].x, b.lines[i].x);
                QCOMPARE(a.lines[i].em, b.lines[i].em);
            }
        }
    }

    void everyPossibilityIsDrawn() {
        std::set<Background> grounds;
        std::set<Layout> layouts;
        std::set<Decoration> decorations;
        std::set<int> complexities, titlesSeen;
        std::set<std::size_t> counts;
        for (const Scene& scene : scenes({}, 900)) {
            grounds.insert(scene.background);
            layouts.insert(scene.layout);
            decorations.insert(scene.decoration);
            complexities.insert(textComplexity(scene));
            titlesSeen.insert(scene.title);
            counts.insert(scene.subjects.size());
        }
        QCOMPARE(int(grounds.size()), kBackgrounds);
        QCOMPARE(int(layouts.size()), kLayouts);
        QCOMPARE(int(decorations.size()), kDecorations);
        QCOMPARE(int(complexities.size()), 4);
        QCOMPARE(titlesSeen.size(), titles().size() + 1);  // and none
        QVERIFY(counts.contains(0) && counts.contains(3));
    }

    void textComplexityIsLimited() {
        for (int most = 0; most <= 3; ++most) {
            SceneOptions options;
            options.maxTextComplexity = most;
            int reached = 0;
            for (const Scene& scene : scenes(options)) {
                QVERIFY2(textComplexity(scene) <= most, qPrintable(where(scene)));
                reached = std::max(reached, textComplexity(scene));
            }
            QCOMPARE(reached, most);
        }
    }

    void categoriesFollowTheirWeights() {
        SceneOptions options;
        options.categoryWeights = {0, 0, 1, 0, 0};
        for (const Scene& scene : scenes(options)) {
            if (scene.title >= 0)
                QCOMPARE(int(titles()[std::size_t(scene.title)].category), int(Category::Trade));
        }
    }

    void photographsFollowTheirShare() {
        SceneOptions options;
        for (const double share : {0.0, 1.0}) {
            options.photographShare = share;
            for (const Scene& scene : scenes(options)) QCOMPARE(isPhotograph(scene.background), share == 1.0);
        }
    }

    void nothingLeavesThePageOrCoversTheLettering_data() {
        QTest::addColumn<double>("aspect");
        QTest::newRow("2:3") << 1.5;
        QTest::newRow("3:2") << 2.0 / 3;
        QTest::newRow("1:1") << 1.0;
        QTest::newRow("9:16") << 16.0 / 9;
    }
    void nothingLeavesThePageOrCoversTheLettering() {
        QFETCH(double, aspect);
        SceneOptions options;
        options.aspect = aspect;
        const Area page{0, 0, 1, aspect};
        const auto within = [&](const Area& area) {
            return area.left >= -1e-6 && area.top >= -1e-6 && area.right <= 1 + 1e-6 &&
                   area.bottom <= page.bottom + 1e-6;
        };
        for (const Scene& scene : scenes(options, 400)) {
            for (std::size_t i = 0; i < scene.lines.size(); ++i) {
                const Area area = scene.lines[i].area(names_);
                QVERIFY2(within(area), qPrintable(where(scene)));
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY2(!area.overlaps(scene.lines[k].area(names_)), qPrintable(where(scene)));
                for (const SubjectOnPage& subject : scene.subjects)
                    QVERIFY2(!area.overlaps(subject.area().grown(-0.06 * subject.side)),
                             qPrintable(where(scene)));
            }
            for (const SubjectOnPage& subject : scene.subjects) {
                QVERIFY2(within(subject.area().grown(-0.02)), qPrintable(where(scene)));
                QVERIFY2(subject.side > 0.05, qPrintable(where(scene)));
            }
        }
    }

    void wordsThatChangeKeepTheirAnchor() {
        LineOnPage line;
        line.room = 0.8;
        line.emMost = 0.1;
        for (const Anchor anchor : {Anchor::Start, Anchor::Centre, Anchor::End}) {
            line.text.clear();
            line.anchor = anchor;
            line.x = 0.5;
            setWords(line, "ab", names_);
            const Area before = line.area(names_);
            setWords(line, "abcdefghijklmn", names_);
            const Area after = line.area(names_);
            const auto anchored = [&](const Area& area) {
                return anchor == Anchor::Start ? area.left
                       : anchor == Anchor::End ? area.right
                                               : (area.left + area.right) / 2;
            };
            QVERIFY(std::abs(anchored(before) - 0.5) < 1e-9);
            QVERIFY(std::abs(anchored(after) - 0.5) < 1e-9);
            QVERIFY(after.width() <= 0.8 + 1e-9);
        }
    }

    void aLongTitleIsBrokenBetweenItsWords() {
        LineOnPage line;
        line.room = 0.8;
        line.emMost = 0.3;
        line.anchor = Anchor::Start;
        line.x = 0.1;
        setWords(line, "Mid-Autumn Festival", names_);
        const LineOnPage one = line;
        QCOMPARE(rowsOf(one, names_).size(), std::size_t{1});
        line.rowsMost = 3;
        setWords(line, "Mid-Autumn Festival", names_);
        QVERIFY(line.em > 1.5 * one.em);
        const auto rows = rowsOf(line, names_);
        QCOMPARE(rows.size(), std::size_t{2});  // there is no third place to break it at
        QVERIFY(rows[0].text == U"Mid-Autumn" && rows[1].text == U"Festival");
        for (const LineOnPage& row : rows) {
            QVERIFY(std::abs(row.area(names_).left - 0.1) < 1e-9);
            QVERIFY(row.area(names_).top > line.area(names_).top - 1e-9);
            QVERIFY(row.area(names_).bottom < line.area(names_).bottom + 1e-9);
        }
        line.depthMost = one.em;  // and where there is no height for two rows, one is larger
        setWords(line, "Mid-Autumn Festival", names_);
        QCOMPARE(line.rows, 1);
    }

    void labelsNameTheCellOfEverySubject() {
        Scene scene;
        scene.subjects = {{0, 0.1, 0.1, 0.2, 0, false}, {1, 0.9, 1.4, 0.2, 0, false}};
        const auto labels = sceneLabels(scene, names_);
        QCOMPARE(labels.subjects.size(), std::size_t{2});
        QCOMPARE(labels.subjects[0].cell, 0);  // top left
        QCOMPARE(labels.subjects[1].cell, 8);  // bottom right
        QCOMPARE(labels.subjects[1].kind.english, std::string("boat"));
        QCOMPARE(labelsJson(labels, names_)["subjects"][1]["colour"].get<std::string>(), std::string("blue"));
    }

    void pagesOfEveryShapeArePainted() {
        const Atlas atlas = tests::smallAtlas();
        for (const double aspect : {1.5, 2.0 / 3, 1.0, 16.0 / 9}) {
            const Scene scene = sceneOf(4, aspect, atlas.names);
            const auto page = paintPosters(std::span(&scene, 1), 96, atlas);
            QCOMPARE(page.size(2), std::llround(96 * aspect / 8) * 8);
            QVERIFY(page.isfinite().all().item<bool>());
        }
    }
};
LACUNA_TEST(TestScenes)
#include "test_scenes.moc"

// Shards: what goes in comes out, a killed run goes on to the same bytes, and a shard that is cut off or lies
// is refused by name.
#include "engine/formats/safetensors.h"
#include "engine/training/data/buckets.h"
#include "engine/training/data/shards.h"
#include "tests/engine/training_data/small_set.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training::data;
using tests::TemporaryFolder;

class TestShards : public QObject {
    Q_OBJECT
    TemporaryFolder folder_;
    std::filesystem::path set_;

    ShardOptions options() const {
        ShardOptions options;
        options.read = tests::pictureReader();
        options.resolution = 32;
        options.perShard = 2;
        return options;
    }
    static std::map<std::string, std::string> contents(const std::filesystem::path& folder) {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            files[entry.path().filename().string()] = TemporaryFolder::read(entry.path());
        return files;
    }
    static QString problemOf(const std::filesystem::path& folder) {
        const auto shards = openShards(folder);
        return QString::fromStdString(shards ? "none" : describe(shards.error()));
    }
    /// A file that is a shard in all but what `samples` claims.
    std::filesystem::path lying(const Json& samples, DType dtype = DType::U8) const {
        const std::vector<std::byte> bytes(std::size_t(4 * 4 * 3) * byteSize(dtype));
        const std::vector<TensorToWrite> tensors{{"000000.picture", {dtype, {4, 4, 3}, bytes}}};
        const auto file = folder_ / "lying.safetensors";
        (void)writeSafetensors(file, tensors,
                               {{"lacuna.shard", Json{{"version", 1}, {"samples", samples}}.dump()}});
        return file;
    }

  private Q_SLOTS:
    void initTestCase() {
        for (int i = 0; i < 5; ++i)
            tests::paintPicture(folder_,
                                "pictures/p" + std::to_string(i) + "-0." + std::to_string(i + 3) + ".png",
                                unsigned(i + 1), "number " + std::to_string(i));
        set_ = tests::collected(folder_);
        int asked = 0;
        QVERIFY_OK(scoreSet(set_, tests::scoreOptions(asked)));
        QVERIFY_OK(writeShards(set_, folder_ / "whole", options()));
    }

    void whatGoesInComesOut() {
        const auto direct = selectedOf(set_);
        QVERIFY_OK(direct);
        const auto set = PictureSet::open(folder_ / "whole");
        QVERIFY_OK(set);
        QCOMPARE(set->size(), std::size_t(5));
        for (std::size_t i = 0; i < set->size(); ++i) {
            const auto item = std::ranges::find(*direct, set->name(i), &SetItem::name);
            QVERIFY(item != direct->end());
            QCOMPARE(set->caption(i), item->sample.caption);
            QCOMPARE(set->weight(i), item->weight);
            const auto picture = set->picture(i, {});  // needs no decoder
            QVERIFY_OK(picture);
            QCOMPARE(picture->size(), bucketOf({96, 64}, 32, 16));
        }
    }

    void aKilledRunGoesOnToTheSameBytes() {
        for (int after = 0; after < 5; ++after) {
            const auto folder = folder_ / ("killed" + std::to_string(after));
            auto dying = options();
            int asked = 0;
            dying.stopped = [&] { return asked++ == after; };
            const auto stopped = writeShards(set_, folder, dying);
            QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
            QVERIFY(problemOf(folder).contains("not complete"));
            // What a kill leaves behind: an unfinished file, and a shard that the manifest does not know yet.
            TemporaryFolder::read(folder / "x");
            std::ofstream(folder / ".shard-00001.safetensors.AbCdEf") << "half";
            std::ofstream(folder / "shard-00002.safetensors") << "unknown";
            int read = 0;
            auto counting = options();
            counting.read = [&](const std::filesystem::path& file) {
                ++read;
                return tests::pictureReader()(file);
            };
            QVERIFY_OK(writeShards(set_, folder, counting));
            QCOMPARE(read, 5 - after / 2 * 2);  // finished shards of two are not made again
            QVERIFY(contents(folder) == contents(folder_ / "whole"));
        }
    }

    void anotherSelectionReplacesTheShards() {
        const auto folder = folder_ / "replaced";
        auto small = options();
        small.perShard = 1;
        QVERIFY_OK(writeShards(set_, folder, small));
        QCOMPARE(contents(folder).size(), std::size_t(6));
        QVERIFY_OK(writeShards(set_, folder, options()));
        QVERIFY(contents(folder) == contents(folder_ / "whole"));
    }

    void aPictureThatChangedSinceScoringIsSaid() {
        const TemporaryFolder folder;
        tests::paintPicture(folder, "pictures/a-0.5.png", 1, "one");
        int asked = 0;
        const auto set = tests::collected(folder);
        QVERIFY_OK(scoreSet(set, tests::scoreOptions(asked)));
        tests::paintPicture(folder, "pictures/a-0.5.png", 2, "one");
        const auto shards = writeShards(set, folder / "shards", options());
        QVERIFY(!shards);
        QVERIFY(shards.error().what.find("a-0.5.png has changed") != std::string::npos);
    }

    void aShardThatIsCutOffOrChangedIsRefusedByName() {
        const auto folder = folder_ / "damaged";
        std::filesystem::copy(folder_ / "whole", folder);
        const auto file = folder / "shard-00001.safetensors";
        const auto bytes = TemporaryFolder::read(file);
        std::ofstream(file, std::ios::binary) << bytes.substr(0, bytes.size() - 10);
        QVERIFY2(problemOf(folder).contains("shard-00001.safetensors"), qPrintable(problemOf(folder)));
        QVERIFY(problemOf(folder).contains("cut off"));
        auto changed = bytes;
        changed.back() = char(changed.back() ^ 1);
        std::ofstream(file, std::ios::binary) << changed;
        QVERIFY(problemOf(folder).contains("shard-00001.safetensors"));
        std::filesystem::remove(file);
        QVERIFY(problemOf(folder).contains("shard-00001.safetensors"));
    }

    void aManifestCannotNameFilesElsewhere() {
        const auto folder = folder_ / "manifest";
        for (const char* name : {"../whole/shard-00000.safetensors", "/etc/passwd", ".hidden", ""}) {
            const Json shard{{"file", name}, {"bytes", 1}, {"hash", "00"}, {"samples", 1}};
            folder_.write("manifest/manifest.json", Json{{"lacuna_shards", 1},
                                                         {"selection", "0"},
                                                         {"samples", 1},
                                                         {"complete", true},
                                                         {"shards", {shard}}}
                                                        .dump());
            QVERIFY2(problemOf(folder).contains("outside"), name);
        }
    }

    void aLyingShardIsRefused() {
        const Json good{{"name", "a"}, {"caption", "c"}, {"captioned_by", "person"}, {"weight", 1}};
        QVERIFY_OK(Shard::open(lying(Json::array({good}))));
        const auto problem = [&](const Json& samples, DType dtype = DType::U8) {
            const auto shard = Shard::open(lying(samples, dtype));
            return QString::fromStdString(shard ? "none" : describe(shard.error()));
        };
        const auto with = [&](const char* key, const Json& value) {
            Json changed = good;
            changed[key] = value;
            return Json::array({changed});
        };
        for (const QString& text :
             {problem(Json::array({good, good})), problem(Json::array()),
              problem(Json::array({good}), DType::F32), problem(with("weight", -1)),
              problem(with("weight", 0)), problem(with("caption", "")), problem(with("caption", 7)),
              problem(with("edit", true)), problem(Json::array({Json{{"name", "a"}}}))}) {
            QVERIFY2(text.contains("lying.safetensors"), qPrintable(text));
            QVERIFY2(text.contains("Write the shards again."), qPrintable(text));
        }
        folder_.write("lying.safetensors", "\x08");
        QVERIFY(!Shard::open(folder_ / "lying.safetensors"));
    }
};
LACUNA_TEST(TestShards)
#include "test_shards.moc"

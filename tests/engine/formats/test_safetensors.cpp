// A weight file is a claim; each test is one claim that must not be believed, or one that must.
#include "engine/formats/safetensors.h"

#include <bit>
#include <cstring>

#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using lacuna::tests::TemporaryFolder;

namespace {

/// The bytes of a file: length, header, data.
std::string fileOf(std::string_view header, std::string_view data, std::int64_t claimedLength = -1) {
    const std::uint64_t length = claimedLength < 0 ? header.size() : std::uint64_t(claimedLength);
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    bytes += header;
    bytes += data;
    return bytes;
}

std::string problemOf(const std::string& bytes) {
    const auto parsed = parseSafetensors(std::as_bytes(std::span(bytes)), "test.safetensors");
    if (parsed) return "accepted";
    if (parsed.error().kind != ErrorKind::BadFile || parsed.error().where != "test.safetensors")
        return "wrong kind or place";
    return parsed.error().what;
}

TensorView viewOf(const std::vector<float>& values, std::vector<std::int64_t> shape) {
    return {DType::F32, std::move(shape), std::as_bytes(std::span(values))};
}

}  // namespace

class TestSafetensors : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void whatWasWrittenIsRead() {
        const TemporaryFolder folder;
        const std::vector<float> matrix{1, 2, 3, 4, 5, 6};
        const std::vector<float> scalar{7};
        const std::vector<std::uint8_t> odd{9, 8, 7};
        const std::vector<TensorToWrite> tensors{
            {"b.weight", viewOf(matrix, {2, 3})},
            {"scalar", viewOf(scalar, {})},
            {"bytes", {DType::U8, {3}, std::as_bytes(std::span(odd))}},
            {"none", {DType::BF16, {0, 5}, {}}},
        };
        QVERIFY(writeSafetensors(folder / "a.safetensors", tensors, {{"format", "pt"}}));
        const auto file = SafetensorsFile::open(folder / "a.safetensors");
        QVERIFY(file);
        QCOMPARE((*file)->names().size(), std::size_t(4));
        QCOMPARE((*file)->metadata().at("format"), std::string("pt"));
        const TensorView* read = (*file)->find("b.weight");
        QVERIFY(read);
        QCOMPARE(read->dtype, DType::F32);
        QVERIFY((read->shape == std::vector<std::int64_t>{2, 3}));
        QCOMPARE(read->count(), 6);
        QCOMPARE(std::memcmp(read->bytes.data(), matrix.data(), 24), 0);
        QCOMPARE((*file)->find("scalar")->count(), 1);
        QCOMPARE((*file)->find("none")->count(), 0);
        QVERIFY(!(*file)->find("missing"));
        // Aligned for direct use, whatever the order given.
        QCOMPARE(std::bit_cast<std::uintptr_t>(read->bytes.data()) % 4, std::uintptr_t(0));
        QCOMPARE(folder.entryCount(), 1);  // no temporary file is left
    }

    void theMappingOutlivesTheReader() {
        const TemporaryFolder folder;
        const std::vector<float> values{1.5f};
        QVERIFY(writeSafetensors(folder / "a.safetensors",
                                 std::vector<TensorToWrite>{{"x", viewOf(values, {1})}}));
        std::shared_ptr<const MappedFile> owner;
        std::span<const std::byte> bytes;
        {
            const auto file = SafetensorsFile::open(folder / "a.safetensors");
            owner = (*file)->mapping();
            bytes = (*file)->find("x")->bytes;
        }
        std::filesystem::remove(folder / "a.safetensors");
        float value = 0;
        std::memcpy(&value, bytes.data(), 4);
        QCOMPARE(value, 1.5f);
    }

    void everyDtypeHasItsSize() {
        for (const auto& [spelling, bytes] : {std::pair{"F64", 8},
                                              {"F32", 4},
                                              {"F16", 2},
                                              {"BF16", 2},
                                              {"F8_E4M3", 1},
                                              {"F8_E5M2", 1},
                                              {"I64", 8},
                                              {"I32", 4},
                                              {"I16", 2},
                                              {"I8", 1},
                                              {"U8", 1},
                                              {"BOOL", 1}}) {
            const std::string header = std::string("{\"x\":{\"dtype\":\"") + spelling +
                                       "\",\"shape\":[3],\"data_offsets\":[0," + std::to_string(3 * bytes) +
                                       "]}}";
            QCOMPARE(problemOf(fileOf(header, std::string(std::size_t(3 * bytes), 'x'))),
                     std::string("accepted"));
            QCOMPARE(name(*dtypeFromName(spelling)), std::string_view(spelling));
        }
    }

    void aPaddedHeaderAndAnEmptyFileOfTensorsAreFine() {
        QCOMPARE(problemOf(fileOf("{}", "")), std::string("accepted"));
        QCOMPARE(problemOf(fileOf(R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}      )", "x")),
                 std::string("accepted"));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("because");
        const auto row = [](const char* name, const std::string& bytes, const char* because) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(because);
        };
        const auto one = [](const char* entry) { return std::string("{\"x\":") + entry + "}"; };
        const std::string good = one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})");
        row("nothing", "", "too short");
        row("seven bytes", "1234567", "too short");
        row("a length beyond the limit", fileOf(good, "12345678", 200'000'000), "claims a header");
        row("a length beyond the file", fileOf(good, "", 5000), "cut off inside its header");
        row("a length that overflows", fileOf(good, "12345678", std::numeric_limits<std::int64_t>::max()),
            "claims a header");
        row("an array", fileOf("[]", ""), "no JSON object");
        row("half a header", fileOf("{\"x\":{\"dtype\"", ""), "not valid JSON");
        row("text after the header", fileOf(good + "x", "12345678"), "not valid JSON");
        row("invalid UTF-8",
            fileOf("{\"\xFF\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", "x"),
            "not valid JSON");
        row("truncated data", fileOf(good, "1234567"), "cut off");
        row("data that belongs to nobody", fileOf(good, "123456789"), "belong to no tensor");
        row("an unknown dtype",
            fileOf(one(R"({"dtype":"F128","shape":[2],"data_offsets":[0,8]})"), "12345678"), "unknown dtype");
        row("no dtype", fileOf(one(R"({"shape":[2],"data_offsets":[0,8]})"), "12345678"), "no dtype");
        row("no shape", fileOf(one(R"({"dtype":"F32","data_offsets":[0,8]})"), "12345678"), "no shape");
        row("no offsets", fileOf(one(R"({"dtype":"F32","shape":[2]})"), "12345678"), "no data_offsets");
        row("three offsets", fileOf(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8,9]})"), "12345678"),
            "not a pair");
        row("one offset", fileOf(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0]})"), "12345678"),
            "not a pair");
        row("offsets backwards",
            fileOf(one(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), "12345678"), "run backwards");
        row("a negative side",
            fileOf(one(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), "12345678"), "negative");
        row("a fractional side",
            fileOf(one(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})"), "12345678"), "not whole");
        row("a side as text",
            fileOf(one(R"({"dtype":"F32","shape":["2"],"data_offsets":[0,8]})"), "12345678"),
            "text where none");
        row("a shape whose size overflows",
            fileOf(one(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})"),
                   "12345678"),
            "overflows");
        row("an overflow that ends in zero",
            fileOf(
                one(R"({"dtype":"F32","shape":[9223372036854775807,9223372036854775807,0],"data_offsets":[0,0]})"),
                ""),
            "overflows");
        row("a size that does not match",
            fileOf(one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"), "12345678"), "12 bytes");
        row("too many dimensions",
            fileOf(one(R"({"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]})"), "x"),
            "too many dim");
        row("a nested shape", fileOf(one(R"({"dtype":"U8","shape":[[1]],"data_offsets":[0,1]})"), "x"),
            "array where none");
        row("a nested object", fileOf(one(R"({"dtype":{},"shape":[1],"data_offsets":[0,1]})"), "x"),
            "object where none");
        row("null", fileOf(one("null"), ""), "null");
        row("metadata that is no text", fileOf(R"({"__metadata__":{"n":1}})", ""), "number where none");
        row("metadata twice", fileOf(R"({"__metadata__":{"n":"a"},"__metadata__":{"n":"b"}})", ""), "twice");
        const std::string a = R"({"dtype":"U8","shape":[4],"data_offsets":[0,4]})";
        row("a name twice", fileOf("{\"x\":" + a + ",\"x\":" + a + "}", "1234"), "twice");
        row("an overlap",
            fileOf("{\"x\":" + a + R"(,"y":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})", "123456"),
            "overlap");
        row("the same bytes twice", fileOf("{\"x\":" + a + ",\"y\":" + a + "}", "1234"), "overlap");
        row("a hole",
            fileOf("{\"x\":" + a + R"(,"y":{"dtype":"U8","shape":[1],"data_offsets":[5,6]}})", "123456"),
            "hole");
        row("data that does not start at 0",
            fileOf(one(R"({"dtype":"U8","shape":[1],"data_offsets":[1,2]})"), "12"), "hole");
    }
    void refuses() {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, because);
        const QString problem = QString::fromStdString(problemOf(bytes.toStdString()));
        QVERIFY2(problem.contains(because), qPrintable(problem));
        QVERIFY2(problem.endsWith("Download it again."), qPrintable(problem));
    }

    void aPersonsOwnFileIsNotDownloadedAgain() {
        const TemporaryFolder folder;
        for (const auto& path : {folder.write("a.safetensors", "short"), folder / "gone.safetensors"}) {
            const auto file = SafetensorsFile::open(path, kRestoreIt);
            QVERIFY(!file);
            QVERIFY2(file.error().what.find("Restore it") != std::string::npos &&
                         file.error().what.find("ownload") == std::string::npos,
                     file.error().what.c_str());
        }
    }

    void aDeepHeaderIsRefusedWithoutRecursion() {
        std::string deep = "{\"x\":{\"dtype\":";
        deep.append(1'000'000, '[');
        QVERIFY(problemOf(fileOf(deep, "")) != "accepted");
    }

    void aMissingFileIsAModelThatIsMissing() {
        const TemporaryFolder folder;
        const auto file = SafetensorsFile::open(folder / "gone.safetensors");
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::ModelMissing);
        QVERIFY(file.error().what.find("gone.safetensors") != std::string::npos);
    }

    void aFolderIsNoWeightFile() {
        const TemporaryFolder folder;
        const auto file = SafetensorsFile::open(folder.path());
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::BadFile);
    }

    void theWriterRefusesWhatAReaderWould_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("bytes and shape disagree") << 0;
        QTest::newRow("a name twice") << 1;
        QTest::newRow("a reserved name") << 2;
        QTest::newRow("a name that is not UTF-8") << 3;
        QTest::newRow("a negative side") << 4;
    }
    void theWriterRefusesWhatAReaderWould() {
        QFETCH(const int, which);
        const TemporaryFolder folder;
        const std::vector<float> values{1, 2};
        std::vector<TensorToWrite> tensors{{"x", viewOf(values, {2})}};
        if (which == 0) tensors[0].tensor.shape = {3};
        if (which == 1) tensors.push_back(tensors[0]);
        if (which == 2) tensors[0].name = "__metadata__";
        if (which == 3) tensors[0].name = "\xFF";
        if (which == 4) tensors[0].tensor.shape = {-1, -2};
        const auto written = writeSafetensors(folder / "a.safetensors", tensors);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::BadRequest);
        QCOMPARE(folder.entryCount(), 0);
    }

    void aFolderThatIsNotThereCannotBeWrittenTo() {
        const TemporaryFolder folder;
        const auto written = writeSafetensors(folder / "no/such/a.safetensors", {});
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::CannotWrite);
    }
};
LACUNA_TEST(TestSafetensors)
#include "test_safetensors.moc"

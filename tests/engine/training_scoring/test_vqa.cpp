// A model is asked about a picture: its answer is the published implementation's, and becomes a score.
#include <cmath>
#include <fstream>

#include "engine/formats/image_file.h"
#include "engine/formats/json_file.h"
#include "engine/training/scoring/vqa_model.h"
#include "engine/training/scoring/vqa_scorer.h"
#include "engine/training/tensor_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "tests/support/verify_result.h"

using namespace lacuna;
using namespace lacuna::training;
namespace fs = std::filesystem;

namespace {

const fs::path kReference = fs::path(LACUNA_TESTS_DIR) / "reference";
const char* const kQuestion = "Does this figure show \"a moon over the city\"? Please answer yes or no.";

void link(const fs::path& from, const fs::path& to) {
    for (const auto& entry : fs::directory_iterator(from))
        if (!fs::exists(to / entry.path().filename()))
            fs::create_symlink(entry, to / entry.path().filename());
}

std::string textEncoderConfig(bool tied, bool sees = true) {
    Json config =
        Json::parse(tests::TemporaryFolder::read(kReference / "tiny-t2i" / "text_encoder" / "config.json"));
    config["tie_word_embeddings"] = tied;
    if (!sees) config.erase("vision_config");
    return config.dump();
}

/// Everything side by side, as the chat model is published; the table of embeddings is the head.
void writeChatModel(const tests::TemporaryFolder& folder, bool tied = true, bool sees = true) {
    folder.write("config.json", textEncoderConfig(tied, sees));
    link(kReference / "tiny-t2i" / "text_encoder", folder.path());
    link(kReference / "tiny-t2i" / "tokenizer", folder.path());
    link(kReference / "tiny-edit" / "processor", folder.path());
}

/// As Qwen-Image-Edit is published; the head is a tensor of its own, the table upside down.
void writeEditModel(const tests::TemporaryFolder& folder) {
    link(kReference / "tiny-edit", folder.path());
    for (const char* part : {"vae", "tokenizer", "scheduler"})
        fs::create_symlink(kReference / "tiny-t2i" / part, folder / part);
    const fs::path stored = kReference / "tiny-t2i" / "text_encoder" / "model.safetensors";
    folder.write("text_encoder/config.json", textEncoderConfig(false));
    fs::create_symlink(stored, folder / "text_encoder" / "weights.safetensors");
    const auto checkpoint = Checkpoint::open(stored).value();
    Json index;
    torch::Tensor table;
    for (const auto& name : checkpoint.names()) {
        index["weight_map"][name] = "weights.safetensors";
        if (name.ends_with("embed_tokens.weight")) table = tensorOf(checkpoint, name).value();
    }
    index["weight_map"]["lm_head.weight"] = "head.safetensors";
    folder.write("text_encoder/model.safetensors.index.json", index.dump());
    QVERIFY_OK(
        writeTensors(folder / "text_encoder" / "head.safetensors", {{"lm_head.weight", table.flip(0)}}));
}

Image picture() {
    return readImage(kReference / "image3.png").value().pixels;
}

/// Against `name`_logits and `name`_log_yes of tests/reference/make_question.py.
void compareWithPublished(const fs::path& folder, const std::string& name) {
    auto model = VqaModel::open(folder, torch::kFloat, torch::kCPU);
    QVERIFY_OK(model);
    const auto expected = readTensors(kReference / "question_io.safetensors").value().tensors;
    const auto logits = model->nextToken(picture(), kQuestion);
    QVERIFY_OK(logits);
    QCOMPARE(logits->size(0), 152064);
    const double worst = (logits->slice(0, 0, logits->size(0), 100) - expected.at(name + "_logits"))
                             .abs()
                             .max()
                             .item<double>();
    QVERIFY2(worst < 1e-4, qPrintable(QString::number(worst)));
    const auto yes = model->probabilityOfYes(picture(), kQuestion);
    QVERIFY_OK(yes);
    const double difference = std::log(*yes) - expected.at(name + "_log_yes").item<double>();
    QVERIFY2(std::abs(difference) < 1e-4, qPrintable(QString::number(difference)));
}

Error openError(const fs::path& folder) {
    return VqaModel::open(folder, torch::kFloat, torch::kCPU).error();
}

/// Is sure of what is short.
Result<double> ask(const Image&, const std::string& question) {
    return 1.0 / double(question.size());
}

}  // namespace

class TestVqa : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void aTiedHeadAnswersAsThePublishedImplementation() {
        const tests::TemporaryFolder folder;
        writeChatModel(folder);
        compareWithPublished(folder.path(), "tied");
    }

    void aHeadOfItsOwnAnswersAsThePublishedImplementation() {
        const tests::TemporaryFolder folder;
        writeEditModel(folder);
        if (!QTest::currentTestFailed()) compareWithPublished(folder.path(), "own");
    }

    void aModelThatCannotAnswerIsRefused() {
        const tests::TemporaryFolder headless, blind;
        writeChatModel(headless, /*tied=*/false);
        QCOMPARE(openError(headless.path()).kind, ErrorKind::ModelMissing);
        QVERIFY(openError(headless.path()).what.find("lm_head") != std::string::npos);
        writeChatModel(blind, /*tied=*/true, /*sees=*/false);
        QCOMPARE(openError(blind.path()).kind, ErrorKind::Unsupported);
        QCOMPARE(openError(headless / "none").kind, ErrorKind::ModelMissing);
    }

    void theVersionFollowsTheWeights() {
        const tests::TemporaryFolder chat, again, edit;
        writeChatModel(chat);
        writeChatModel(again);
        writeEditModel(edit);
        const auto version = [](const tests::TemporaryFolder& folder) {
            return VqaModel::open(folder.path(), torch::kFloat, torch::kCPU).value().version();
        };
        QCOMPARE(version(chat), version(again));
        QVERIFY(version(chat) != version(edit));
    }

    void theCaptionIsWhatIsAskedAbout() {
        std::string asked;
        const auto scorer = makeVqaRelevanceScorer(
            [&](const Image&, const std::string& question) -> Result<double> {
                asked = question;
                return 0.75;
            },
            "stub");
        const auto found = scorer->look(picture(), {"p.png", {}, "a moon over the city"});
        QVERIFY_OK(found);
        QCOMPARE(asked, std::string(kQuestion));
        QCOMPARE(found->scores.at(data::kRelevance), 0.75);
        QCOMPARE(scorer->version(), std::string("1, stub"));
    }

    void whatShowsNoCaptionGetsNoRelevanceButHasLooks() {
        const data::Sample uncaptioned{"p.png", {}, ""}, edit{"p.png", "before.png", "make it night"};
        for (const auto& sample : {uncaptioned, edit}) {
            QVERIFY(makeVqaRelevanceScorer(ask, "stub")->look(picture(), sample)->scores.empty());
            QCOMPARE(makeVqaAestheticsScorer(ask, "stub")->look(picture(), sample)->scores.size(),
                     std::size_t(1));
        }
    }

    void aPictureThatCannotBeAskedAboutHasNoScoreAndOtherErrorsEndTheRun() {
        const auto failing = [](ErrorKind kind) {
            return [kind](const Image&, const std::string&) -> Result<double> { return fail(kind, "No."); };
        };
        const data::Sample sample{"p.png", {}, "a moon"};
        const auto narrow =
            makeVqaRelevanceScorer(failing(ErrorKind::BadRequest), "s")->look(picture(), sample);
        QVERIFY_OK(narrow);
        QVERIFY(narrow->scores.empty());
        QCOMPARE(makeVqaRelevanceScorer(failing(ErrorKind::OutOfMemory), "s")
                     ->look(picture(), sample)
                     .error()
                     .kind,
                 ErrorKind::OutOfMemory);
    }
};
LACUNA_TEST(TestVqa)
#include "test_vqa.moc"

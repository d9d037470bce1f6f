// What cannot be done is said in a sentence that ends with what to try, and nothing is reported as made.
#include <QtCore/QTemporaryDir>
#include <cmath>
#include <fstream>

#include "tests/engine/pipeline/backend_runs.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

namespace {

constexpr Size kSize{96, 64};

/// A copy of the tiny model whose files may be damaged: small files are copied, the vocabulary is linked.
std::filesystem::path copyOfModel(const QTemporaryDir& folder) {
    const std::filesystem::path copy = folder.path().toStdString();
    for (const char* part : {"model_index.json", "transformer", "vae", "scheduler"}) {
        std::filesystem::copy(tinyModel() / part, copy / part, std::filesystem::copy_options::recursive);
    }
    for (const char* part : {"text_encoder", "tokenizer"}) {
        std::filesystem::create_directory_symlink(tinyModel() / part, copy / part);
    }
    return copy;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::permissions(file, std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace

class TestBackendErrors : public QObject {
    Q_OBJECT
  private:
    void expect(const GenerateRequest& request, ErrorKind kind, const char* words) {
        const auto run = runRequest(request);
        QVERIFY(!run.result);
        const auto& error = run.result.error();
        QVERIFY2(error.kind == kind, describe(error).c_str());
        QVERIFY2(error.what.find(words) != std::string::npos, error.what.c_str());
        QVERIFY2(error.what.back() == '.', error.what.c_str());
        QVERIFY(run.all<CandidateReady>().empty());
    }
    GenerateRequest inpainting() {
        auto request = smallRequest(Task::Inpaint);
        request.source = poster(kSize);
        request.mask = maskOf(kSize, {16, 16, 32, 32});
        return request;
    }

  private Q_SLOTS:
    void anEmptyMask() {
        auto request = inpainting();
        request.mask = maskOf(kSize, {});
        expect(request, ErrorKind::BadRequest, "The mask is empty");
    }
    void aMaskOfAnotherSize() {
        auto request = inpainting();
        request.mask = maskOf({48, 64}, {0, 0, 8, 8});
        expect(request, ErrorKind::BadRequest, "The mask is 48 x 64 and the picture 96 x 64");
    }
    void aMaskThatIsNotGrey() {
        auto request = inpainting();
        request.mask = poster(kSize);
        expect(request, ErrorKind::BadRequest, "8-bit grey");
    }
    void aCropWithoutArea() {
        auto request = inpainting();
        request.source = Bitmap({0, 64}, PixelFormat::Rgba8).freeze();
        request.mask = {};
        expect(request, ErrorKind::BadRequest, "the selected area is empty");
        request = inpainting();
        request.modelSize = {0, 64};
        expect(request, ErrorKind::BadRequest, "has no area");
    }
    void aSizeOffTheGrid() {
        auto request = smallRequest(Task::TextToImage);
        request.modelSize = {100, 64};
        expect(request, ErrorKind::BadRequest, "Try 96 x 64");
    }
    void anAbsurdSize() {
        auto request = smallRequest(Task::TextToImage);
        request.modelSize = {1 << 20, 16};
        expect(request, ErrorKind::BadRequest, "more than 8192 pixels");
    }
    void aModelThatIsNotThere() {
        auto request = smallRequest(Task::TextToImage);
        request.model = "/nowhere/at/all";
        expect(request, ErrorKind::ModelMissing, "model folder");
    }
    void aTaskThatTheModelCannotDo() {
        auto request = smallRequest(Task::Edit);
        request.references = {poster(kSize)};
        expect(request, ErrorKind::Unsupported, "Choose another model");
    }
    void samplingOutOfRange() {
        auto request = smallRequest(Task::TextToImage);
        request.sampling.steps = 0;
        expect(request, ErrorKind::BadRequest, "steps");
        request = smallRequest(Task::TextToImage);
        request.sampling.strength = std::nan("");
        expect(request, ErrorKind::BadRequest, "strength");
        request = smallRequest(Task::TextToImage);
        request.sampling.guidance = INFINITY;
        expect(request, ErrorKind::BadRequest, "guidance");
        request = smallRequest(Task::TextToImage);
        request.variants = 0;
        expect(request, ErrorKind::BadRequest, "variants");
    }
    void aStyleWhoseFileIsGone() {
        auto request = smallRequest(Task::TextToImage);
        request.loras = {{"/nowhere/ink.safetensors", 1}};
        expect(request, ErrorKind::BadRequest, "The style ink is not there any more");
    }
    void aPromptThatIsNotText() {
        auto request = smallRequest(Task::TextToImage);
        request.prompt = "\xff\xfe broken";
        expect(request, ErrorKind::BadRequest, "");
    }
    void anOutpaintOfNothing() {
        auto request = smallRequest(Task::Outpaint);
        request.source = poster(kSize);
        expect(request, ErrorKind::BadRequest, "nothing to expand into");
    }
    void weightsThatAreCutOff() {
        const QTemporaryDir scratch;
        auto request = smallRequest(Task::TextToImage);
        request.model = copyOfModel(scratch);
        const auto file = request.model / "vae" / "diffusion_pytorch_model.safetensors";
        std::filesystem::permissions(file, std::filesystem::perms::owner_write,
                                     std::filesystem::perm_options::add);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
        expect(request, ErrorKind::BadFile, "");
    }
    void partsThatDoNotFitEachOther() {
        const QTemporaryDir scratch;
        auto request = smallRequest(Task::TextToImage);
        request.model = copyOfModel(scratch);
        const auto file = request.model / "transformer" / "config.json";
        std::ifstream in(file);
        std::string text((std::istreambuf_iterator<char>(in)), {});
        const auto at = text.find("\"joint_attention_dim\": 32");
        QVERIFY(at != std::string::npos);
        text.replace(at, 25, "\"joint_attention_dim\": 64");
        write(file, text);
        expect(request, ErrorKind::BadFile, "do not fit each other");
    }
    void theNextRequestRunsAfterAFailedOne() {
        auto request = smallRequest(Task::TextToImage);
        request.model = "/nowhere/at/all";
        QVERIFY(!runRequest(request).result);
        QVERIFY(runRequest(smallRequest(Task::TextToImage)).result);
    }
};
LACUNA_TEST(TestBackendErrors)
#include "test_backend_errors.moc"

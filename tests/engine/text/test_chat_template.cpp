// The words around a prompt, letter by letter, and how many of their rows are dropped.
#include "engine/text/chat_template.h"

#include <algorithm>

#include "tests/engine/text/small_vocabulary.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using namespace lacuna::tests;

class TestChatTemplate : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void editPlusIntroducesEachPicture() {
        const std::string text = fillTemplate(PromptTemplate::EditPlus, "swap them", 2);
        QVERIFY(
            text.find(
                "<|im_start|>user\nPicture 1: <|vision_start|><|image_pad|><|vision_end|>Picture 2: "
                "<|vision_start|><|image_pad|><|vision_end|>swap them<|im_end|>\n<|im_start|>assistant\n") !=
            std::string::npos);
    }

    void aQuestionIsAskedAsTheChatModelWasTrained() {
        QCOMPARE(fillTemplate(PromptTemplate::Question, "Is it red?"),
                 std::string("<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n"
                             "<|vision_start|><|image_pad|><|vision_end|>Is it red?<|im_end|>\n"
                             "<|im_start|>assistant\n"));
        QCOMPARE(droppedTokens(PromptTemplate::Question), 0);
    }

    void theDroppedRowsAreTheHeader_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("next");
        QTest::newRow("text to image") << int(PromptTemplate::TextToImage) << "moon";
        QTest::newRow("edit") << int(PromptTemplate::Edit) << "<|vision_start|>";
        QTest::newRow("edit plus") << int(PromptTemplate::EditPlus) << "Picture";
    }
    void theDroppedRowsAreTheHeader() {
        const auto folder = realTokenizerFolder();
        if (folder.empty()) QSKIP("The reference's vocabulary is not in this tree.");
        QFETCH(const int, which);
        QFETCH(const QString, next);
        const auto tokenizer = Tokenizer::open(folder);
        QVERIFY(tokenizer);
        const std::vector<int> rows{4};
        const auto prompt = tokenizePrompt(**tokenizer, PromptTemplate(which), "moon", rows);
        QVERIFY(prompt);
        const std::span<const TokenId> header(prompt->ids.data(), std::size_t(prompt->drop));
        QVERIFY((*tokenizer)->decode(header).ends_with("<|im_start|>user\n"));
        QCOMPARE((*tokenizer)->decode(std::span(prompt->ids).subspan(header.size(), 1)), next.toStdString());
        // The suffix: 151645 198 151644 77091 198.
        QVERIFY((std::vector<TokenId>(prompt->ids.end() - 5, prompt->ids.end()) ==
                 std::vector<TokenId>{151645, 198, 151644, 77091, 198}));
    }

    void eachPictureTakesItsRows() {
        const auto tokenizer = smallTokenizer();
        const TokenId pad = tokenizer->idOf("<|image_pad|>").value();
        const std::vector<int> rows{6, 9};
        const auto prompt = tokenizePrompt(*tokenizer, PromptTemplate::EditPlus, "moon", rows);
        QVERIFY(prompt);
        QCOMPARE(std::ranges::count(prompt->ids, pad), 15);
        const auto first = std::ranges::find(prompt->ids, pad);
        QVERIFY(std::all_of(first, first + 6, [pad](TokenId id) { return id == pad; }));
        QVERIFY(*(first + 6) != pad);
    }

    void aLongPromptIsCutForTextToImageOnly() {
        const auto tokenizer = smallTokenizer();
        std::string words;
        for (int i = 0; i < 3000; ++i) words += " moon";
        const auto cut = tokenizePrompt(*tokenizer, PromptTemplate::TextToImage, words);
        QVERIFY(cut->truncated);
        QCOMPARE(cut->ids.size(), std::size_t(kMaxTextToImageTokens));
        const std::vector<int> rows{4};
        const auto whole = tokenizePrompt(*tokenizer, PromptTemplate::Edit, words, rows);
        QVERIFY(!whole->truncated);
        QVERIFY(whole->ids.size() > 3000);
    }

    void wrongPicturesAreRefused() {
        const auto tokenizer = smallTokenizer();
        const std::vector<int> one{4}, two{4, 4}, nothing{0};
        QCOMPARE(tokenizePrompt(*tokenizer, PromptTemplate::Edit, "x", two).error().kind,
                 ErrorKind::BadRequest);
        QCOMPARE(tokenizePrompt(*tokenizer, PromptTemplate::EditPlus, "x").error().kind,
                 ErrorKind::BadRequest);
        QCOMPARE(tokenizePrompt(*tokenizer, PromptTemplate::Edit, "x", nothing).error().kind,
                 ErrorKind::BadRequest);
        QCOMPARE(tokenizePrompt(*tokenizer, PromptTemplate::Edit, "a <|image_pad|> b", one).error().kind,
                 ErrorKind::BadRequest);
        QCOMPARE(tokenizePrompt(*tokenizer, PromptTemplate::TextToImage, "\xFF").error().kind,
                 ErrorKind::BadRequest);
        QVERIFY(tokenizePrompt(*tokenizer, PromptTemplate::TextToImage, "a <|image_pad|> b"));
    }
};
LACUNA_TEST(TestChatTemplate)
#include "test_chat_template.moc"

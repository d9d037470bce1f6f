// What was read once is not read again, and memory for it is bounded.
#include "engine/pipeline/prompt.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

namespace {
qwen2_5_vl::PromptEmbedding embedding(float value) {
    return {torch::full({1, 4, 8}, value), {}};  // 128 bytes
}
Image grey(std::uint8_t value) {
    Bitmap bitmap({4, 4}, PixelFormat::Rgb8);
    std::ranges::fill(bitmap.bytes(), std::byte{value});
    return std::move(bitmap).freeze();
}
}  // namespace

class TestPromptCache : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void remembersWhatWasInserted() {
        PromptCache cache;
        cache.insert("a", embedding(1));
        const auto* found = cache.find("a");
        QVERIFY(found);
        QCOMPARE(found->states[0][0][0].item<float>(), 1.0f);
        QVERIFY(!cache.find("b"));
    }
    void forgetsWhatWasLongestUnused() {
        PromptCache cache(3 * 128);
        for (const char* key : {"a", "b", "c"}) cache.insert(key, embedding(1));
        QVERIFY(cache.find("a"));
        cache.insert("d", embedding(1));
        QVERIFY(cache.find("a") && cache.find("c") && cache.find("d"));
        QVERIFY(!cache.find("b"));
    }
    void textTemplatePicturesAndModelAllCount() {
        const PromptSource source{PromptTemplate::Edit, "night", {grey(1)}};
        const auto key = PromptCache::keyOf(source, "model");
        QCOMPARE(PromptCache::keyOf(source, "model"), key);
        QVERIFY(PromptCache::keyOf(source, "other") != key);
        QVERIFY(PromptCache::keyOf({PromptTemplate::Edit, "day", {grey(1)}}, "model") != key);
        QVERIFY(PromptCache::keyOf({PromptTemplate::EditPlus, "night", {grey(1)}}, "model") != key);
        QVERIFY(PromptCache::keyOf({PromptTemplate::Edit, "night", {grey(2)}}, "model") != key);
    }
};
LACUNA_TEST(TestPromptCache)
#include "test_prompt_cache.moc"

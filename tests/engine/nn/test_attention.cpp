// Both attention kernels are the same function, with and without masks, and a long one hears a cancel.
#include <torch/torch.h>

#include <stop_token>

#include "engine/nn/attention.h"
#include "engine/nn/cancel.h"
#include "tests/support/test_registry.h"

using namespace lacuna;
using nn::AttentionKernel;

namespace {

struct Heads {
    torch::Tensor q, k, v;
};
/// More queries and heads than one block of the blocked kernel holds, and neither a multiple of it.
Heads manyHeads() {
    torch::manual_seed(5);
    return {torch::randn({2, 6, 530, 16}), torch::randn({2, 6, 77, 16}), torch::randn({2, 6, 77, 16})};
}

/// The definition, in float64.
torch::Tensor definition(const Heads& h, const torch::Tensor& mask) {
    auto scores =
        torch::matmul(h.q.to(torch::kDouble), h.k.to(torch::kDouble).transpose(-1, -2)) / std::sqrt(16.0);
    if (mask.defined())
        scores = scores.masked_fill(mask.logical_not(), -std::numeric_limits<double>::infinity());
    return torch::matmul(torch::softmax(scores, -1), h.v.to(torch::kDouble));
}

double distance(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

}  // namespace

class TestAttention : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void kernelsFollowTheDefinition_data() {
        QTest::addColumn<bool>("blocked");
        QTest::addColumn<bool>("masked");
        for (const bool blocked : {false, true}) {
            for (const bool masked : {false, true})
                QTest::addRow("blocked %d masked %d", blocked, masked) << blocked << masked;
        }
    }
    void kernelsFollowTheDefinition() {
        QFETCH(bool, blocked);
        QFETCH(bool, masked);
        const c10::InferenceMode inference;
        const auto h = manyHeads();
        torch::Tensor mask;
        if (masked) {
            mask = torch::ones({2, 1, 1, 77}, torch::kBool);
            mask.index_put_({1, 0, 0, torch::indexing::Slice(40)}, false);
        }
        const auto kernel = blocked ? AttentionKernel::Blocked : AttentionKernel::Fused;
        QVERIFY(distance(nn::attentionWith(kernel, h.q, h.k, h.v, mask), definition(h, mask)) < 2e-6);
    }

    void causalKernelsAgree() {
        const c10::InferenceMode inference;
        const auto h = manyHeads();
        const auto q = h.q.narrow(2, 0, 77);
        const auto fused = nn::attentionWith(AttentionKernel::Fused, q, h.k, h.v, {}, true);
        QVERIFY(distance(nn::attentionWith(AttentionKernel::Blocked, q, h.k, h.v, {}, true), fused) < 2e-6);
        // The first token sees itself alone.
        QVERIFY(distance(fused.select(2, 0), h.v.select(2, 0)) < 1e-6);
    }

    void blockedKernelHearsACancel() {
        const c10::InferenceMode inference;
        std::stop_source source;
        source.request_stop();
        const nn::CancelScope scope(source.get_token());
        const auto h = manyHeads();
        QVERIFY_EXCEPTION_THROWN(nn::attentionWith(AttentionKernel::Blocked, h.q, h.k, h.v), nn::Cancelled);
    }
};
LACUNA_TEST(TestAttention)
#include "test_attention.moc"

// Known shapes have a known count of operations: two a multiply-add, once forward and once for each factor
// that takes a gradient.
#include "engine/nn/training_work.h"

#include "engine/nn/attention.h"
#include "engine/nn/layers.h"
#include "tests/support/test_registry.h"

using namespace lacuna;

class TestTrainingWork : public QObject {
    Q_OBJECT
    static nn::Linear linear(std::int64_t in, std::int64_t out) {
        nn::Linear made(in, out);
        nn::initialize(*made, at::detail::createCPUGenerator(1));
        return made;
    }
    static torch::Tensor trained(at::IntArrayRef sizes) { return torch::zeros(sizes).requires_grad_(true); }

  private Q_SLOTS:
    void aLinearIsSixAMultiplyAdd() {
        auto layer = linear(3, 5);
        nn::TrainingWork work;
        layer(trained({2, 4, 3}));
        QCOMPARE(work.take(), 6.0 * (2 * 4) * 3 * 5);
        QCOMPARE(work.take(), 0.0);  // taken
    }
    void whatTakesNoGradientCountsForwardAlone() {
        auto layer = linear(3, 5);
        nn::TrainingWork work;
        layer(torch::zeros({4, 3}));
        QCOMPARE(work.take(), 4.0 * 4 * 3 * 5);  // the first layer: its input needs none
        layer->weight.set_requires_grad(false);
        layer(trained({4, 3}));
        QCOMPARE(work.take(), 4.0 * 4 * 3 * 5);  // a frozen layer passes the gradient on
        layer(torch::zeros({4, 3}));
        QCOMPARE(work.take(), 2.0 * 4 * 3 * 5);
    }
    void anAdapterAddsItsTwoProducts() {
        auto layer = linear(3, 5);
        layer->weight.set_requires_grad(false);
        layer->lowRank = nn::LowRank{trained({2, 3}), trained({5, 2}), 1};
        nn::TrainingWork work;
        layer(trained({4, 3}));
        QCOMPARE(work.take(), 4.0 * 4 * 3 * 5 + 6.0 * 4 * 3 * 2 + 6.0 * 4 * 2 * 5);
    }
    void attentionIsTwoProductsOfQueriesKeysAndWidth() {
        nn::TrainingWork work;
        nn::attention(trained({2, 3, 7, 4}), trained({2, 3, 11, 4}), trained({2, 3, 11, 4}));
        QCOMPARE(work.take(), 2 * 6.0 * (2 * 3) * 7 * 11 * 4);
    }
    void passesWithoutGradientsAreNotCounted() {
        auto layer = linear(3, 5);
        nn::TrainingWork work;
        {
            const torch::NoGradGuard noGrad;
            layer(torch::zeros({4, 3}));
        }
        QCOMPARE(work.take(), 0.0);
    }
    void nothingIsCountedOutsideARun() {
        auto layer = linear(3, 5);
        { const nn::TrainingWork over; }
        layer(torch::zeros({4, 3}));
        nn::TrainingWork work;
        QCOMPARE(work.take(), 0.0);
    }
};
LACUNA_TEST(TestTrainingWork)
#include "test_training_work.moc"

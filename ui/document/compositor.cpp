// See compositor.h. Within a frame's budget a block is made at once; else it is wanted, and a worker delivers
// it.
#include "ui/document/compositor.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMetaObject>
#include <QtCore/QThread>
#include <QtCore/QThreadPool>
#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "ui/document/block_cache.h"
#include "ui/document/image_conversion.h"

namespace lacuna {
namespace {

enum Kind { kPicture, kMask };

struct Wanted {
    Kind kind;
    BlockKey key;
};

/// What workers hand back; shared with them, so that it outlives a compositor that is closed while they work.
struct Mailbox {
    struct Made {
        Wanted what;
        std::uint64_t epoch;
        QImage image;
    };
    std::mutex mutex;
    std::condition_variable arrived;
    std::vector<Made> made;
    bool posted = false;  ///< a call to collect() is on its way
};

/// The document pixels of a block's pixels [source], for drawing.
QRectF documentRectOf(const Rect& levelRect, int level) {
    const double scale = double(1 << level);
    return {levelRect.x * scale, levelRect.y * scale, levelRect.width * scale, levelRect.height * scale};
}

/// The coarsest level that is still a picture: the whole page in at most four blocks, the last resort of
/// stand-ins.
int overviewLevel(Size page) {
    int level = 0;
    while (level < kMaxLevel && (std::max(page.width, page.height) >> level) > 2 * kBlockSide) ++level;
    return level;
}

std::vector<BlockKey> keysCovering(const Rect& levelRect, int level) {
    std::vector<BlockKey> keys;
    if (levelRect.empty()) return keys;
    for (int y = levelRect.y / kBlockSide; y * kBlockSide < levelRect.bottom(); ++y) {
        for (int x = levelRect.x / kBlockSide; x * kBlockSide < levelRect.right(); ++x)
            keys.push_back({level, x, y});
    }
    return keys;
}

void sortFromTheMiddle(std::vector<BlockKey>& keys, const Rect& levelRect) {
    const auto distance = [&](const BlockKey& key) {
        const Rect block = key.rect();
        const std::int64_t dx = 2 * block.x + block.width - 2 * levelRect.x - levelRect.width;
        const std::int64_t dy = 2 * block.y + block.height - 2 * levelRect.y - levelRect.height;
        return dx * dx + dy * dy;
    };
    std::ranges::stable_sort(keys, {}, distance);
}

}  // namespace

struct Compositor::State {
    explicit State(Compositor* owner) : compositor(owner) {
        pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount() - 1));
        pool.setThreadPriority(QThread::LowPriority);
    }

    Compositor* compositor;
    QPointer<Document> document;
    BlockCache caches[2] = {BlockCache(composeForScreen), BlockCache(composeMask)};
    std::size_t cacheLimit = std::size_t(256) << 20;
    std::deque<Wanted> wanted[2];  ///< what the last call of each kind could not compose
    int running = 0;
    std::uint64_t epoch = 0;  ///< results of an earlier picture are thrown away
    std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();
    QThreadPool pool;

    void forgetAll() {
        ++epoch;
        for (auto& cache : caches) cache.clear();
        for (auto& list : wanted) list.clear();
    }

    std::vector<CompositeBlock> blocks(Kind kind, const QRect& documentRect, double scale,
                                       std::chrono::microseconds budget);
    /// A coarser block in the place of one that is not made yet. Returns whether there is one.
    bool addStandIn(std::vector<CompositeBlock>& out, Kind kind, const BlockKey& key);
    void want(Kind kind, const Rect& levelRect, int level);
    void dispatch();
    bool takeWanted(Wanted& next);
    void collect();
};

bool Compositor::State::addStandIn(std::vector<CompositeBlock>& out, Kind kind, const BlockKey& key) {
    const Rect fine = key.rect().intersected(pageAtLevel(document->size(), key.level));
    for (int level = key.level + 1; level <= kMaxLevel; ++level) {
        const int shift = level - key.level;
        const BlockKey coarser{level, key.x >> shift, key.y >> shift};
        const Block* block = caches[kind].find(coarser);
        if (!block || block->image.isNull()) continue;
        if (block->blank) return true;
        const double scale = 1.0 / (1 << shift);
        const Rect origin = coarser.rect();
        out.push_back({block->image,
                       QRectF(fine.x * scale - origin.x, fine.y * scale - origin.y, fine.width * scale,
                              fine.height * scale),
                       documentRectOf(fine, key.level), false});
        return true;
    }
    return false;
}

/// Puts what is missing of a rectangle on the workers' list.
void Compositor::State::want(Kind kind, const Rect& levelRect, int level) {
    for (const BlockKey& key : keysCovering(levelRect, level)) {
        const Block& block = caches[kind].use(key, document->size());
        if (block.image.isNull() && !block.pending) wanted[kind].push_back({kind, key});
    }
}

std::vector<CompositeBlock> Compositor::State::blocks(Kind kind, const QRect& documentRect, double scale,
                                                      std::chrono::microseconds budget) {
    std::vector<CompositeBlock> out;
    wanted[kind].clear();
    if (!document || document->isEmpty()) return out;
    const Picture& picture = document->picture();
    const int level = levelFor(scale);
    const Rect page = pageAtLevel(picture.size, level);
    const Rect seen =
        changedAtLevel(fromQRect(documentRect).intersected(picture.page()), level).intersected(page);
    std::vector<BlockKey> keys = keysCovering(seen, level);
    sortFromTheMiddle(keys, seen);

    QElapsedTimer timer;
    timer.start();
    bool mayCompose = true;
    for (const BlockKey& key : keys) {
        Block& block = caches[kind].use(key, picture.size);
        // A block that comes into view is left to the workers when something can stand in for it: panning
        // never waits.
        const bool standsIn = block.image.isNull() && addStandIn(out, kind, key);
        if (!block.current() && !block.pending) {
            if (mayCompose && !standsIn) {
                caches[kind].refresh(key, block, picture);
                mayCompose = timer.nsecsElapsed() < budget.count() * 1000;
            } else {
                wanted[kind].push_back({kind, key});
            }
        }
        if (!block.image.isNull() && !block.blank) {
            const Rect rect = key.rect().intersected(page);
            out.push_back({block.image, QRectF(0, 0, rect.width, rect.height), documentRectOf(rect, level),
                           block.current()});
        }
    }
    // Then something coarse to stand in for what comes into view next, and what is just outside the view.
    const int overview = overviewLevel(picture.size);
    want(kind, pageAtLevel(picture.size, overview), overview);
    want(kind, seen.grown(kBlockSide).intersected(page), level);
    caches[kind].trim(cacheLimit);
    dispatch();
    return out;
}

bool Compositor::State::takeWanted(Wanted& next) {
    for (auto& list : wanted) {
        while (!list.empty()) {
            next = list.front();
            list.pop_front();
            const Block* block = caches[next.kind].find(next.key);
            if (block && !block->current() && !block->pending) return true;
        }
    }
    return false;
}

void Compositor::State::dispatch() {
    Wanted next{};
    while (document && running < pool.maxThreadCount() && takeWanted(next)) {
        Block* block = caches[next.kind].find(next.key);
        block->pending = true;
        block->dirty = {};  // from here on it gathers what changes while the worker works
        ++running;
        pool.start([what = next, epoch = epoch, picture = document->picture(),
                    compose = caches[next.kind].compose(), mailbox = mailbox, target = compositor] {
            const Rect area = what.key.rect().intersected(pageAtLevel(picture.size, what.key.level));
            QImage image = compose(picture, area, what.key.level);
            const std::lock_guard lock(mailbox->mutex);
            mailbox->made.push_back({what, epoch, std::move(image)});
            mailbox->arrived.notify_all();
            // The destructor waits for workers, so the compositor is alive here.
            if (!std::exchange(mailbox->posted, true)) {
                QMetaObject::invokeMethod(
                    target, [state = target->state_.get()] { state->collect(); }, Qt::QueuedConnection);
            }
        });
    }
}

void Compositor::State::collect() {
    std::vector<Mailbox::Made> made;
    {
        const std::lock_guard lock(mailbox->mutex);
        made.swap(mailbox->made);
        mailbox->posted = false;
    }
    QRectF better;
    for (Mailbox::Made& one : made) {
        --running;
        if (one.epoch != epoch || !document) continue;
        caches[one.what.kind].deliver(one.what.key, std::move(one.image));
        const Rect rect = one.what.key.rect().intersected(pageAtLevel(document->size(), one.what.key.level));
        better = better.united(documentRectOf(rect, one.what.key.level));
    }
    dispatch();
    if (!better.isEmpty()) Q_EMIT compositor->ready(better.toAlignedRect());
}

Compositor::Compositor(Document* document, QObject* parent)
    : QObject(parent), state_(std::make_unique<State>(this)) {
    state_->document = document;
    const auto forget = [this] { state_->forgetAll(); };
    connect(document, &Document::wasReset, this, forget);
    connect(document, &Document::sizeChanged, this, forget);
    connect(document, &Document::changed, this, [this](const QRect& rect) {
        state_->caches[kPicture].invalidate(fromQRect(rect), state_->document->size());
    });
    connect(document, &Document::maskChanged, this, [this](const QRect& rect) {
        state_->caches[kMask].invalidate(fromQRect(rect), state_->document->size());
    });
}

Compositor::~Compositor() {
    for (auto& list : state_->wanted) list.clear();
    state_->pool.waitForDone();
}

int Compositor::levelFor(double scale) {
    if (!(scale > 0)) return kMaxLevel;
    // A hair of tolerance: 1/8 as a zoom factor must mean level 3 whatever its last bit.
    return std::clamp(int(std::floor(std::log2(1 / scale) + 1e-6)), 0, kMaxLevel);
}

std::vector<CompositeBlock> Compositor::blocks(const QRect& documentRect, double scale,
                                               std::chrono::microseconds budget) {
    return state_->blocks(kPicture, documentRect, scale, budget);
}

std::vector<CompositeBlock> Compositor::maskBlocks(const QRect& documentRect, double scale,
                                                   std::chrono::microseconds budget) {
    return state_->blocks(kMask, documentRect, scale, budget);
}

void Compositor::setCacheLimit(std::size_t bytes) {
    state_->cacheLimit = bytes;
}

std::size_t Compositor::cacheBytes() const {
    return state_->caches[kPicture].bytes() + state_->caches[kMask].bytes();
}

void Compositor::waitUntilReady() {
    while (state_->running > 0) {
        {
            std::unique_lock lock(state_->mailbox->mutex);
            state_->mailbox->arrived.wait(lock, [&] { return !state_->mailbox->made.empty(); });
        }
        state_->collect();
    }
}

}  // namespace lacuna

// See layout.h: the subjects. Each takes the place of many tried that keeps the most distance; then all
// shrink until none covers another.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/training/posters/layout.h"

namespace lacuna::training {
namespace {

constexpr int kTries = 48;

struct Place {
    double x = 0, y = 0;
};

/// Distance between two subjects' discs; negative when they overlap.
double clearance(const SubjectOnPage& a, const SubjectOnPage& b) {
    return std::hypot(a.x - b.x, a.y - b.y) - 0.48 * (a.side + b.side);
}

class Arranger {
  public:
    Arranger(Scene& scene, Random& random, const AtlasNames& names)
        : scene_(scene), random_(random), names_(names) {}

    void spread(const std::vector<std::size_t>& members, const Area& area) {
        const double shortSide = std::min(area.width(), area.height());
        for (std::size_t rank = 0; rank < members.size(); ++rank) {
            SubjectOnPage& subject = scene_.subjects[members[rank]];
            subject.side = std::min(sideOf(rank, members.size(), area), 0.98 * shortSide);
            Place best;
            double bestScore = -1e9;
            for (int i = 0; i < (members.size() == 1 ? 3 : kTries); ++i) {
                subject.x =
                    between(area.left + subject.side / 2, area.right - subject.side / 2, members.size() == 1);
                subject.y =
                    between(area.top + subject.side / 2, area.bottom - subject.side / 2, members.size() == 1);
                double score = preference(subject, area);
                for (std::size_t other = 0; other < rank; ++other)
                    score += std::min(0.0, 4 * clearance(subject, scene_.subjects[members[other]]));
                if (score > bestScore) {
                    bestScore = score;
                    best = {subject.x, subject.y};
                }
            }
            subject.x = best.x;
            subject.y = best.y;
            finish(subject);
        }
    }

    void grid(const std::vector<std::size_t>& members, const Area& area) {
        const auto count = int(members.size());
        const bool tall = area.height() > 1.3 * area.width(), wide = area.width() > 2 * area.height();
        const int columns = count == 4 && !wide ? 2
                            : tall              ? 1
                                                : count,
                  rows = (count + columns - 1) / columns;
        const double cellWidth = area.width() / columns, cellHeight = area.height() / rows;
        for (int i = 0; i < count; ++i) {
            SubjectOnPage& subject = scene_.subjects[members[std::size_t(i)]];
            subject.side = 0.88 * std::min({cellWidth, cellHeight, 0.8});
            subject.x = area.left + (i % columns + 0.5) * cellWidth;
            subject.y = area.top + (i / columns + 0.5) * cellHeight;
            finish(subject);
            subject.angle = 0;
        }
    }

  private:
    /// The first is the hero; the others keep clear of it in size too.
    double sideOf(std::size_t rank, std::size_t count, const Area& area) {
        const double fill = std::sqrt(area.width() * area.height());
        static constexpr std::array<double, 4> kHero{0.86, 0.6, 0.54, 0.48};
        static constexpr std::array<double, 4> kOthers{0, 0.46, 0.36, 0.31};
        const std::size_t crowd = std::min<std::size_t>(count, 4) - 1;
        return std::min(0.8, fill * (rank == 0 ? kHero : kOthers)[crowd]) * random_.uniform(0.88, 1.0);
    }
    double between(double low, double high, bool calm) {
        if (high <= low) return (low + high) / 2;
        const double middle = (low + high) / 2;
        return calm ? middle + (random_.uniform() - 0.5) * (high - low) * 0.5 : random_.uniform(low, high);
    }
    /// Moons want to be high, houses low; what nobody asks for is near the middle.
    double preference(const SubjectOnPage& subject, const Area& area) const {
        const double y = (subject.y - area.top) / area.height();
        const double x = (subject.x - area.left) / area.width();
        const double centred = -0.1 * std::abs(x - 0.5);
        switch (names_.sprites[std::size_t(subject.sprite)].stance) {
            case Stance::Sky:
                return centred - 0.5 * y;
            case Stance::Ground:
                return centred - 0.5 * (1 - y);
            case Stance::Anywhere:
                break;
        }
        return centred;
    }
    void finish(SubjectOnPage& subject) {
        const bool stands = names_.sprites[std::size_t(subject.sprite)].stance == Stance::Ground;
        subject.angle = stands ? 0 : random_.uniform(-6, 6);
        subject.mirrored = random_.chance(0.4);
    }

    Scene& scene_;
    Random& random_;
    const AtlasNames& names_;
};

/// On a table: side by side, feet below its far edge.
void stand(Scene& scene, const Area& area, double surface, Random& random) {
    const auto count = double(scene.subjects.size());
    const double share = area.width() / count;
    const double lowest = std::min(area.bottom, scene.aspect * 0.93);
    for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
        SubjectOnPage& subject = scene.subjects[i];
        const double feet = std::min(lowest, surface + random.uniform(0.3, 0.75) * (scene.aspect - surface));
        subject.side = std::min({share * 1.02, 0.72, (feet - area.top) / 0.96}) * random.uniform(0.85, 1.0);
        const double room = std::max(0.0, share - subject.side);
        subject.x = area.left + (double(i) + 0.5) * share + (random.uniform() - 0.5) * room * 0.8;
        subject.y = feet - 0.46 * subject.side;
        subject.mirrored = random.chance(0.4);
    }
}

void separate(std::vector<SubjectOnPage>& subjects) {
    for (int pass = 0; pass < 40; ++pass) {
        bool touched = false;
        for (std::size_t i = 0; i < subjects.size(); ++i) {
            for (std::size_t k = i + 1; k < subjects.size(); ++k) {
                if (clearance(subjects[i], subjects[k]) >= -1e-9) continue;
                SubjectOnPage& larger = subjects[i].side > subjects[k].side ? subjects[i] : subjects[k];
                larger.side *= 0.94;
                touched = true;
            }
        }
        if (!touched) break;
    }
}

}  // namespace

void placeSubjects(Scene& scene, const std::vector<Area>& areas, Random& random, const AtlasNames& names) {
    if (scene.subjects.empty()) return;
    if (const auto surface = surfaceOf(scene.background)) {
        stand(scene, areas.front(), *surface * scene.aspect, random);
        return;
    }
    Arranger arranger(scene, random, names);
    // What flies goes to the upper area, what stands to the lower one, half of them to each.
    std::vector<std::size_t> order(scene.subjects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto height = [&](std::size_t i) {
        const Stance stance = names.sprites[std::size_t(scene.subjects[i].sprite)].stance;
        return stance == Stance::Sky ? 0 : stance == Stance::Anywhere ? 1 : 2;
    };
    if (areas.size() > 1) std::ranges::stable_sort(order, {}, height);
    std::vector<std::vector<std::size_t>> shares(areas.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        shares[rank * areas.size() / order.size()].push_back(order[rank]);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (shares[i].empty()) continue;
        if (scene.layout == Layout::Grid)
            arranger.grid(shares[i], areas[i]);
        else
            arranger.spread(shares[i], areas[i]);
    }
    separate(scene.subjects);
}

}  // namespace lacuna::training

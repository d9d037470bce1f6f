// Random numbers that are the same on every machine and compiler: SplitMix64 (Steele, Lea, Flood 2014), and
// draws that do not go through <random>'s distributions, whose results the standard leaves open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lacuna::training {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// An independent stream: sample `index` of a run with `seed`.
    Random(std::uint64_t seed, std::uint64_t index) : state_(seed * 0x9E3779B97F4A7C15ull + index) {
        state_ = next() ^ index;
    }

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ z >> 27) * 0x94D049BB133111EBull;
        return z ^ z >> 31;
    }
    /// [0, 1)
    double uniform() { return double(next() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// 0..count-1
    int below(std::size_t count) { return int(uniform() * double(count)); }
    bool chance(double probability) { return uniform() < probability; }
    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[std::size_t(below(from.size()))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace lacuna::training

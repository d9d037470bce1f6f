// See run_log.h.
#include "engine/training/run_log.h"

#include <cinttypes>
#include <cstdio>

#include "engine/formats/atomic_file.h"
#include "engine/training/curve.h"

namespace lacuna::training {

Result<RunLog> RunLog::open(const std::filesystem::path& file, std::int64_t done, bool prints) {
    RunLog log(file, prints);
    std::ifstream in(file);
    std::string header, kept, line;
    bool dropped = false;
    // A line without its end was being written when the run was killed.
    if (std::getline(in, header) && !in.eof()) {
        log.fresh_ = false;
        kept = header + "\n";
    } else {
        dropped = !header.empty();
    }
    while (std::getline(in, line)) {
        std::int64_t step = 0;
        double loss = 0;
        const bool whole =
            !in.eof() && std::sscanf(line.c_str(), "%" SCNd64 ",%*f,%*f,%*f,%*f,%lf", &step, &loss) == 2;
        if (!whole || step > done) {
            dropped = true;
            continue;
        }
        kept += line + "\n";
        log.curve_.emplace_back(step, loss);
    }
    if (dropped) LACUNA_TRY_VOID(writeFileAtomically(file, kept));
    log.out_.open(file, std::ios::app);
    return log;
}

void RunLog::add(const LogLine& line) {
    if (fresh_) {
        out_ << "step,seconds,samples_per_second,learning_rate,gradient_norm";
        for (const auto& [name, value] : line.columns) out_ << ',' << name;
        out_ << '\n';
        fresh_ = false;
    }
    out_ << line.step << ',' << line.seconds << ',' << line.samplesPerSecond << ',' << line.learningRate
         << ',' << line.gradientNorm;
    for (const auto& [name, value] : line.columns) out_ << ',' << value;
    out_ << std::endl;
    if (!line.columns.empty()) curve_.emplace_back(line.step, line.columns.front().second);
    if (!prints_) return;
    std::printf("step %lld  %.0f s  %.1f samples/s", static_cast<long long>(line.step), line.seconds,
                line.samplesPerSecond);
    for (const auto& [name, value] : line.columns) std::printf("  %s %.4f", name.c_str(), value);
    std::printf("\n");
    std::fflush(stdout);
}

Result<void> RunLog::draw() const {
    auto file = file_;
    return writeFileAtomically(file.replace_filename("loss.svg"), curveSvg("loss", curve_));
}

}  // namespace lacuna::training

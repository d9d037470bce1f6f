// See score_run.h. The file is written again as the run goes on, with what lies ahead kept, so that a killed
// run continues.
#include "engine/training/data/score_run.h"

#include <map>

#include "engine/base/utf8.h"
#include "engine/image/convert.h"
#include "engine/training/data/caption_table.h"
#include "engine/training/data/captions.h"
#include "engine/training/data/perceptual_hash.h"

namespace lacuna::training::data {
namespace {

using Key = std::pair<std::filesystem::path, std::filesystem::path>;

Result<ScoreRecord> freshRecord(const Sample& sample) {
    ScoreRecord record;
    record.picture = sample.picture;
    record.editPicture = sample.editPicture;
    record.captionHash = fnv1a(sample.caption);
    record.captioned = !sample.caption.empty();
    LACUNA_TRY(record.stamp, stampOf(sample.picture));
    if (!sample.editPicture.empty()) {
        LACUNA_TRY(record.editStamp, stampOf(sample.editPicture));
    }
    return record;
}

/// Of an earlier version of this scorer, everything that it said.
void forget(ScoreRecord& record, const std::string& scorer) {
    const auto its = [&](const auto& item) {
        return item.first == scorer || item.first.starts_with(scorer + ".");
    };
    std::erase_if(record.scores, its);
    std::erase_if(record.notes, its);
    record.scorers.erase(scorer);
}

class ScoreRun {
  public:
    ScoreRun(const ScoreOptions& options, const std::filesystem::path& file)
        : options_(options), file_(file) {}

    Result<ScoreSummary> run(const std::vector<Sample>& samples, std::vector<ScoreRecord> known) {
        std::map<Key, ScoreRecord> knownOf;
        for (ScoreRecord& record : known)
            knownOf.insert_or_assign({record.picture, record.editPicture}, std::move(record));
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (options_.stopped && options_.stopped()) {
                // What lies ahead keeps its old records, so that going on does not look at it again.
                for (auto& [key, record] : knownOf) scores_.records.push_back(std::move(record));
                LACUNA_TRY_VOID(writeScores(file_, scores_));
                return fail(ErrorKind::Cancelled,
                            "Stopped while pictures were scored. Score again to go on.");
            }
            if (options_.onProgress) options_.onProgress(int(i), int(samples.size()));
            LACUNA_TRY_VOID(add(samples[i], knownOf));
            if (sinceSaved_ < options_.saveEvery) continue;
            sinceSaved_ = 0;
            ScoreFile sofar = scores_;
            for (const auto& [key, record] : knownOf) sofar.records.push_back(record);
            LACUNA_TRY_VOID(writeScores(file_, sofar));
        }
        if (options_.onProgress) options_.onProgress(int(samples.size()), int(samples.size()));
        return finish();
    }

  private:
    Result<void> add(const Sample& sample, std::map<Key, ScoreRecord>& known) {
        ScoreRecord record;
        if (auto old = known.extract({sample.picture, sample.editPicture});
            old && old.mapped().isOf(sample)) {
            record = std::move(old.mapped());
        } else {
            auto fresh = freshRecord(sample);
            if (fresh) {
                record = *std::move(fresh);
            } else {  // gone since it was collected: said in the report, no reason to stop
                record.picture = sample.picture;
                record.editPicture = sample.editPicture;
                record.captionHash = fnv1a(sample.caption);
                record.captioned = !sample.caption.empty();
                record.unreadable = fresh.error().what;
            }
        }
        if (record.unreadable.empty()) LACUNA_TRY_VOID(look(sample, record));
        scores_.records.push_back(std::move(record));
        return {};
    }

    Result<void> look(const Sample& sample, ScoreRecord& record) {
        std::vector<Scorer*> wanted;
        for (const auto& scorer : options_.scorers) {
            const auto seen = record.scorers.find(scorer->name());
            if (seen == record.scorers.end() || seen->second != scorer->version())
                wanted.push_back(scorer.get());
        }
        if (wanted.empty() && !record.size.empty()) return {};
        ++summary_.looked, ++sinceSaved_;
        auto read = options_.read(sample.picture);
        if (read && !sample.editPicture.empty()) {
            if (auto before = options_.read(sample.editPicture); !before) read = std::move(before);
        }
        if (!read) {
            if (read.error().kind == ErrorKind::OutOfMemory) return tl::unexpected(read.error());
            record.unreadable = read.error().what;
            return {};
        }
        const Image picture =
            isDeep(read->format()) ? converted(*read, formatOf(channelCount(read->format()), false)) : *read;
        record.size = picture.size();
        record.fingerprint = perceptualHash(picture);
        for (Scorer* scorer : wanted) {
            forget(record, scorer->name());
            LACUNA_TRY(auto found, scorer->look(picture, sample));
            record.scores.merge(std::move(found.scores));
            for (auto& [key, text] : found.notes) record.notes[key] = replaceInvalidUtf8(text);
            record.scorers[scorer->name()] = scorer->version();
        }
        return {};
    }

    Result<ScoreSummary> finish() {
        for (ScoreRecord& record : scores_.records) {
            const bool wants = !record.captioned && record.unreadable.empty() && record.editPicture.empty();
            record.machineCaption.clear();
            if (wants) {
                if (auto caption = cleanCaption(machineCaption(record.notes), {}))  // else nothing is known
                    record.machineCaption = *std::move(caption);
            }
            summary_.captioned += !record.machineCaption.empty();
        }
        select(scores_.records, options_.rules);
        scores_.rules = options_.rules.json();
        for (const ScoreRecord& record : scores_.records) summary_.kept += record.dropped == Dropped::No;
        summary_.samples = int(scores_.records.size());
        LACUNA_TRY_VOID(writeScores(file_, scores_));
        return summary_;
    }

    const ScoreOptions& options_;
    std::filesystem::path file_;
    ScoreFile scores_;
    ScoreSummary summary_;
    int sinceSaved_ = 0;
};

}  // namespace

Result<ScoreSummary> scoreSet(const std::filesystem::path& set, const ScoreOptions& options) {
    LACUNA_CHECK(options.read);
    LACUNA_TRY(const auto samples, readSamples(set / kSamplesFile));
    const auto file = set / kScoresFile;
    ScoreFile known;
    if (std::error_code error; std::filesystem::exists(file, error)) {
        LACUNA_TRY(known, readScores(file));
    }
    return ScoreRun(options, file).run(samples, std::move(known.records));
}

}  // namespace lacuna::training::data

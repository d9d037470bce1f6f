// See lettering_scorer.h.
#include "engine/training/data/lettering_scorer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/image/convert.h"
#include "engine/training/data/buckets.h"
#include "engine/training/data/quoted_text.h"

namespace lacuna::training::data {
namespace {

constexpr int kReadSide =
    2048;  ///< a poster's smallest lines are still large enough, and reading stays quick
constexpr int kLeastLetters = 2;

/// One reading, and how far it can be trusted.
struct Reading {
    std::string text;  ///< one line
    double readable = 0;
};

std::string oneLine(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    std::erase_if(text, [](char c) { return c >= 0 && c < ' '; });
    const auto last = text.find_last_not_of(' ');
    text.resize(last == text.npos ? 0 : last + 1);
    return text;
}

class LetteringScorer : public Scorer {
  public:
    explicit LetteringScorer(std::unique_ptr<TextReader> reader) : reader_(std::move(reader)) {}
    std::string name() const override { return kLettering; }
    std::string version() const override { return "1, " + reader_->name(); }

    Result<Findings> look(const Image& picture, const Sample& sample) override {
        const Bitmap page = converted(reducedTo(picture, kReadSide), PixelFormat::Rgb8);
        std::array<std::optional<Reading>, 2> readings;
        std::optional<Error> missing;
        for (const Script script : {Script::English, Script::Chinese}) {
            auto reading = read(page, script);
            if (reading) {
                readings[std::size_t(script)] = *std::move(reading);
            } else if (reading.error().kind == ErrorKind::ModelMissing) {
                missing = reading.error();
            } else {
                return tl::unexpected(reading.error());
            }
        }
        if (!readings[0] && !readings[1]) return tl::unexpected(*missing);
        return judged(readings, sample);
    }

  private:
    Result<Reading> read(const Bitmap& page, Script script) {
        LACUNA_TRY(auto text, reader_->read(page, script, TextLayout::Scattered));
        Reading reading{oneLine(std::move(text.text)), 0};
        if (letterCount(reading.text) >= kLeastLetters)
            reading.readable = text.confidence * letterShare(reading.text);
        return reading;
    }

    static Result<Findings> judged(const std::array<std::optional<Reading>, 2>& readings,
                                   const Sample& sample) {
        Reading english = readings[0].value_or(Reading{}), chinese = readings[1].value_or(Reading{});
        // The Chinese reader reads Latin letters too: only what holds Chinese counts as its own.
        const bool isChinese = hasHan(chinese.text) && chinese.readable > english.readable;
        const Reading& best = isChinese ? chinese : english;
        Findings found;
        found.scores["lettering.readable"] = best.readable;
        const bool any = best.readable > 0;
        found.notes["lettering.script"] = !any ? "none" : isChinese ? "chinese" : "english";
        if (any) {
            found.notes[kReadText] = best.text;
            found.scores[kLettering] = best.readable;
        }
        if (!sample.editPicture.empty()) return found;
        double matched = 0, length = 0;
        for (const std::string& quoted : quotedTexts(sample.caption)) {
            LACUNA_TRY(double match, foundIn(english.text, quoted));
            if (hasHan(quoted)) {
                LACUNA_TRY(match, foundIn(chinese.text, quoted));
            }
            const double letters = std::max(1, letterCount(quoted));
            matched += letters * match, length += letters;
        }
        if (length > 0) found.scores[kLettering] = found.scores["lettering.match"] = matched / length;
        return found;
    }

    std::unique_ptr<TextReader> reader_;
};

}  // namespace

std::unique_ptr<Scorer> makeLetteringScorer(std::unique_ptr<TextReader> reader) {
    return std::make_unique<LetteringScorer>(std::move(reader));
}

}  // namespace lacuna::training::data

// See set_report.h: the page; its numbers are in set_numbers.cpp.
#include "engine/training/data/set_report.h"

#include <algorithm>

#include "engine/formats/atomic_file.h"
#include "engine/formats/html.h"
#include "engine/training/data/buckets.h"

namespace lacuna::training::data {
namespace {

std::string row(const std::string& name, const std::string& value) {
    return "<tr><td>" + name + "<td class=\"n\">" + value + "</tr>";
}

/// Ten bars, 0 at the left, with their counts as tooltips.
std::string barsOf(const Histogram& histogram) {
    constexpr int kBar = 18, kHeight = 60;
    const int most = std::max(1, *std::ranges::max_element(histogram.bins));
    std::string out = "<svg width=\"" + std::to_string(10 * kBar) + "\" height=\"" +
                      std::to_string(kHeight + 1) + "\" role=\"img\">";
    for (int i = 0; i < 10; ++i) {
        const int count = histogram.bins[std::size_t(i)];
        const int height = count == 0 ? 0 : std::max(1, count * kHeight / most);
        out += "<rect fill=\"#48c\" x=\"" + std::to_string(i * kBar) + "\" y=\"" +
               std::to_string(kHeight - height) + "\" width=\"" + std::to_string(kBar - 2) + "\" height=\"" +
               std::to_string(height) + "\"><title>" + scoreText(i / 10.0) + " to " +
               scoreText((i + 1) / 10.0) + ": " + std::to_string(count) + "</title></rect>";
    }
    return out + "<path stroke=\"#888\" d=\"M0 " + std::to_string(kHeight) + ".5h" +
           std::to_string(10 * kBar) + "\"/></svg>";
}

class Page {
  public:
    Page(const ScoreFile& scores, const std::vector<Refused>& refused, const ReportOptions& options)
        : scores_(scores), refused_(refused), options_(options), numbers_(numbersOf(scores, refused)) {}

    std::string html(const std::string& title) const {
        std::string out = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" +
                          escapedHtml(title) + "</title>" + std::string(pageStyle()) +
                          "<style>figure{display:inline-block;width:192px;margin:.3rem;vertical-align:top}"
                          "figcaption{font-size:12px;overflow-wrap:anywhere}</style><h1>" +
                          escapedHtml(title) + "</h1>";
        out += counts() + histograms();
        const auto extremes = extremesOf(scores_.records, std::size_t(options_.shown));
        out += "<h2>The best</h2>" + figures(extremes.best) + "<h2>The worst</h2>" + figures(extremes.worst);
        out += copies() + dropped() + refused();
        out += "<h2>Rules</h2><pre>" + escapedHtml(scores_.rules.dump(2)) + "</pre>";
        return out + "</html>\n";
    }

    Json json() const {
        Json out{{"samples", numbers_.samples},
                 {"kept", numbers_.kept},
                 {"captioned_by_machine", numbers_.captionedByMachine},
                 {"dropped", numbers_.dropped},
                 {"scripts", numbers_.scripts},
                 {"refused", numbers_.refused},
                 {"rules", scores_.rules}};
        for (const auto& [name, h] : numbers_.histograms)
            out["scores"][name] = {{"count", h.count}, {"mean", h.mean}, {"tenths", h.bins}};
        const auto extremes = extremesOf(scores_.records, std::size_t(options_.shown));
        for (const auto& [name, list] : {std::pair{"best", &extremes.best}, {"worst", &extremes.worst}}) {
            out[name] = Json::array();
            for (const auto i : *list)
                out[name].push_back(
                    {{"image", scores_.records[i].picture.string()}, {"total", scores_.records[i].total}});
        }
        return out;
    }

    const SetNumbers& numbers() const { return numbers_; }

  private:
    std::string counts() const {
        std::string out = "<table>" + row("samples", std::to_string(numbers_.samples)) +
                          row("kept", std::to_string(numbers_.kept)) +
                          row("captioned by machine", std::to_string(numbers_.captionedByMachine)) +
                          row("refused when collecting", std::to_string(numbers_.refused));
        for (const auto& [why, count] : numbers_.dropped)
            out += row("dropped: " + why, std::to_string(count));
        for (const auto& [script, count] : numbers_.scripts)
            out += row("lettering: " + escapedHtml(script), std::to_string(count));
        return out + "</table>";
    }

    std::string histograms() const {
        std::string out = "<h2>Scores</h2><table><tr><th>score<th>samples<th>mean<th>from 0 to 1</tr>";
        for (const auto& [name, histogram] : numbers_.histograms)
            out += "<tr><td>" + escapedHtml(name) + "<td class=\"n\">" + std::to_string(histogram.count) +
                   "<td class=\"n\">" + scoreText(histogram.mean) + "<td>" + barsOf(histogram) + "</tr>";
        return out + "</table>";
    }

    std::string thumbnail(const ScoreRecord& record) const {
        if (!options_.read || !options_.encode) return {};
        const auto picture = options_.read(record.picture);
        if (!picture) return {};
        const auto bytes = options_.encode(reducedTo(*picture, options_.thumbnailPx).freeze());
        if (!bytes) return {};
        return "<img alt=\"\" src=\"data:image/jpeg;base64," +
               base64({reinterpret_cast<const char*>(bytes->data()), bytes->size()}) + "\">";
    }

    std::string figures(const std::vector<std::size_t>& which) const {
        std::string out;
        for (const auto i : which) {
            const ScoreRecord& record = scores_.records[i];
            out += "<figure>" + thumbnail(record) + "<figcaption>" +
                   escapedHtml(record.picture.filename().string()) + "<br>total " + scoreText(record.total);
            for (const auto& [name, score] : record.scores) {
                if (name.find('.') == name.npos) out += ", " + escapedHtml(name) + " " + scoreText(score);
            }
            if (record.dropped != Dropped::No) out += "<br><b>dropped</b>: " + escapedHtml(record.because);
            if (!record.machineCaption.empty())
                out += "<br>captioned by machine: " + escapedHtml(record.machineCaption);
            out += "</figcaption></figure>";
        }
        return out.empty() ? "<p>None.</p>" : out;
    }

    /// A list of at most `listed` of the records that `wanted` takes.
    template <class Wanted>
    std::string list(const std::string& title, Wanted wanted) const {
        std::string items;
        int count = 0;
        for (const ScoreRecord& record : scores_.records) {
            if (!wanted(record) || ++count > options_.listed) continue;
            items += "<li>" + escapedHtml(record.picture.string()) + ": " + escapedHtml(record.because);
        }
        return section(title, items, count);
    }

    std::string copies() const {
        return list("Duplicates", [](const ScoreRecord& r) { return r.dropped == Dropped::Duplicate; });
    }
    std::string dropped() const {
        return list("Dropped for other reasons", [](const ScoreRecord& r) {
            return r.dropped != Dropped::No && r.dropped != Dropped::Duplicate;
        });
    }
    std::string refused() const {
        std::string items;
        int count = 0;
        for (const Refused& one : refused_) {
            if (++count <= options_.listed)
                items += "<li>" + escapedHtml(one.file) + ": " + escapedHtml(one.why);
        }
        return section("Refused when collecting", items, count);
    }

    std::string section(const std::string& title, const std::string& items, int count) const {
        if (count == 0) return {};
        std::string out = "<h2>" + title + " (" + std::to_string(count) + ")</h2><ul>" + items + "</ul>";
        if (count > options_.listed)
            out += "<p>And " + std::to_string(count - options_.listed) +
                   " more; all are in scores.jsonl and "
                   "refused.jsonl.</p>";
        return out;
    }

    const ScoreFile& scores_;
    const std::vector<Refused>& refused_;
    const ReportOptions& options_;
    SetNumbers numbers_;
};

}  // namespace

Result<SetNumbers> writeSetReport(const std::filesystem::path& set, const std::filesystem::path& folder,
                                  const ReportOptions& options) {
    LACUNA_TRY(const auto scores, readScores(set / kScoresFile));
    std::vector<Refused> refused;
    std::error_code error;
    if (std::filesystem::exists(set / kRefusedFile, error)) {
        LACUNA_TRY(refused, readRefused(set / kRefusedFile));
    }
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(ErrorKind::CannotWrite, "The report's folder cannot be made. Choose another.",
                    folder.string());
    const Page page(scores, refused, options);
    LACUNA_TRY_VOID(writeFileAtomically(folder / "report.json", page.json().dump(2) + "\n"));
    const auto name = std::filesystem::absolute(set, error).lexically_normal();
    LACUNA_TRY_VOID(writeFileAtomically(folder / "report.html", page.html("Pictures of " + name.string())));
    return page.numbers();
}

}  // namespace lacuna::training::data

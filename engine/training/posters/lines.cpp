// See scene.h: lines of lettering, how long they are and how their words are broken into rows.
#include <algorithm>
#include <limits>

#include "engine/training/posters/scene.h"

namespace lacuna::training {
namespace {

/// How much larger a line must become to be broken once more.
constexpr double kWorthARow = 1.12;

/// Extent along the line in em, tracking included but for the last character's.
double extentOf(const std::u32string& text, const LineOnPage& line, const AtlasNames& names) {
    double sum = 0;
    const FaceName* face =
        names.faces.empty()
            ? nullptr
            : &names.faces[std::size_t(std::clamp(line.face, 0, int(names.faces.size()) - 1))];
    for (const char32_t c : text) {
        const auto found =
            face ? face->advances.find(c) : std::unordered_map<char32_t, float>::const_iterator{};
        const bool known = face && found != face->advances.end();
        sum += (line.vertical ? 1.0
                : known       ? double(found->second)
                : c < 0x3000  ? 0.56
                              : 1.0) +
               line.tracking;
    }
    return text.empty() ? 0 : sum - line.tracking;
}

/// The words in at most `rows` rows whose longest is as short as can be.
std::vector<std::u32string> broken(const std::u32string& text, int rows, const LineOnPage& line,
                                   const AtlasNames& names) {
    std::vector<std::u32string> best{text};
    if (rows <= 1) return best;
    double shortest = extentOf(text, line, names);
    for (std::size_t space = text.find(U' '); space != std::u32string::npos;
         space = text.find(U' ', space + 1)) {
        std::vector<std::u32string> tried{text.substr(0, space)};
        double longest = extentOf(tried.front(), line, names);
        for (auto& rest : broken(text.substr(space + 1), rows - 1, line, names)) {
            longest = std::max(longest, extentOf(rest, line, names));
            tried.push_back(std::move(rest));
        }
        if (longest < shortest) {
            shortest = longest;
            best = std::move(tried);
        }
    }
    return best;
}

}  // namespace

double lengthOf(const LineOnPage& line, const AtlasNames& names) {
    double longest = 0;
    for (const auto& row : broken(line.text, line.rows, line, names))
        longest = std::max(longest, extentOf(row, line, names));
    return longest;
}

std::vector<LineOnPage> rowsOf(const LineOnPage& line, const AtlasNames& names) {
    if (line.rows <= 1) return {line};
    std::vector<LineOnPage> rows;
    const double spare = double(int(line.anchor)) / 2, longest = lengthOf(line, names);
    double y = line.y - (line.depth() - line.em) / 2;
    for (auto& text : broken(line.text, line.rows, line, names)) {
        LineOnPage row = line;
        row.rows = row.rowsMost = 1;
        row.x += spare * (longest - extentOf(text, line, names)) * line.em;
        row.y = y;
        row.text = std::move(text);
        rows.push_back(std::move(row));
        y += kRowPitch * line.em;
    }
    return rows;
}

void setWords(LineOnPage& line, const std::string& words, const AtlasNames& names) {
    const double shift = double(int(line.anchor)) / 2;
    double& along = line.vertical ? line.y : line.x;
    const double edge = along + shift * lengthOf(line, names) * line.em;
    LineOnPage best = line;
    best.text = codePoints(words);
    best.em = 0;
    for (int rows = 1; rows <= std::max(1, line.vertical ? 1 : line.rowsMost); ++rows) {
        LineOnPage tried = best;
        tried.rows = rows;
        const double deep = line.depthMost > 0 ? line.depthMost / (1 + kRowPitch * (rows - 1))
                                               : std::numeric_limits<double>::infinity();
        tried.em = std::min({line.emMost, line.room / std::max(0.5, lengthOf(tried, names)), deep});
        if (tried.em > kWorthARow * best.em) best = std::move(tried);
    }
    line.text = std::move(best.text);
    line.rows = best.rows;
    line.em = best.em;
    along = edge - shift * lengthOf(line, names) * line.em;
}

Area LineOnPage::area(const AtlasNames& names) const {
    const double length = lengthOf(*this, names) * em / 2, half = depth() / 2;
    if (vertical) return {x - half, y - length, x + half, y + length};
    return {x - length, y - half, x + length, y + half};
}

}  // namespace lacuna::training

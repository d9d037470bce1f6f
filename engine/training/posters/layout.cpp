// See layout.h: the lettering. Sizes follow a scale: title, other title, subtitle, details.
#include "engine/training/posters/layout.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {
namespace {

constexpr double kLeading = 1.22;

class Typesetter {
  public:
    Typesetter(Scene& scene, const Words& words, Random& random, const AtlasNames& names)
        : scene_(scene),
          words_(words),
          names_(names),
          height_(scene.aspect),
          unit_(std::min(1.0, scene.aspect)),
          margin_(0.075 * unit_),
          variant_(random.below(3)),
          titleShare_(random.uniform(0.86, 1.0)) {}

    std::vector<Area> place() {
        const Area page{margin_ * 0.7, margin_ * 0.7, 1 - margin_ * 0.7, height_ - margin_ * 0.7};
        if (words_.title.empty()) return {page};
        switch (scene_.layout) {
            case Layout::TitleTop:
            case Layout::Grid:
                return titleAtTop(page);
            case Layout::TitleBottom:
                return titleAtBottom(page);
            case Layout::VerticalRight:
                return vertical(page, true);
            case Layout::VerticalLeft:
                return vertical(page, false);
            case Layout::Middle:
                return titleInTheMiddle(page);
            case Layout::Panel:
                return onPanel(page);
            case Layout::Corner:
                return inTheCorner(page);
        }
        return {page};
    }

  private:
    bool isTitle(Role role) const { return role == Role::Title || role == Role::OtherTitle; }
    double mostEm(Role role) const {
        switch (role) {
            case Role::Title:
                return 0.28 * unit_ * titleShare_;
            case Role::OtherTitle:
                return 0.15 * unit_;
            case Role::Subtitle:
                return 0.08 * unit_;
            default:
                return (height_ < 0.9 ? 0.06 : 0.068) * unit_;
        }
    }
    /// Most height of a line's rows.
    double mostDepth(Role role) const {
        const bool low = height_ < 0.9;
        const double title = (low ? 0.32 : 0.34) * height_;
        return role == Role::Title ? title : (low ? 0.4 : 0.5) * title;
    }
    /// What a line takes of the page's height, with the space below it.
    static double deepOf(const LineOnPage& line) { return line.depth() + (kLeading - 1) * line.em; }
    LineOnPage line(const std::string& text, Role role, Anchor anchor, double edge, double room) const {
        LineOnPage result;
        result.face = isTitle(role) ? words_.face : words_.detailFace;
        result.role = role;
        result.anchor = anchor;
        result.x = edge;
        result.room = room;
        result.emMost = mostEm(role);
        result.depthMost = mostDepth(role);
        result.rowsMost = role == Role::Title ? 3 : role == Role::OtherTitle ? 2 : 1;
        if (role == Role::OtherTitle && words_.chinese) result.tracking = 0.06;
        setWords(result, text, names_);
        return result;
    }
    std::vector<std::pair<std::string, Role>> titles() const {
        return {{words_.title, Role::Title},
                {words_.otherTitle, Role::OtherTitle},
                {words_.subtitle, Role::Subtitle}};
    }
    std::vector<std::pair<std::string, Role>> details() const {
        return {{words_.date, Role::Date}, {words_.venue, Role::Venue}};
    }

    /// Lines under each other from `top`; returns where they end. Their ink is chosen by the ground there.
    double stack(const std::vector<std::pair<std::string, Role>>& texts, Anchor anchor, double edge,
                 double room, double top) {
        double y = top;
        for (const auto& [text, role] : texts) {
            if (text.empty()) continue;
            LineOnPage next = line(text, role, anchor, edge, room);
            next.y = y + next.depth() * 0.5;
            y += deepOf(next);
            add(std::move(next));
        }
        return y;
    }
    double heightOf(const std::vector<std::pair<std::string, Role>>& texts, double room) const {
        double sum = 0;
        for (const auto& [text, role] : texts) {
            if (!text.empty()) sum += deepOf(line(text, role, Anchor::Centre, 0.5, room));
        }
        return sum;
    }
    /// The ground's luminance over a line's height: the mean of what contrast ratios are taken of.
    double groundUnder(const LineOnPage& line) const {
        constexpr int kPlaces = 5;
        const Area area = line.area(names_);
        double product = 1;
        for (int i = 0; i < kPlaces; ++i) {
            const double y = area.top + (i + 0.5) / kPlaces * area.height();
            product *= groundLuminance(scene_.background, scene_.palette, y / height_) + 0.05;
        }
        return std::pow(product, 1.0 / kPlaces) - 0.05;
    }
    void add(LineOnPage next) {
        // The last line of the details is read on the same ground as the first.
        const bool follows =
            next.role == Role::Venue && !scene_.lines.empty() && scene_.lines.back().role == Role::Date;
        const double luminance = scene_.panel ? luminanceOf(scene_.panel->colour)
                                              : groundUnder(follows ? scene_.lines.back() : next);
        const Ink ink = inkOn(luminance, scene_, variant_, isTitle(next.role) ? 6 : 9);
        next.colour = ink.colour;
        next.dark = ink.dark;
        next.depthMost = next.depth();  // other words must not need more of the page
        scene_.lines.push_back(std::move(next));
    }

    /// Details at the foot of the page; returns where they begin.
    double foot(Anchor anchor, double edge, double room, double bottom) {
        const double tall = heightOf(details(), room);
        if (tall > 0) stack(details(), anchor, edge, room, bottom - tall + 0.01);
        return bottom - tall - (tall > 0 ? 0.02 : 0);
    }

    std::vector<Area> titleAtTop(Area rest) {
        scene_.titlePlace = TitlePlace::Top;
        const double room = 1 - 2 * margin_;
        rest.bottom = foot(Anchor::Centre, 0.5, room, height_ - margin_);
        rest.top = stack(titles(), Anchor::Centre, 0.5, room, margin_) + 0.015;
        return {rest};
    }
    std::vector<Area> titleAtBottom(Area rest) {
        scene_.titlePlace = TitlePlace::Bottom;
        const double room = 1 - 2 * margin_;
        const double bottom = foot(Anchor::Centre, 0.5, room, height_ - margin_);
        const double top = bottom - heightOf(titles(), room) + 0.01;
        stack(titles(), Anchor::Centre, 0.5, room, top);
        rest.bottom = top - 0.015;
        return {rest};
    }
    std::vector<Area> titleInTheMiddle(const Area& page) {
        scene_.titlePlace = TitlePlace::Middle;
        const double room = 1 - 2 * margin_, tall = heightOf(titles(), room);
        const double end = foot(Anchor::Centre, 0.5, room, height_ - margin_);
        const double top = height_ * 0.5 - tall / 2;
        stack(titles(), Anchor::Centre, 0.5, room, top);
        return {{page.left, page.top, page.right, top - 0.015}, {page.left, top + tall, page.right, end}};
    }
    std::vector<Area> onPanel(const Area& page) {
        scene_.titlePlace = TitlePlace::Bottom;
        const double room = 1 - 2 * margin_ - 0.06;
        auto all = titles();
        for (auto& detail : details()) all.push_back(std::move(detail));
        const double top = height_ - std::max(0.3 * height_, heightOf(all, room) + 1.5 * margin_);
        const GroundColours& colours = coloursOf(scene_.background, scene_.palette);
        const auto paper = [](const Rgb& c) {  // a light tint of the palette
            return Rgb{0.9f + 0.1f * c.r, 0.88f + 0.1f * c.g, 0.84f + 0.12f * c.b};
        };
        const auto deep = [](const Rgb& c) { return Rgb{0.32f * c.r, 0.32f * c.g, 0.36f * c.b}; };
        const bool darkPage = groundLuminance(scene_.background, scene_.palette, 0.3) < 0.2;
        scene_.panel = {{0, top, 1, height_}, darkPage ? paper(colours.bottom) : deep(colours.top)};
        const double tall = heightOf(all, room);
        stack(all, Anchor::Centre, 0.5, room, top + (height_ - top - tall) / 2 + 0.01);
        return {{page.left, page.top, page.right, top - 0.015}};
    }
    std::vector<Area> inTheCorner(Area rest) {
        scene_.titlePlace = TitlePlace::Top;
        const bool landscape = height_ < 0.9;
        const double room = landscape ? 0.46 : 0.78;
        const double titleEnd = stack(titles(), Anchor::Start, margin_, room, margin_);
        const double end = foot(Anchor::Start, margin_, room, height_ - margin_);
        if (landscape) return {{0.5 + margin_, rest.top, rest.right, rest.bottom}};
        rest.top = titleEnd + 0.01;
        rest.bottom = end;
        return {rest};
    }
    std::vector<Area> vertical(Area rest, bool right) {
        scene_.titlePlace = right ? TitlePlace::RightEdge : TitlePlace::LeftEdge;
        std::vector<std::pair<std::string, Role>> below{{words_.otherTitle, Role::OtherTitle}};
        for (auto& detail : details()) below.push_back(std::move(detail));
        // A low page has no height to give away: there the details stand beside the title.
        const bool beside = height_ < 0.9;
        double room = 1 - 2 * margin_, tall = heightOf(below, room);
        LineOnPage title;
        title.vertical = true;
        title.face = words_.face;
        title.anchor = Anchor::Start;
        title.emMost = (beside ? 0.25 : 0.2) * unit_ * titleShare_;
        title.room = height_ - 2 * margin_ - (tall > 0 && !beside ? tall + 0.03 : 0);
        title.y = margin_;
        setWords(title, words_.title, names_);
        title.x = right ? 1 - margin_ - title.em / 2 : margin_ + title.em / 2;
        double inner = right ? title.x - title.em * 0.58 : title.x + title.em * 0.58;
        add(title);
        if (words_.chinese && !words_.subtitle.empty()) {  // a narrow column beside the title
            LineOnPage column = title;
            column.role = Role::Subtitle;
            column.face = words_.detailFace;
            column.emMost = 0.068 * unit_;
            column.tracking = 0.1;
            column.text.clear();
            column.y = margin_;
            setWords(column, words_.subtitle, names_);
            column.x = right ? inner - column.em / 2 : inner + column.em / 2;
            inner = right ? column.x - column.em * 0.6 : column.x + column.em * 0.6;
            add(column);
        }
        if (tall > 0) {
            if (beside) {
                room = (right ? inner : 1 - inner) - margin_ - 0.02;
                tall = heightOf(below, room);
            }
            const double top = height_ - margin_ - tall;
            stack(below, right ? Anchor::Start : Anchor::End, right ? margin_ : 1 - margin_, room, top);
            rest.bottom = top - 0.015;
        }
        (right ? rest.right : rest.left) = inner;
        return {rest};
    }

    Scene& scene_;
    const Words& words_;
    const AtlasNames& names_;
    double height_, unit_, margin_;
    int variant_;
    double titleShare_;
};

}  // namespace

Ink inkOn(double luminance, const Scene& scene, int variant, double contrast) {
    static const std::array<Rgb, 3> light{{{1.0f, 0.97f, 0.9f}, {1.0f, 0.88f, 0.56f}, {1.0f, 1.0f, 1.0f}}};
    static const std::array<Rgb, 3> dark{{{0.44f, 0.05f, 0.06f}, {0.06f, 0.1f, 0.22f}, {0.1f, 0.09f, 0.09f}}};
    // Equal contrast with white and black is at 0.18 (WCAG 2.2, contrast ratio).
    Ink ink{light[std::size_t(variant)], luminance >= 0.21};
    if (ink.dark) {
        const GroundColours& colours = coloursOf(scene.background, scene.palette);
        const bool cool = colours.top.b > colours.top.r;  // red lettering belongs to warm grounds
        ink.colour = dark[std::size_t(cool && variant == 0 ? 1 : variant)];
    }
    // Too near to the ground: towards white or black.
    const float end = ink.dark ? 0.0f : 1.0f;
    for (int i = 0; i < 6 && contrastOf(luminanceOf(ink.colour), luminance) < contrast; ++i) {
        for (float* channel : {&ink.colour.r, &ink.colour.g, &ink.colour.b})
            *channel += 0.3f * (end - *channel);
    }
    return ink;
}

std::vector<Area> placeWords(Scene& scene, const Words& words, Random& random, const AtlasNames& names) {
    return Typesetter(scene, words, random, names).place();
}

}  // namespace lacuna::training

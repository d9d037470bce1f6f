// See caption.h. Every word said is true of the scene; short captions leave things out but add nothing.
#include "engine/training/posters/caption.h"

#include <algorithm>
#include <cmath>

namespace lacuna::training {
namespace {

bool endsWith(const std::string& text, std::string_view ending) {
    return std::string_view(text).ends_with(ending);
}

std::string plural(const std::string& noun) {
    if (noun == "fish") return noun;
    if (endsWith(noun, "leaf")) return noun.substr(0, noun.size() - 1) + "ves";
    if (endsWith(noun, "s") || endsWith(noun, "sh") || endsWith(noun, "ch")) return noun + "es";
    const bool consonant =
        noun.size() > 1 && std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos;
    if (endsWith(noun, "y") && consonant) return noun.substr(0, noun.size() - 1) + "ies";
    return noun + "s";
}

/// Equal sprites, told together.
struct Group {
    int sprite = 0, count = 0;
    const SubjectOnPage* first = nullptr;
};

class Writer {
  public:
    Writer(const Scene& scene, const AtlasNames& names, bool chinese)
        : scene_(scene), names_(names), chinese_(chinese) {
        for (const SubjectOnPage& subject : scene.subjects) {
            const auto known = std::ranges::find(groups_, subject.sprite, &Group::sprite);
            if (known == groups_.end())
                groups_.push_back({subject.sprite, 1, &subject});
            else
                ++known->count;
        }
    }

    std::string subjects() const {
        std::string text;
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            const bool last = i + 1 == groups_.size();
            if (i) text += chinese_ ? (last ? "和" : "、") : (last ? " and " : ", ");
            text += told(groups_[i]);
        }
        return text;
    }
    std::string ground() const { return in(nameOf(scene_.background, scene_.palette)); }
    std::string decoration() const {
        return scene_.decoration == Decoration::None ? std::string() : in(nameOf(scene_.decoration));
    }
    bool inGrid() const { return scene_.layout == Layout::Grid && groups_.size() > 1; }
    bool onPanel() const { return scene_.panel.has_value(); }

    /// The quoted titles on the page; empty without any.
    std::string titles() const {
        std::string text;
        for (const auto& title : {scene_.titleChinese, scene_.titleEnglish}) {
            if (title.empty()) continue;
            if (!text.empty()) text += chinese_ ? "和" : " and ";
            text += quoted(title);
        }
        return text;
    }
    /// The quoted words of a line; empty without it.
    std::string words(Role role) const {
        const auto line = std::ranges::find(scene_.lines, role, &LineOnPage::role);
        return line == scene_.lines.end() ? std::string() : quoted(utf8(line->text));
    }
    std::string titleStyle() const {
        if (scene_.lines.empty()) return {};
        const auto face = std::size_t(scene_.lines.front().face);
        return face < names_.faces.size() ? in(names_.faces[face].style) : std::string();
    }
    std::string titlePlace() const {
        switch (scene_.titlePlace) {
            case TitlePlace::None:
                return {};
            case TitlePlace::Top:
                if (scene_.layout == Layout::Corner) return chinese_ ? "左上角" : "at the top left";
                return chinese_ ? "上方" : "at the top";
            case TitlePlace::Bottom:
                return chinese_ ? "下方" : "at the bottom";
            case TitlePlace::Middle:
                return chinese_ ? "中间" : "across the middle";
            case TitlePlace::LeftEdge:
                return chinese_ ? "左侧竖排" : "down the left";
            case TitlePlace::RightEdge:
                return chinese_ ? "右侧竖排" : "down the right";
        }
        return {};
    }
    /// Where the first of two single subjects lies seen from the second; empty without two.
    std::string relation() const {
        std::vector<const Group*> single;
        for (const Group& group : groups_) {
            if (group.count == 1) single.push_back(&group);
        }
        if (single.size() < 2) return {};
        const SubjectOnPage &a = *single[0]->first, &b = *single[1]->first;
        const bool beside = std::abs(b.x - a.x) > std::abs(b.y - a.y);
        const auto plain = [&](const Group* g) { return in(names_.sprites[std::size_t(g->sprite)].subject); };
        if (chinese_)
            return plain(single[0]) + "在" + plain(single[1]) +
                   (beside ? (a.x < b.x ? "左边" : "右边") : (a.y < b.y ? "上面" : "下面"));
        return "the " + plain(single[0]) +
               (beside ? (a.x < b.x ? " left of" : " right of") : (a.y < b.y ? " above" : " below")) +
               " the " + plain(single[1]);
    }

  private:
    std::string in(const Name& name) const { return chinese_ ? name.chinese : name.english; }
    static std::string quoted(const std::string& text) { return "\"" + text + "\""; }
    std::string told(const Group& group) const {
        const SpriteName& sprite = names_.sprites[std::size_t(group.sprite)];
        const std::string colour = in(sprite.colour), kind = in(sprite.subject);
        static constexpr std::array kCounts{"", "a", "two", "three", "four"};
        static constexpr std::array kChineseCounts{"", "", "两个", "三个", "四个"};
        const auto count = std::size_t(std::min(group.count, 4));
        if (chinese_) return kChineseCounts[count] + colour + kind;
        if (count > 1) return std::string(kCounts[count]) + " " + colour + " " + plural(kind);
        const bool vowel = std::string_view("aeiou").find(colour[0]) != std::string_view::npos;
        return (vowel ? "an " : "a ") + colour + " " + kind;
    }

    const Scene& scene_;
    const AtlasNames& names_;
    bool chinese_;
    std::vector<Group> groups_;
};

std::string mediumEnglish(const Writer& writer, const std::string& things, const std::string& quoted) {
    std::string text = things.empty() ? writer.ground() : things + ", " + writer.ground();
    if (const auto extra = writer.decoration(); !extra.empty()) text += ", " + extra;
    if (!quoted.empty()) text += ", title " + quoted;
    return text;
}

std::string mediumChinese(const Writer& writer, const std::string& things, const std::string& quoted) {
    std::string text = things.empty() ? writer.ground() : things + "，" + writer.ground();
    if (const auto extra = writer.decoration(); !extra.empty()) text += "，" + extra;
    if (!quoted.empty()) text += "，标题" + quoted;
    return text;
}

std::string longEnglish(const Writer& writer, const Scene& scene, const std::string& things,
                        const std::string& quoted) {
    std::string text = isPhotograph(scene.background) ? "A photograph with a background of "
                                                      : "A poster with a background of ";
    text += writer.ground();
    if (const auto extra = writer.decoration(); !extra.empty()) text += " with " + extra;
    if (!things.empty()) text += ", showing " + things + (writer.inGrid() ? " side by side in a grid" : "");
    if (const auto relation = writer.relation(); !relation.empty()) text += ", " + relation;
    text += ".";
    if (quoted.empty()) return text;
    text += " Title " + writer.titlePlace() + (writer.onPanel() ? " on a plain panel" : "");
    if (const auto style = writer.titleStyle(); !style.empty()) text += " in " + style + " style";
    text += ": " + quoted + ".";
    if (const auto words = writer.words(Role::Subtitle); !words.empty()) text += " Subtitle: " + words + ".";
    const auto date = writer.words(Role::Date), venue = writer.words(Role::Venue);
    if (!date.empty()) text += " Date and place: " + date + ", " + venue + ".";
    return text;
}

std::string longChinese(const Writer& writer, const Scene& scene, const std::string& things,
                        const std::string& quoted) {
    std::string text = isPhotograph(scene.background) ? "一张照片，背景是" : "一张海报，背景是";
    text += writer.ground();
    if (const auto extra = writer.decoration(); !extra.empty()) text += "，点缀着" + extra;
    if (!things.empty()) text += "，画着" + things + (writer.inGrid() ? "，网格排列" : "");
    if (const auto relation = writer.relation(); !relation.empty()) text += "，" + relation;
    text += "。";
    if (quoted.empty()) return text;
    text += writer.titlePlace() + (writer.onPanel() ? "色块上" : "");
    if (const auto style = writer.titleStyle(); !style.empty()) text += "用" + style + "字体";
    text += "写着" + quoted + "。";
    if (const auto words = writer.words(Role::Subtitle); !words.empty()) text += "副标题" + words + "。";
    const auto date = writer.words(Role::Date), venue = writer.words(Role::Venue);
    if (!date.empty()) text += "时间地点" + date + "，" + venue + "。";
    return text;
}

}  // namespace

std::string captionOf(const Scene& scene, const AtlasNames& names, CaptionLanguage language,
                      CaptionLength length) {
    const bool chinese = language == CaptionLanguage::Chinese;
    const Writer writer(scene, names, chinese);
    const std::string things = writer.subjects(), quoted = writer.titles();
    switch (length) {
        case CaptionLength::Short:
            return things.empty() ? writer.ground() : things;
        case CaptionLength::Medium:
            return chinese ? mediumChinese(writer, things, quoted) : mediumEnglish(writer, things, quoted);
        case CaptionLength::Long:
            break;
    }
    return chinese ? longChinese(writer, scene, things, quoted) : longEnglish(writer, scene, things, quoted);
}

}  // namespace lacuna::training

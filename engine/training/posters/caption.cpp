// See caption.h. Every word said is true of the scene; short captions leave things out but add nothing.
#include "engine/training/posters/caption.h"

#include <cmath>

namespace lacuna::training {
namespace {

bool vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

class Writer {
  public:
    Writer(const Scene& scene, const AtlasNames& names, bool chinese)
        : scene_(scene), names_(names), chinese_(chinese) {}

    std::string subject(std::size_t i) const {
        const SpriteName& name = names_.sprites[std::size_t(scene_.subjects[i].sprite)];
        return chinese_ ? name.colour.chinese + name.subject.chinese
                        : name.colour.english + " " + name.subject.english;
    }
    std::string subjects() const {
        std::string text;
        for (std::size_t i = 0; i < scene_.subjects.size(); ++i) {
            if (i)
                text += chinese_ ? (i + 1 == scene_.subjects.size() ? "和" : "、")
                                 : (i + 1 == scene_.subjects.size() ? " and " : ", ");
            const std::string one = subject(i);
            text += chinese_ ? one : (vowel(one[0]) ? "an " : "a ") + one;
        }
        return text;
    }
    std::string ground() const {
        const Name& name = nameOf(scene_.background, scene_.palette);
        return chinese_ ? name.chinese : name.english;
    }
    /// The quoted titles on the page; empty without any.
    std::string titles() const {
        std::string text;
        for (const auto& title : {scene_.titleChinese, scene_.titleEnglish}) {
            if (title.empty()) continue;
            if (!text.empty()) text += chinese_ ? "和" : " and ";
            text += "\"" + title + "\"";
        }
        return text;
    }
    std::string titlePlace() const {
        switch (scene_.titlePlace) {
            case TitlePlace::None:
                return {};
            case TitlePlace::Top:
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
    /// Where the second subject lies seen from the first; empty with fewer than two.
    std::string relation() const {
        if (scene_.subjects.size() < 2) return {};
        const auto& a = scene_.subjects[0];
        const auto& b = scene_.subjects[1];
        const bool beside = std::abs(b.x - a.x) > std::abs(b.y - a.y);
        const auto plain = [&](std::size_t i) {
            const Name& name = names_.sprites[std::size_t(scene_.subjects[i].sprite)].subject;
            return chinese_ ? name.chinese : name.english;
        };
        if (chinese_)
            return plain(0) + "在" + plain(1) +
                   (beside ? (a.x < b.x ? "左边" : "右边") : (a.y < b.y ? "上面" : "下面"));
        return "the " + plain(0) +
               (beside ? (a.x < b.x ? " left of" : " right of") : (a.y < b.y ? " above" : " below")) +
               " the " + plain(1);
    }

  private:
    const Scene& scene_;
    const AtlasNames& names_;
    bool chinese_;
};

}  // namespace

std::string captionOf(const Scene& scene, const AtlasNames& names, CaptionLanguage language,
                      CaptionLength length) {
    const bool chinese = language == CaptionLanguage::Chinese;
    const Writer writer(scene, names, chinese);
    const std::string things = writer.subjects(), quoted = writer.titles();
    if (length == CaptionLength::Short) return things.empty() ? writer.ground() : things;
    if (length == CaptionLength::Medium) {
        std::string text =
            things.empty() ? writer.ground() : things + (chinese ? "，" : ", ") + writer.ground();
        if (!quoted.empty()) text += (chinese ? "，标题" : ", title ") + quoted;
        return text;
    }
    std::string text = (chinese ? "一张海报，背景是" : "A poster with a background of ") + writer.ground();
    if (!things.empty()) text += (chinese ? "，画着" : ", showing ") + things;
    if (const auto relation = writer.relation(); !relation.empty())
        text += (chinese ? "，" : ", ") + relation;
    text += chinese ? "。" : ".";
    if (!quoted.empty())
        text += chinese ? writer.titlePlace() + "写着" + quoted + "。"
                        : " Title " + writer.titlePlace() + ": " + quoted + ".";
    return text;
}

}  // namespace lacuna::training

// See words.h.
#include "engine/training/posters/words.h"

#include <set>

namespace lacuna::training {

std::u32string titleCharacters() {
    std::set<char32_t> characters;
    for (char32_t c = U'a'; c <= U'z'; ++c) characters.insert(c);
    for (char32_t c = U'A'; c <= U'Z'; ++c) characters.insert(c);
    for (char32_t c = U'0'; c <= U'9'; ++c) characters.insert(c);
    const auto add = [&](const char* text) {
        for (const char32_t c : codePoints(text)) characters.insert(c);
    };
    for (const Title& title : titles()) {
        for (const char* text : {title.english, title.chinese, title.subtitleEnglish, title.subtitleChinese})
            add(text);
    }
    for (const Venue& venue : venues()) {
        add(venue.english);
        add(venue.chinese);
    }
    add(" .,-'&!:/?%+");
    add("年月日时点分周一二三四五六七八九十上下午晚早零百千万，。！？、：·《》（）");
    // Frequent in names of festivals, seasons, trade and events beyond the titles above.
    add("清明重阳腊八除夕立雨水惊蛰谷芒种大小暑处白露寒霜降雪至福禄寿喜财吉祥如意恭贺祝迎送新旧岁龙凤虎马羊猴"
        "鸡狗猪鼠牛兔蛇"
        "特价折优惠券免费买赠满减秒杀抢购热卖爆款直播预约报名扫码关注会员积分礼品专享精选推荐"
        "讲座论坛峰会展览演出比赛决赛颁奖典礼晚宴舞台剧场摄影绘画书法设计科技创业志愿公益环保健康运动篮足球跑"
        "步游泳"
        "咖啡奶茶面包甜品火锅烧烤海鲜水果蔬菜素食酒店民宿花店服装鞋包美妆家居数码手机电脑图书玩具母婴宠物");
    return {characters.begin(), characters.end()};
}

std::u32string codePoints(const std::string& text) {
    std::u32string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80       ? 1
                                   : lead >> 5 == 6  ? 2
                                   : lead >> 4 == 14 ? 3
                                   : lead >> 3 == 30 ? 4
                                                     : 0;
        char32_t code = length == 1 ? lead : length == 0 ? 0xFFFD : char32_t(lead & (0xFF >> (length + 1)));
        bool whole = length > 0 && i + length <= text.size();
        for (std::size_t k = 1; whole && k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            whole = (next & 0xC0) == 0x80;
            code = code << 6 | char32_t(next & 0x3F);
        }
        result += whole ? code : char32_t(0xFFFD);
        i += whole ? length : 1;
    }
    return result;
}

std::string utf8(const std::u32string& text) {
    std::string result;
    for (const char32_t c : text) {
        if (c < 0x80) {
            result += char(c);
        } else if (c < 0x800) {
            result += char(0xC0 | c >> 6);
            result += char(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            result += char(0xE0 | c >> 12);
            result += char(0x80 | (c >> 6 & 0x3F));
            result += char(0x80 | (c & 0x3F));
        } else {
            result += char(0xF0 | c >> 18);
            result += char(0x80 | (c >> 12 & 0x3F));
            result += char(0x80 | (c >> 6 & 0x3F));
            result += char(0x80 | (c & 0x3F));
        }
    }
    return result;
}

}  // namespace lacuna::training

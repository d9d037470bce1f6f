// See words.h.
#include "engine/training/posters/words.h"

#include <array>
#include <set>

namespace lacuna::training {
namespace {

constexpr std::array kTitles{
    Title{"Mid-Autumn Festival", "中秋快乐"},
    Title{"Happy New Year", "新年快乐"},
    Title{"Spring Festival", "春节"},
    Title{"Lantern Festival", "元宵节"},
    Title{"Dragon Boat", "端午安康"},
    Title{"Happy Birthday", "生日快乐"},
    Title{"National Day", "国庆节"},
    Title{"Double Seventh", "七夕"},
    Title{"Winter Solstice", "冬至"},
    Title{"Big Sale", "年终大促"},
    Title{"New Arrival", "新品上市"},
    Title{"Limited Offer", "限时特惠"},
    Title{"Anniversary", "周年庆"},
    Title{"Grand Opening", "盛大开业"},
    Title{"Music Night", "音乐之夜"},
    Title{"Book Club", "读书会"},
    Title{"Movie Night", "电影之夜"},
    Title{"Coffee Time", "咖啡时光"},
    Title{"Spring Flowers", "春日花海"},
    Title{"Summer Breeze", "夏日海风"},
    Title{"Autumn Story", "秋日私语"},
    Title{"Winter Sun", "冬日暖阳"},
    Title{"Night Market", "夜市"},
    Title{"Travel", "去旅行"},
    Title{"City Lights", "城市之光"},
    Title{"Starry Sky", "星空"},
    Title{"Full Moon", "花好月圆"},
    Title{"Reunion", "团圆"},
    Title{"Peace and Joy", "平安喜乐"},
    Title{"Good Morning", "早安"},
    Title{"Good Night", "晚安"},
    Title{"Thank You", "感恩有你"},
    Title{"Mother's Day", "母亲节"},
    Title{"Children's Day", "儿童节"},
    Title{"Art Show", "艺术展"},
    Title{"We Are Hiring", "招聘"},
    Title{"Marathon", "马拉松"},
    Title{"Tea House", "茶馆"},
    Title{"Open Day", "开放日"},
    Title{"Sweet Dreams", "好梦"},
};

}  // namespace

std::span<const Title> titles() {
    return kTitles;
}

std::u32string titleCharacters() {
    std::set<char32_t> characters;
    for (char32_t c = U'a'; c <= U'z'; ++c) characters.insert(c);
    for (char32_t c = U'A'; c <= U'Z'; ++c) characters.insert(c);
    for (char32_t c = U'0'; c <= U'9'; ++c) characters.insert(c);
    for (const char32_t c : U" .,-'&!:") characters.insert(c);
    characters.erase(U'\0');
    for (const auto& title : kTitles) {
        for (const char* text : {title.english, title.chinese}) {
            for (const char32_t c : codePoints(text)) characters.insert(c);
        }
    }
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

// See webp_chunks.h.
#include "engine/formats/webp_chunks.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>

namespace lacuna {
namespace {

constexpr std::string_view kBefore = "<lacuna:recipe>", kAfter = "</lacuna:recipe>";
constexpr std::size_t kLongestRecipe = 1 << 20;

struct Chunk {
    std::string_view name;
    std::span<const std::byte> data;
};

std::uint32_t little32(std::span<const std::byte> bytes) {
    std::uint32_t v = 0;
    for (int i = 3; i >= 0; --i) v = v << 8 | std::uint32_t(bytes[std::size_t(i)]);
    return v;
}

std::vector<Chunk> chunksOf(std::span<const std::byte> file) {
    std::vector<Chunk> chunks;
    if (file.size() < 12 || std::memcmp(file.data(), "RIFF", 4) != 0 ||
        std::memcmp(file.data() + 8, "WEBP", 4) != 0)
        return {};
    file = file.subspan(12);
    while (file.size() >= 8) {
        const std::size_t size = little32(file.subspan(4));
        if (size > file.size() - 8) break;
        chunks.push_back({{reinterpret_cast<const char*>(file.data()), 4}, file.subspan(8, size)});
        file = file.subspan(std::min(file.size(), 8 + size + (size & 1)));
    }
    return chunks;
}

struct Canvas {
    std::uint32_t width = 0, height = 0;
    bool alpha = false;
};
/// From the picture's own header: VP8 frame header (RFC 6386, 9.1), VP8L header (RFC 9649, 3.4), or VP8X.
std::optional<Canvas> canvasOf(const Chunk& first) {
    const auto at = [&](std::size_t i) { return std::uint32_t(first.data[i]); };
    if (first.name == "VP8 " && first.data.size() >= 10) {
        return Canvas{(at(6) | at(7) << 8) & 0x3fff, (at(8) | at(9) << 8) & 0x3fff, false};
    }
    if (first.name == "VP8L" && first.data.size() >= 5) {
        const std::uint32_t bits = little32(first.data.subspan(1));
        return Canvas{(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, (bits >> 28 & 1) != 0};
    }
    if (first.name == "VP8X" && first.data.size() >= 10) {
        return Canvas{(at(4) | at(5) << 8 | at(6) << 16) + 1, (at(7) | at(8) << 8 | at(9) << 16) + 1,
                      (at(0) & 0x10) != 0};
    }
    return std::nullopt;
}

void put32(std::vector<std::byte>& out, std::uint32_t v) {
    for (int i = 0; i < 4; ++i) out.push_back(std::byte(v >> (8 * i)));
}
void putChunk(std::vector<std::byte>& out, std::string_view name, std::span<const std::byte> data) {
    for (const char c : name) out.push_back(std::byte(c));
    put32(out, std::uint32_t(data.size()));
    out.insert(out.end(), data.begin(), data.end());
    if (data.size() & 1) out.push_back(std::byte{0});
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("&amp;"))
            out += '&', i += 5;
        else if (rest.starts_with("&lt;"))
            out += '<', i += 4;
        else if (rest.starts_with("&gt;"))
            out += '>', i += 4;
        else
            out += text[i++];
    }
    return out;
}

std::string xmpOf(std::string_view recipe) {
    return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
           "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<rdf:Description rdf:about=\"\" xmlns:lacuna=\"https://lacuna.example/ns/1.0/\">" +
           std::string(kBefore) + escaped(recipe) + std::string(kAfter) +
           "</rdf:Description></rdf:RDF></x:xmpmeta>";
}

std::string recipeInXmp(std::string_view xmp) {
    const std::size_t from = xmp.find(kBefore);
    if (from == xmp.npos) return {};
    const std::size_t start = from + kBefore.size(), to = xmp.find(kAfter, start);
    return to == xmp.npos ? std::string{} : unescaped(xmp.substr(start, to - start));
}

}  // namespace

std::vector<std::byte> withChunks(std::span<const std::byte> webp, std::span<const std::byte> profile,
                                  std::string_view recipe) {
    const std::vector<Chunk> chunks = chunksOf(webp);
    if (chunks.empty()) return {};
    const auto canvas = canvasOf(chunks.front());
    if (!canvas || canvas->width == 0 || canvas->height == 0) return {};
    std::vector<std::byte> out;
    out.reserve(webp.size() + profile.size() + recipe.size() + 512);
    for (const char c : std::string_view("RIFF")) out.push_back(std::byte(c));
    put32(out, 0);  // known at the end
    for (const char c : std::string_view("WEBP")) out.push_back(std::byte(c));

    const bool alpha =
        canvas->alpha || std::ranges::any_of(chunks, [](const Chunk& c) { return c.name == "ALPH"; });
    const std::uint32_t w = canvas->width - 1, h = canvas->height - 1;
    const std::uint8_t flags =
        std::uint8_t((profile.empty() ? 0 : 0x20) | (alpha ? 0x10 : 0) | (recipe.empty() ? 0 : 0x04));
    const std::uint8_t header[10] = {flags,
                                     0,
                                     0,
                                     0,
                                     std::uint8_t(w),
                                     std::uint8_t(w >> 8),
                                     std::uint8_t(w >> 16),
                                     std::uint8_t(h),
                                     std::uint8_t(h >> 8),
                                     std::uint8_t(h >> 16)};
    putChunk(out, "VP8X", std::as_bytes(std::span(header)));
    if (!profile.empty()) putChunk(out, "ICCP", profile);  // before the picture, as 2.7 asks
    for (const Chunk& chunk : chunks) {
        if (chunk.name != "VP8X" && chunk.name != "ICCP" && chunk.name != "XMP ")
            putChunk(out, chunk.name, chunk.data);
    }
    const std::string xmp = xmpOf(recipe);
    if (!recipe.empty()) putChunk(out, "XMP ", std::as_bytes(std::span(xmp)));
    const std::uint32_t size = std::uint32_t(out.size() - 8);
    for (int i = 0; i < 4; ++i) out[std::size_t(4 + i)] = std::byte(size >> (8 * i));
    return out;
}

std::string recipeInWebP(std::span<const std::byte> webp) {
    for (const Chunk& chunk : chunksOf(webp)) {
        if (chunk.name == "XMP ")
            return recipeInXmp({reinterpret_cast<const char*>(chunk.data.data()), chunk.data.size()});
    }
    return {};
}

std::string recipeInWebP(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    char riff[12], header[8];
    if (!file.read(riff, sizeof riff)) return {};
    while (file.read(header, sizeof header)) {
        const std::uint32_t size = little32(std::as_bytes(std::span(header)).subspan(4));
        if (std::memcmp(header, "XMP ", 4) == 0) {
            if (size > kLongestRecipe) return {};
            std::string xmp(size, '\0');
            return file.read(xmp.data(), std::streamsize(size)) ? recipeInXmp(xmp) : std::string{};
        }
        file.seekg(std::streamoff(size) + (size & 1), std::ios::cur);
    }
    return {};
}

}  // namespace lacuna

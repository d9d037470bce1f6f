// See png_file.h. PNG (ISO/IEC 15948): signature, IHDR, IDAT, IEND; the IDAT is a zlib stream (RFC 1950) of
// stored blocks (RFC 1951).
#include "engine/training/png_file.h"

#include <array>
#include <string>
#include <string_view>

#include "engine/formats/atomic_file.h"
#include "engine/training/posters/painter.h"

namespace lacuna::training {
namespace {

void appendBigEndian(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += char(value >> shift & 255);
}

/// CRC-32 of ISO 3309, as annex D of the PNG specification computes it.
std::uint32_t crc32(std::string_view bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> t{};
        for (std::uint32_t n = 0; n < 256; ++n) {
            std::uint32_t c = n;
            for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
            t[n] = c;
        }
        return t;
    }();
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char byte : bytes) crc = table[(crc ^ std::uint8_t(byte)) & 255] ^ crc >> 8;
    return ~crc;
}

std::uint32_t adler32(std::string_view bytes) {
    std::uint32_t a = 1, b = 0;
    for (const char byte : bytes) {
        a = (a + std::uint8_t(byte)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

void appendChunk(std::string& out, std::string_view type, std::string_view data) {
    appendBigEndian(out, std::uint32_t(data.size()));
    const std::size_t begin = out.size();
    out.append(type).append(data);
    appendBigEndian(out, crc32(std::string_view(out).substr(begin)));
}

}  // namespace

std::string pngBytes(const torch::Tensor& pixels) {
    TORCH_CHECK(pixels.dim() == 3 && pixels.size(2) == 3 && pixels.scalar_type() == torch::kUInt8,
                "a PNG needs [h, w, 3] bytes");
    const auto bytes = pixels.to(torch::kCPU).contiguous();
    const auto height = std::size_t(bytes.size(0)), width = std::size_t(bytes.size(1));
    std::string raw;
    raw.reserve(height * (width * 3 + 1));
    for (std::size_t y = 0; y < height; ++y) {
        raw += '\0';  // filter type 0
        raw.append(reinterpret_cast<const char*>(bytes.const_data_ptr<std::uint8_t>()) + y * width * 3,
                   width * 3);
    }
    std::string stream("\x78\x01", 2);
    constexpr std::size_t kBlock = 65535;
    for (std::size_t begin = 0; begin < raw.size(); begin += kBlock) {
        const std::size_t length = std::min(kBlock, raw.size() - begin);
        stream += char(begin + length == raw.size());
        for (const std::size_t field : {length, ~length & 0xFFFF})
            stream.append({char(field & 255), char(field >> 8 & 255)});
        stream.append(raw, begin, length);
    }
    appendBigEndian(stream, adler32(raw));

    std::string header;
    appendBigEndian(header, std::uint32_t(width));
    appendBigEndian(header, std::uint32_t(height));
    header.append("\x08\x02\x00\x00\x00", 5);  // 8 bits, RGB, deflate, adaptive filters, no interlace
    std::string file("\x89PNG\r\n\x1a\n", 8);
    appendChunk(file, "IHDR", header);
    appendChunk(file, "IDAT", stream);
    appendChunk(file, "IEND", {});
    return file;
}

Result<void> writePng(const std::filesystem::path& path, const torch::Tensor& pixels) {
    return writeFileAtomically(path, pngBytes(pixels));
}

torch::Tensor contactSheet(const torch::Tensor& images, std::int64_t columns) {
    constexpr std::int64_t kGap = 4;
    const auto n = images.size(0), h = images.size(2), w = images.size(3), rows = (n + columns - 1) / columns;
    auto sheet = torch::full({rows * (h + kGap) + kGap, columns * (w + kGap) + kGap, 3}, 245, torch::kUInt8);
    const auto bytes = toBytes(images);
    for (std::int64_t i = 0; i < n; ++i) {
        const auto top = kGap + i / columns * (h + kGap), left = kGap + i % columns * (w + kGap);
        sheet.slice(0, top, top + h).slice(1, left, left + w).copy_(bytes[i]);
    }
    return sheet;
}

}  // namespace lacuna::training

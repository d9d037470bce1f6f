// The header of a safetensors file, read as a stream of JSON events: no tree is built, nothing nests deeper
// than the format allows, and a name given twice is seen.
#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/formats/safetensors.h"

namespace lacuna {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data is used where it lies");

struct RawTensor {
    std::string name;
    std::optional<DType> dtype;
    std::optional<std::vector<std::uint64_t>> shape;
    std::optional<std::vector<std::uint64_t>> offsets;
};

/// {"name": {"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}, ..., "__metadata__": {"key":
/// "value"}}
class HeaderEvents final : public nlohmann::json_sax<nlohmann::json> {
  public:
    std::vector<RawTensor> tensors;
    std::map<std::string, std::string> metadata;
    std::string problem;  // the first thing that is wrong

    bool start_object(std::size_t) override {
        if (place_ == Place::Start) return enter(Place::Root);
        if (place_ == Place::Root) return enter(key_ == "__metadata__" ? Place::Metadata : Place::Tensor);
        return wrong("holds an object where none belongs" + at());
    }
    bool key(string_t& key) override {
        switch (place_) {
            case Place::Root:
                if (!names_.insert(key).second) return wrong("names \"" + key + "\" twice");
                key_ = key;
                if (key_ != "__metadata__") tensors.push_back({key_, {}, {}, {}});
                return true;
            case Place::Metadata:
                metadataKey_ = key;
                return true;
            case Place::Tensor:
                field_ = key;
                return true;
            default:
                return wrong("is not an object of tensors");
        }
    }
    bool end_object() override {
        if (place_ == Place::Root) return enter(Place::End);
        if (place_ == Place::Tensor) {
            const RawTensor& tensor = tensors.back();
            if (!tensor.dtype) return wrong("gives no dtype" + at());
            if (!tensor.shape) return wrong("gives no shape" + at());
            if (!tensor.offsets) return wrong("gives no data_offsets" + at());
        }
        return enter(Place::Root);
    }
    bool start_array(std::size_t) override {
        if (place_ != Place::Tensor) return wrong("holds an array where none belongs" + at());
        auto& tensor = tensors.back();
        if (field_ == "shape" && !tensor.shape) {
            array_ = &tensor.shape.emplace();
        } else if (field_ == "data_offsets" && !tensor.offsets) {
            array_ = &tensor.offsets.emplace();
        } else {
            return wrong("holds an array where none belongs" + at());
        }
        return enter(Place::Array);
    }
    bool end_array() override { return enter(Place::Tensor); }
    bool number_unsigned(number_unsigned_t value) override {
        if (place_ != Place::Array) return wrong("holds a number where none belongs" + at());
        if (array_->size() >= kMaxTensorDimensions) return wrong("gives too many dimensions" + at());
        array_->push_back(value);
        return true;
    }
    bool string(string_t& value) override {
        if (place_ == Place::Metadata) {
            if (!metadata.emplace(metadataKey_, value).second)
                return wrong("names \"" + metadataKey_ + "\" twice");
            return true;
        }
        if (place_ != Place::Tensor || field_ != "dtype" || tensors.back().dtype) {
            return wrong("holds a text where none belongs" + at());
        }
        tensors.back().dtype = dtypeFromName(value);
        if (!tensors.back().dtype) return wrong("gives the unknown dtype \"" + value + "\"" + at());
        return true;
    }
    bool number_integer(number_integer_t) override { return wrong("holds a negative number" + at()); }
    bool number_float(number_float_t, const string_t&) override {
        return wrong("holds a number that is not whole" + at());
    }
    bool null() override { return wrong("holds null" + at()); }
    bool boolean(bool) override { return wrong("holds true or false" + at()); }
    bool binary(binary_t&) override { return wrong("holds binary data" + at()); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
        return wrong("is not valid JSON at byte " + std::to_string(position));
    }
    bool complete() const { return place_ == Place::End; }

  private:
    enum class Place { Start, Root, Metadata, Tensor, Array, End };

    bool enter(Place place) {
        place_ = place;
        return true;
    }
    bool wrong(std::string text) {
        if (problem.empty()) problem = std::move(text);
        return false;
    }
    std::string at() const { return key_.empty() ? std::string() : " for \"" + key_ + "\""; }

    Place place_ = Place::Start;
    std::string key_, field_, metadataKey_;
    std::unordered_set<std::string> names_;
    std::vector<std::uint64_t>* array_ = nullptr;
};

/// Bytes that shape and dtype ask for, or nothing if that number does not fit.
std::optional<std::uint64_t> bytesWanted(const RawTensor& tensor) {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t bytes = byteSize(*tensor.dtype);
    for (const std::uint64_t side : *tensor.shape) {
        if (side > kMost || (side != 0 && bytes > kMost / side)) return std::nullopt;
        bytes *= side;
    }
    return bytes;
}

}  // namespace

std::int64_t TensorView::count() const {
    std::int64_t product = 1;
    for (const std::int64_t side : shape) product *= side;
    return product;
}

Result<SafetensorsHeader> parseSafetensors(std::span<const std::byte> file, const std::string& where,
                                           std::string_view hint) {
    const auto bad = [&](const std::string& problem) {
        return fail(ErrorKind::BadFile, "This weight file " + problem + ". " + std::string(hint) + ".",
                    where);
    };
    // "8 bytes: N, an unsigned little-endian 64-bit integer, containing the size of the header"
    if (file.size() < 8) return bad("is too short to be one");
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, file.data(), 8);
    if (headerBytes > kMaxSafetensorsHeaderBytes)
        return bad("claims a header of " + std::to_string(headerBytes) + " bytes");
    if (headerBytes > file.size() - 8) return bad("is cut off inside its header");

    // "N bytes: a JSON UTF-8 string representing the header. The header data MUST begin with a { character.
    // It MAY be trailing padded with whitespace (0x20)."
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + 8, headerBytes);
    if (!text.starts_with('{')) return bad("has a header that is no JSON object");
    HeaderEvents events;
    const bool parsed = nlohmann::json::sax_parse(text, &events);
    if (!parsed || !events.complete()) {
        return bad("has a header that " +
                   (events.problem.empty() ? std::string("is incomplete") : events.problem));
    }

    // "The byte buffer needs to be entirely indexed, and cannot contain holes."
    std::ranges::stable_sort(events.tensors, [](const RawTensor& a, const RawTensor& b) {
        const auto key = [](const RawTensor& t) {
            return t.offsets->size() == 2 ? std::pair((*t.offsets)[0], (*t.offsets)[1])
                                          : std::pair<std::uint64_t, std::uint64_t>();
        };
        return key(a) < key(b);
    });
    const std::span<const std::byte> data = file.subspan(8 + headerBytes);
    SafetensorsHeader header;
    header.metadata = std::move(events.metadata);
    header.names.reserve(events.tensors.size());
    header.tensors.reserve(events.tensors.size());
    std::uint64_t position = 0;
    for (RawTensor& raw : events.tensors) {
        const std::string of = " for \"" + raw.name + "\"";
        if (raw.offsets->size() != 2) return bad("gives data_offsets that are not a pair" + of);
        const std::uint64_t begin = (*raw.offsets)[0], end = (*raw.offsets)[1];
        if (begin > end) return bad("gives data_offsets that run backwards" + of);
        if (end > data.size()) return bad("is cut off: its data ends before the offsets given" + of);
        if (begin != position) {
            return bad(begin < position ? "gives data_offsets that overlap others" + of
                                        : "leaves a hole before the data" + of);
        }
        const auto wanted = bytesWanted(raw);
        if (!wanted) return bad("gives a shape whose size overflows" + of);
        if (*wanted != end - begin) {
            return bad("gives a shape of " + std::to_string(*wanted) + " bytes and offsets of " +
                       std::to_string(end - begin) + of);
        }
        position = end;
        TensorView view{*raw.dtype, std::vector<std::int64_t>(raw.shape->begin(), raw.shape->end()),
                        data.subspan(begin, end - begin)};
        header.names.push_back(raw.name);
        header.tensors.emplace(std::move(raw.name), std::move(view));
    }
    if (position != data.size())
        return bad("holds " + std::to_string(data.size() - position) + " bytes that belong to no tensor");
    return header;
}

}  // namespace lacuna

// See ora_stack.h. Groups are flattened while reading: their offsets, opacity and visibility go to their
// layers.
#include "engine/formats/ora_stack.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <pugixml.hpp>
#include <sstream>

#include "engine/base/utf8.h"

namespace lacuna {
namespace {

constexpr const char* kNamespace = "urn:lacuna:ora:1";
constexpr int kMaxOffset = 1 << 20;
constexpr double kMinDpi = 1, kMaxDpi = 100'000;

/// XML 1.0 has no way to write most control characters, and attributes must be UTF-8.
std::string xmlText(std::string_view text) {
    std::string clean = replaceInvalidUtf8(text);
    std::erase_if(clean,
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; });
    return clean;
}

std::string number(double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, end.ptr);
}

template <class T>
std::optional<T> parsed(const char* text) {
    T value{};
    const std::string_view view(text);
    const auto result = std::from_chars(view.data(), view.data() + view.size(), value);
    if (result.ec != std::errc() || result.ptr != view.data() + view.size()) return std::nullopt;
    return value;
}

/// What a group passes on to its layers.
struct Inherited {
    int x = 0, y = 0;
    double opacity = 1;
    bool visible = true;
    int depth = 0;
};

class StackReader {
  public:
    StackReader(const PosterLimits& limits, const std::string& where) : limits_(limits), where_(where) {}

    Result<Stack> read(std::string_view xml) {
        pugi::xml_document document;
        // No DOCTYPE is read, so there are no entities but the five of XML itself.
        const auto outcome =
            document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
        if (!outcome) return bad("is not valid XML (at byte " + std::to_string(outcome.offset) + ")");
        const pugi::xml_node image = document.child("image");
        const auto width = parsed<int>(image.attribute("w").value()),
                   height = parsed<int>(image.attribute("h").value());
        if (!width || !height || *width < 1 || *height < 1) return bad("gives no size of the page");
        if (*width > limits_.maxSide || *height > limits_.maxSide) {
            return fail(ErrorKind::Unsupported,
                        "The page is " + std::to_string(*width) + " x " + std::to_string(*height) +
                            " pixels, more than the " + std::to_string(limits_.maxSide) +
                            " a side that Lacuna opens. Make it smaller in the program that saved it.",
                        where_);
        }
        stack_.size = {*width, *height};
        if (const auto dpi = parsed<double>(image.attribute("xres").value());
            dpi && *dpi >= kMinDpi && *dpi <= kMaxDpi) {
            stack_.dpi = *dpi;
        }
        const pugi::xml_node root = image.child("stack");
        if (!root) return bad("has no layers");
        LACUNA_TRY_VOID(readGroup(root, {}));
        return std::move(stack_);
    }

  private:
    tl::unexpected<Error> bad(const std::string& problem) const {
        return fail(ErrorKind::BadFile,
                    "The file's list of layers (stack.xml) " + problem + ". Open a backup of it.", where_);
    }

    Result<int> offset(const pugi::xml_node& node, const char* key) const {
        const pugi::xml_attribute attribute = node.attribute(key);
        if (!attribute) return 0;
        // Some programs write "12.0".
        const auto value = parsed<double>(attribute.value());
        if (!value || !(std::abs(*value) <= kMaxOffset)) return bad("gives a position that is no number");
        return static_cast<int>(std::lround(*value));
    }

    /// Opacity is clamped rather than refused: a slider cannot ruin a picture.
    static double opacityOf(const pugi::xml_node& node) {
        const auto value = parsed<double>(node.attribute("opacity").value());
        return value && *value == *value ? std::clamp(*value, 0.0, 1.0) : 1.0;
    }

    Result<Inherited> within(const pugi::xml_node& node, const Inherited& outer) const {
        LACUNA_TRY(const int x, offset(node, "x"));
        LACUNA_TRY(const int y, offset(node, "y"));
        if (std::abs(outer.x + x) > kMaxOffset || std::abs(outer.y + y) > kMaxOffset)
            return bad("places a layer too far away");
        const bool hidden = std::string_view(node.attribute("visibility").value()) == "hidden";
        return Inherited{outer.x + x, outer.y + y, outer.opacity * opacityOf(node), outer.visible && !hidden,
                         outer.depth + 1};
    }

    Result<void> readGroup(const pugi::xml_node& group, const Inherited& inherited) {
        if (inherited.depth > limits_.maxGroupDepth) return bad("nests its groups too deeply");
        for (const pugi::xml_node& node : group.children()) {
            const std::string_view kind = node.name();
            if (kind == "stack") {
                LACUNA_TRY(const Inherited inner, within(node, inherited));
                LACUNA_TRY_VOID(readGroup(node, inner));
            } else if (kind == "layer") {
                LACUNA_TRY_VOID(readLayer(node, inherited));
            }  // other kinds are extensions: the standard asks readers to skip them
        }
        return {};
    }

    Result<void> readLayer(const pugi::xml_node& node, const Inherited& inherited) {
        if (static_cast<int>(stack_.layers.size()) >= limits_.maxLayers) {
            return bad("has more than " + std::to_string(limits_.maxLayers) + " layers");
        }
        LACUNA_TRY(const Inherited own, within(node, inherited));
        StackLayer layer;
        layer.name = xmlText(node.attribute("name").value());
        layer.x = own.x;
        layer.y = own.y;
        layer.opacity = own.opacity;
        layer.visible = own.visible;
        if (const pugi::xml_attribute composite = node.attribute("composite-op"))
            layer.composite = xmlText(composite.value());
        layer.source = node.attribute("src").value();
        layer.full = node.attribute("lacuna:full").value();
        layer.mask = node.attribute("lacuna:mask").value();
        layer.notes = node.attribute("lacuna:notes").value();
        layer.sourceCrc = parsed<std::uint32_t>(node.attribute("lacuna:crc").value()).value_or(0);
        layer.empty = node.attribute("lacuna:empty").as_bool();
        if (layer.source.empty()) return bad("names no picture for the layer \"" + layer.name + "\"");
        stack_.layers.push_back(std::move(layer));
        return {};
    }

    const PosterLimits& limits_;
    const std::string& where_;
    Stack stack_;
};

}  // namespace

Result<Stack> parseStack(std::string_view xml, const PosterLimits& limits, const std::string& where) {
    return StackReader(limits, where).read(xml);
}

std::string writeStack(const Stack& stack) {
    pugi::xml_document document;
    pugi::xml_node image = document.append_child("image");
    image.append_attribute("xmlns:lacuna") = kNamespace;
    image.append_attribute("version") = "0.0.5";
    image.append_attribute("w") = stack.size.width;
    image.append_attribute("h") = stack.size.height;
    image.append_attribute("xres") = number(std::round(stack.dpi)).c_str();  // the standard has whole numbers
    image.append_attribute("yres") = number(std::round(stack.dpi)).c_str();
    pugi::xml_node root = image.append_child("stack");
    for (const StackLayer& layer : stack.layers) {
        pugi::xml_node node = root.append_child("layer");
        node.append_attribute("name") = xmlText(layer.name).c_str();
        node.append_attribute("src") = layer.source.c_str();
        node.append_attribute("x") = layer.x;
        node.append_attribute("y") = layer.y;
        node.append_attribute("opacity") = number(layer.opacity).c_str();
        node.append_attribute("visibility") = layer.visible ? "visible" : "hidden";
        node.append_attribute("composite-op") = xmlText(layer.composite).c_str();
        if (!layer.full.empty()) node.append_attribute("lacuna:full") = layer.full.c_str();
        if (!layer.mask.empty()) node.append_attribute("lacuna:mask") = layer.mask.c_str();
        if (!layer.mask.empty()) node.append_attribute("lacuna:crc") = layer.sourceCrc;
        if (!layer.notes.empty()) node.append_attribute("lacuna:notes") = layer.notes.c_str();
        if (layer.empty) node.append_attribute("lacuna:empty") = true;
    }
    std::ostringstream text;
    document.save(text, " ", pugi::format_indent, pugi::encoding_utf8);
    return text.str();
}

}  // namespace lacuna

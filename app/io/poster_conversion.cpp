// See poster_conversion.h. Each kind of hidden layer has its writer and, further down, its reader.
#include "app/io/poster_conversion.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/formats/recipe_json.h"
#include "engine/image/convert.h"
#include "engine/image/mask_ops.h"

namespace lacuna {
namespace {

// Notes of a layer. Values are text; a reader takes what it knows and skips the rest.
constexpr const char* kRole = "role";
constexpr const char* kRepaintMask = "repaint-mask";
constexpr const char* kVariant = "variant";
constexpr const char* kVariants = "variants";    // how many hidden layers above this one are its variants
constexpr const char* kShown = "shown-variant";  // where the layer's own candidate stands among them
constexpr const char* kLocked = "locked";
constexpr const char* kMaskOff = "mask-disabled";
constexpr const char* kMaskOutside = "mask-outside";  // the mask's value where the file has no pixels
constexpr const char* kPartial = "partial";

/// Larger than any page, small enough that sums of offsets stay in an int.
constexpr int kMaxOffset = 4 * kMaxPageSide;

std::string textOf(const std::map<std::string, std::string>& notes, const char* key) {
    const auto at = notes.find(key);
    return at == notes.end() ? std::string() : at->second;
}

int numberOf(const std::map<std::string, std::string>& notes, const char* key, int otherwise) {
    const std::string text = textOf(notes, key);
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Recipe recipeFrom(const std::string& json) {
    return recipeFromJson(json).value_or(Recipe{});
}

PosterLayer posterLayer(const Layer& layer) {
    PosterLayer out;
    out.name = layer.name;
    out.opacity = layer.opacity;
    out.composite = std::string(compositeOp(layer.blend));
    out.visible = layer.visible;
    Rect bounds = layer.pixels.contentBounds();
    // A generative layer keeps its whole crop, so that it is still a candidate after loading.
    if (layer.generation)
        bounds = bounds.united(
            layer.pixels.tileBounds().intersected(boundsOf(layer.generation->current().pixels.size())));
    out.x = layer.x + bounds.x;
    out.y = layer.y + bounds.y;
    if (!bounds.empty()) {
        out.pixels = layer.pixels.read(bounds).freeze();
        if (layer.mask) out.mask = layer.mask->read(bounds).freeze();
    }
    if (layer.mask) out.properties[kMaskOutside] = std::to_string(int(layer.mask->background()[0]));
    if (layer.locked) out.properties[kLocked] = "1";
    if (!layer.maskEnabled) out.properties[kMaskOff] = "1";
    if (const Recipe* recipe = layer.recipe()) out.recipe = recipeToJson(*recipe);
    return out;
}

PosterLayer variantLayer(const Layer& layer, const Candidate& candidate, std::size_t index) {
    const Rect shown = layer.generation->current().placement;
    PosterLayer out;
    out.name = layer.name + " (" + std::to_string(index + 1) + ")";
    out.x = layer.x + candidate.placement.x - shown.x;
    out.y = layer.y + candidate.placement.y - shown.y;
    out.visible = false;
    out.pixels = converted(candidate.pixels, formatOf(4, isDeep(candidate.pixels.format())));
    out.mask = candidate.mask;
    out.recipe = recipeToJson(candidate.recipe);
    out.properties[kRole] = kVariant;
    if (candidate.partial) out.properties[kPartial] = "1";
    return out;
}

/// Hidden red with the mask as alpha: other programs show it as what it is.
PosterLayer maskLayer(const Picture& picture, const Rect& bounds) {
    const Bitmap mask = picture.mask.read(bounds);
    Bitmap red(bounds.size(), PixelFormat::Rgba8);
    fill(red, boundsOf(bounds.size()), Colour{65535, 0, 0, 65535});
    multiplyAlpha(red, mask);
    PosterLayer out;
    out.name = "Mask";
    out.x = bounds.x;
    out.y = bounds.y;
    out.visible = false;
    out.pixels = std::move(red).freeze();
    out.properties[kRole] = kRepaintMask;
    return out;
}

Candidate candidateFrom(const PosterLayer& layer) {
    Candidate candidate;
    candidate.pixels = converted(layer.pixels, formatOf(3, isDeep(layer.pixels.format())));
    candidate.mask = layer.mask;
    candidate.placement = Rect{layer.x, layer.y, layer.pixels.width(), layer.pixels.height()};
    candidate.recipe = recipeFrom(layer.recipe);
    candidate.partial = textOf(layer.properties, kPartial) == "1";
    return candidate;
}

Layer layerFrom(const PosterLayer& from) {
    const bool deep = from.pixels && isDeep(from.pixels.format());
    Layer layer = makeLayer(from.name, deep ? Depth::Bits16 : Depth::Bits8);
    layer.x = std::clamp(from.x, -kMaxOffset, kMaxOffset);
    layer.y = std::clamp(from.y, -kMaxOffset, kMaxOffset);
    layer.opacity = std::clamp(from.opacity, 0.0, 1.0);
    layer.blend = blendModeFromCompositeOp(from.composite).value_or(BlendMode::Normal);
    layer.visible = from.visible;
    layer.locked = textOf(from.properties, kLocked) == "1";
    layer.maskEnabled = textOf(from.properties, kMaskOff) != "1";
    if (from.pixels) layer.pixels = TileStore::fromImage(from.pixels, layer.pixels.format());
    const std::string outside = textOf(from.properties, kMaskOutside);
    if (from.mask || !outside.empty()) {
        layer.mask =
            TileStore::gray(std::uint8_t(std::clamp(numberOf(from.properties, kMaskOutside, 0), 0, 255)));
        if (from.mask) layer.mask->write(from.mask, 0, 0);
        layer.mask->warm();
    }
    layer.pixels.warm();
    return layer;
}

/// A layer and the hidden layers above it that keep its variants, nearest last.
void giveGeneration(Layer& layer, const PosterLayer& from, std::vector<Candidate> variants) {
    if (from.recipe.empty() || !from.pixels) return;
    Generation generation;
    const int shown = std::clamp(numberOf(from.properties, kShown, 0), 0, int(variants.size()));
    variants.insert(variants.begin() + shown, candidateFrom(from));
    generation.candidates = std::move(variants);
    generation.shown = shown;
    layer.generation = std::make_shared<const Generation>(std::move(generation));
}

}  // namespace

PosterFile posterFrom(const Picture& picture) {
    PosterFile poster;
    poster.size = picture.size;
    poster.dpi = picture.dpi;
    if (const Rect bounds = maskBounds(picture); !bounds.empty())
        poster.layers.push_back(maskLayer(picture, bounds));
    for (auto layer = picture.layers.rbegin(); layer != picture.layers.rend(); ++layer) {
        PosterLayer out = posterLayer(**layer);
        if (const auto& generation = (*layer)->generation;
            generation && generation->candidates.size() > 1 && out.pixels) {
            out.properties[kVariants] = std::to_string(generation->candidates.size() - 1);
            out.properties[kShown] = std::to_string(generation->shown);
            for (std::size_t i = 0; i < generation->candidates.size(); ++i) {
                if (int(i) != generation->shown)
                    poster.layers.push_back(variantLayer(**layer, generation->candidates[i], i));
            }
        }
        poster.layers.push_back(std::move(out));
    }
    return poster;
}

Result<Picture> pictureFrom(PosterFile poster) {
    if (poster.size.empty() || poster.size.width > kMaxPageSide || poster.size.height > kMaxPageSide) {
        return fail(ErrorKind::Unsupported, "The page is " + std::to_string(poster.size.width) + " x " +
                                                std::to_string(poster.size.height) +
                                                " pixels; a side can have " + std::to_string(kMaxPageSide) +
                                                " at most. Make it smaller in the program that wrote it.");
    }
    Picture picture;
    picture.size = poster.size;
    if (poster.dpi > 0) picture.dpi = poster.dpi;
    std::vector<Candidate> variants;
    for (PosterLayer& given : poster.layers) {
        const PosterLayer from = std::exchange(given, {});
        const std::string role = textOf(from.properties, kRole);
        if (role == kRepaintMask && from.pixels) {
            picture.mask.write(alphaOf(from.pixels), from.x, from.y);
            picture.mask = picture.mask.clipped(picture.page());
            continue;
        }
        if (role == kVariant && from.pixels) {
            variants.push_back(candidateFrom(from));
            continue;
        }
        Layer layer = layerFrom(from);
        // Another program may have moved or deleted some: only what is announced and there belongs to this
        // layer.
        const auto wanted = std::size_t(std::max(0, numberOf(from.properties, kVariants, 0)));
        if (variants.size() > wanted) variants.resize(wanted);
        giveGeneration(layer, from, std::exchange(variants, {}));
        picture.layers.insert(picture.layers.begin(), std::make_shared<const Layer>(std::move(layer)));
    }
    return picture;
}

std::string recipeOf(const Picture& picture) {
    for (auto layer = picture.layers.rbegin(); layer != picture.layers.rend(); ++layer) {
        if ((*layer)->visible && (*layer)->recipe()) return recipeToJson(*(*layer)->recipe());
    }
    return {};
}

}  // namespace lacuna

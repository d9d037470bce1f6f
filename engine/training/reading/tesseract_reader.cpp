// TextReader through libtesseract (Smith, "An overview of the Tesseract OCR engine", 2007; its LSTM engine).
#include <tesseract/baseapi.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/image/resample.h"
#include "engine/training/reading/text_reader.h"

namespace lacuna::training {
namespace {

/// Tesseract was trained on lettering of about this height: a line is scaled to it with a margin, other
/// layouts are enlarged until the shorter side has kLeastSide pixels.
constexpr int kLineHeight = 64;
constexpr int kLeastSide = 768;
constexpr int kMargin = 16;
constexpr int kMostSide = 16384;

const char* languageOf(Script script) {
    return script == Script::Chinese ? "chi_sim" : "eng";
}

tesseract::PageSegMode modeOf(TextLayout layout) {
    switch (layout) {
        case TextLayout::Line:
            return tesseract::PSM_SINGLE_LINE;
        case TextLayout::Block:
            return tesseract::PSM_SINGLE_BLOCK;
        case TextLayout::Scattered:
            return tesseract::PSM_SPARSE_TEXT;
    }
    return tesseract::PSM_AUTO;
}

/// Luma (Rec. 601) of any 8-bit format.
Bitmap luma(ConstView picture) {
    Bitmap grey(picture.size(), PixelFormat::Gray8);
    const int channels = picture.channels();
    for (int y = 0; y < picture.height(); ++y) {
        const auto* from = picture.row<std::uint8_t>(y);
        auto* to = grey.row<std::uint8_t>(y);
        for (int x = 0; x < picture.width(); ++x, from += channels)
            to[x] = channels == 1
                        ? from[0]
                        : std::uint8_t((299 * from[0] + 587 * from[1] + 114 * from[2] + 500) / 1000);
    }
    return grey;
}

Size readingSize(Size size, TextLayout layout) {
    const double target = layout == TextLayout::Line ? kLineHeight : kLeastSide;
    const double side = layout == TextLayout::Line ? size.height : std::min(size.width, size.height);
    double scale = target / side;
    if (layout != TextLayout::Line) scale = std::max(1.0, scale);
    scale = std::min(scale, double(kMostSide) / std::max(size.width, size.height));
    return {std::max(1, int(std::lround(size.width * scale))),
            std::max(1, int(std::lround(size.height * scale)))};
}

/// Tesseract reads letters into flat ground; below this range of grey levels there are none.
bool flat(const Bitmap& grey) {
    constexpr int kLeastContrast = 12;
    const auto [low, high] = std::ranges::minmax_element(grey.bytes());
    return int(*high) - int(*low) < kLeastContrast;
}

/// `grey`, its values turned over if `inverted`, with a margin in the colour of its corners' mean.
Bitmap framed(const Bitmap& grey, bool inverted) {
    const int w = grey.width(), h = grey.height();
    const auto value = [&](int x, int y) {
        const auto v = grey.row<std::uint8_t>(y)[x];
        return std::uint8_t(inverted ? 255 - v : v);
    };
    const int ground = (value(0, 0) + value(w - 1, 0) + value(0, h - 1) + value(w - 1, h - 1)) / 4;
    Bitmap result({w + 2 * kMargin, h + 2 * kMargin}, PixelFormat::Gray8);
    for (int y = 0; y < result.height(); ++y) {
        auto* row = result.row<std::uint8_t>(y);
        std::fill(row, row + result.width(), std::uint8_t(ground));
        if (y < kMargin || y >= kMargin + h) continue;
        for (int x = 0; x < w; ++x) row[kMargin + x] = value(x, y - kMargin);
    }
    return result;
}

class TesseractReader : public TextReader {
  public:
    Result<ReadText> read(ConstView picture, Script script, TextLayout layout) override {
        if (picture.empty() || bytesPerChannel(picture.format()) != 1 ||
            std::max(picture.width(), picture.height()) > kMostSide) {
            return fail(
                ErrorKind::BadRequest,
                "Text is read from 8-bit pictures of up to 16384 pixels a side. Scale the picture down.");
        }
        LACUNA_TRY(tesseract::TessBaseAPI * api, apiFor(script));
        const Bitmap grey = resized(luma(picture), readingSize(picture.size(), layout), Filter::Bicubic);
        if (flat(grey)) return ReadText{};
        // Light lettering on dark ground reads better turned over; which it is, confidence tells.
        ReadText best;
        for (const bool inverted : {false, true}) {
            const ReadText text = readOnce(*api, framed(grey, inverted), layout);
            if (text.confidence > best.confidence) best = text;
        }
        return best;
    }

    std::string name() const override {
        return std::string("Tesseract ") + tesseract::TessBaseAPI::Version();
    }

  private:
    Result<tesseract::TessBaseAPI*> apiFor(Script script) {
        auto& api = apis_[script];
        if (!api) {
            auto fresh = std::make_unique<tesseract::TessBaseAPI>();
            if (fresh->Init(nullptr, languageOf(script), tesseract::OEM_LSTM_ONLY) != 0) {
                const std::string package =
                    script == Script::Chinese ? "tesseract-ocr-chi-sim" : "tesseract-ocr-eng";
                return fail(ErrorKind::ModelMissing,
                            "Tesseract's language data is not there. Install " + package + ".",
                            languageOf(script));
            }
            fresh->SetVariable("debug_file", "/dev/null");
            api = std::move(fresh);
        }
        return api.get();
    }

    static ReadText readOnce(tesseract::TessBaseAPI& api, const Bitmap& grey, TextLayout layout) {
        api.SetPageSegMode(modeOf(layout));
        api.SetImage(reinterpret_cast<const unsigned char*>(grey.bytes().data()), grey.width(), grey.height(),
                     1, grey.width());
        api.SetSourceResolution(150);
        const std::unique_ptr<char[]> text(api.GetUTF8Text());
        ReadText result;
        if (text) result.text = text.get();
        result.confidence = api.MeanTextConf() / 100.0;
        api.Clear();
        return result;
    }

    std::map<Script, std::unique_ptr<tesseract::TessBaseAPI>> apis_;
};

}  // namespace

Result<std::unique_ptr<TextReader>> openTextReader() {
    return std::unique_ptr<TextReader>(std::make_unique<TesseractReader>());
}

}  // namespace lacuna::training

// Who reads the lettering of a picture: the interface, and the reader that this build has. Whether there is
// one is decided when the build is configured (Tesseract, through pkg-config); nothing pretends to read.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/image/view.h"

namespace lacuna::training {

enum class Script : std::uint8_t { English, Chinese };

/// What the picture shows. Line: nothing but one horizontal line. Block: lines below each other. Scattered:
/// lettering anywhere on a poster, in no order.
enum class TextLayout : std::uint8_t { Line, Block, Scattered };

struct ReadText {
    std::string text;       ///< UTF-8, as read: lines end with "\n"; empty when nothing was found
    double confidence = 0;  ///< 0..1, the mean over words; 0 when nothing was found
};

/// Made, used and destroyed on one thread.
class TextReader {
  public:
    virtual ~TextReader() = default;
    /// @param picture any 8-bit format; alpha is not looked at. Small lettering is enlarged before it is
    /// read. Errors: BadRequest (empty, 16 bits, or a side above 16384), ModelMissing (the script's data is
    /// not installed), Internal.
    virtual Result<ReadText> read(ConstView picture, Script script, TextLayout layout) = 0;
    /// "Tesseract 5.3.0", for reports.
    virtual std::string name() const = 0;
};

/// Errors: Unsupported when this build has no reader.
Result<std::unique_ptr<TextReader>> openTextReader();

}  // namespace lacuna::training

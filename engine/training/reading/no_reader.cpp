// A build without Tesseract has no reader, and says so.
#include "engine/training/reading/text_reader.h"

namespace lacuna::training {

Result<std::unique_ptr<TextReader>> openTextReader() {
    return fail(ErrorKind::Unsupported,
                "This build cannot read text in pictures. Install libtesseract-dev, then configure and build "
                "again.");
}

}  // namespace lacuna::training

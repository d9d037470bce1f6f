// See chat_template.h.
#include "engine/text/chat_template.h"

#include <array>

namespace lacuna {
namespace {

constexpr std::string_view kDescribeHeader =
    "<|im_start|>system\nDescribe the image by detailing the color, shape, size, texture, quantity, text, "
    "spatial relationships of the "
    "objects and background:<|im_end|>\n<|im_start|>user\n";
constexpr std::string_view kEditHeader =
    "<|im_start|>system\nDescribe the key features of the input image (color, shape, size, texture, objects, "
    "background), then explain "
    "how the user's text instruction should alter or modify the image. Generate a new image that meets the "
    "user's requirements while "
    "maintaining consistency with the original input where appropriate.<|im_end|>\n<|im_start|>user\n";
constexpr std::string_view kQuestionHeader =
    "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n";
constexpr std::string_view kFooter = "<|im_end|>\n<|im_start|>assistant\n";
constexpr std::string_view kPicture = "<|vision_start|><|image_pad|><|vision_end|>";

/// A template's beginning, up to the pictures.
struct Header {
    std::string_view text;
    int dropped = 0;  ///< its tokens, where they are dropped
};

Header headerOf(PromptTemplate which) {
    switch (which) {
        case PromptTemplate::TextToImage:
            return {kDescribeHeader, 34};
        case PromptTemplate::Edit:
        case PromptTemplate::EditPlus:
            return {kEditHeader, 64};
        case PromptTemplate::Question:
            break;
    }
    return {kQuestionHeader, 0};
}

bool takesOnePicture(PromptTemplate which) {
    return which == PromptTemplate::Edit || which == PromptTemplate::Question;
}

}  // namespace

int droppedTokens(PromptTemplate which) {
    return headerOf(which).dropped;
}

std::string fillTemplate(PromptTemplate which, std::string_view prompt, int images) {
    std::string text(headerOf(which).text);
    if (takesOnePicture(which)) text += kPicture;
    if (which == PromptTemplate::EditPlus) {
        for (int i = 1; i <= images; ++i)
            text += "Picture " + std::to_string(i) + ": " + std::string(kPicture);
    }
    text += prompt;
    text += kFooter;
    return text;
}

Result<PromptTokens> tokenizePrompt(const Tokenizer& tokenizer, PromptTemplate which, std::string_view prompt,
                                    std::span<const int> imageRows) {
    const int images = which == PromptTemplate::TextToImage ? 0 : static_cast<int>(imageRows.size());
    if (takesOnePicture(which) && images != 1) {
        return fail(
            ErrorKind::BadRequest,
            "This model looks at one picture, and " + std::to_string(images) + " were given. Give it one.",
            "references");
    }
    if (which == PromptTemplate::EditPlus && images < 1) {
        return fail(ErrorKind::BadRequest, "This model needs a picture to edit. Add one.", "references");
    }
    if (which != PromptTemplate::TextToImage) {
        // In text-to-image such words are tokens like others; here they would be taken for pictures that are
        // not there.
        for (const std::string_view pad : {"<|image_pad|>", "<|video_pad|>"}) {
            if (prompt.find(pad) != std::string_view::npos) {
                return fail(ErrorKind::BadRequest,
                            "The prompt contains \"" + std::string(pad) +
                                "\", which stands for a picture. Take it out.",
                            "prompt");
            }
        }
    }
    LACUNA_TRY(const std::vector<TokenId> filled, tokenizer.encode(fillTemplate(which, prompt, images)));
    PromptTokens result;
    result.drop = droppedTokens(which);
    if (which == PromptTemplate::TextToImage) {
        result.ids = filled;
        result.truncated = result.ids.size() > std::size_t(kMaxTextToImageTokens);
        if (result.truncated) result.ids.resize(kMaxTextToImageTokens);
        return result;
    }
    const auto pad = tokenizer.idOf("<|image_pad|>");
    if (!pad) {
        return fail(ErrorKind::Unsupported,
                    "This model's tokenizer knows no pictures, so it cannot edit. Choose an editing model.",
                    "tokenizer");
    }
    std::size_t image = 0;
    for (const TokenId id : filled) {
        const bool isPicture = id == *pad && image < imageRows.size();
        const int rows = isPicture ? imageRows[image++] : 1;
        if (rows < 1)
            return fail(ErrorKind::BadRequest,
                        "A picture is too small to look at. Use one of at least 28 x 28.", "references");
        result.ids.insert(result.ids.end(), std::size_t(rows), id);
    }
    return result;
}

}  // namespace lacuna

// What is wrapped around a prompt before the text encoder reads it, and how many of the first rows are
// dropped afterwards. Texts and counts are those of the published pipelines (diffusers,
// pipelines/qwenimage/*), letter by letter; a question's is that of the published chat model
// (Qwen/Qwen2.5-VL-7B-Instruct, chat_template.json).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/tokenizer.h"

namespace lacuna {

enum class PromptTemplate {
    TextToImage,  ///< also image to image, inpaint and outpaint
    Edit,         ///< one picture
    EditPlus,     ///< one or several, introduced as "Picture 1: " ...
    Question,     ///< one picture, and something asked about it; the answer would be the next token
};

/// Rows of the system and user header that are dropped: 34, or 64 for the edit templates; none of a question.
/// Picture rows stay.
int droppedTokens(PromptTemplate which);

/// The filled template, with one <|image_pad|> a picture. `images` is ignored for TextToImage and 1 for Edit
/// and Question.
std::string fillTemplate(PromptTemplate which, std::string_view prompt, int images = 0);

struct PromptTokens {
    std::vector<TokenId> ids;
    int drop = 0;            ///< first rows to drop after the text encoder
    bool truncated = false;  ///< the prompt was longer than the model reads
};

/// The most tokens a text-to-image prompt may have, header included: 1024 + 34. The edit pipelines do not
/// cut.
inline constexpr int kMaxTextToImageTokens = 1024 + 34;

/// Fills, tokenises and repeats each picture's <|image_pad|> as many times as that picture has rows after the
/// vision merger
/// (`imageRows[i]` = grid height * grid width / 4, in the order of the pictures).
/// Errors: BadRequest for text that is not UTF-8, a wrong number of pictures, or an edit prompt that itself
/// writes a picture token.
Result<PromptTokens> tokenizePrompt(const Tokenizer& tokenizer, PromptTemplate which, std::string_view prompt,
                                    std::span<const int> imageRows = {});

}  // namespace lacuna

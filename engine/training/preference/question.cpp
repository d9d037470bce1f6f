// See question.h.
#include "engine/training/preference/question.h"

#include "engine/training/posters/caption.h"
#include "engine/training/posters/random.h"

namespace lacuna::training {

QuestionSource posterQuestions(const AtlasNames& names, double aspect, std::uint64_t seed) {
    return [&names, aspect, seed](std::uint64_t number) {
        const auto language = number % 2 ? CaptionLanguage::Chinese : CaptionLanguage::English;
        auto scene = sceneOf(Random(seed, number).next(), aspect, names);
        auto prompt = captionOf(scene, names, language, CaptionLength::Medium);
        return Question{std::move(scene), std::move(prompt)};
    };
}

std::vector<Question> questionsFrom(const QuestionSource& source, std::uint64_t first, std::int64_t count) {
    std::vector<Question> questions;
    for (std::int64_t i = 0; i < count; ++i) questions.push_back(source(first + std::uint64_t(i)));
    return questions;
}

std::vector<std::string> promptsOf(const std::vector<Question>& questions) {
    std::vector<std::string> prompts;
    for (const auto& question : questions) prompts.push_back(question.prompt);
    return prompts;
}

}  // namespace lacuna::training

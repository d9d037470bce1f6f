// What the model is asked in preference optimisation: a prompt, and the scene that it was written from, so
// that an answer can be judged.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/training/posters/scene.h"

namespace lacuna::training {

struct Question {
    Scene scene;
    std::string prompt;
};

/// Question `number` of an endless list; the same number gives the same question.
using QuestionSource = std::function<Question(std::uint64_t number)>;

/// Captions of painted posters, English and Chinese in turn, of medium length.
QuestionSource posterQuestions(const AtlasNames& names, double aspect, std::uint64_t seed);

std::vector<Question> questionsFrom(const QuestionSource& source, std::uint64_t first, std::int64_t count);
std::vector<std::string> promptsOf(const std::vector<Question>& questions);

}  // namespace lacuna::training

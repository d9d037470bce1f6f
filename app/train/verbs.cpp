// See verbs.h.
#include "app/train/verbs.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "app/train/data_verbs.h"
#include "app/train/finetune_verbs.h"
#include "app/train/picture_files.h"
#include "engine/training/distillation/distill.h"
#include "engine/training/distillation/fast_mode.h"
#include "engine/training/distributed/processes.h"
#include "engine/training/evaluation/evaluation.h"
#include "engine/training/evaluation/judge_trainer.h"
#include "engine/training/export.h"
#include "engine/training/flow_trainer.h"
#include "engine/training/preference/trainers.h"
#include "engine/training/vae_trainer.h"

namespace lacuna::train {
namespace {

Result<void> vae(const Invocation& in) {
    return training::trainVae(in.arguments[0], in.has("--resume"), in.stopped);
}

Result<void> flow(const Invocation& in) {
    LACUNA_TRY(const auto place, training::ProcessPlace::ofEnvironment());
    LACUNA_TRY(const auto processes, training::Processes::join(place));
    return training::trainFlow(in.arguments[0], in.has("--resume"), in.stopped, pictureReader(),
                               processes->share());
}

Result<void> sample(const Invocation& in) {
    return training::sample(in.arguments[0], in.arguments.size() > 1 ? in.arguments[1] : std::string());
}

Result<void> exportModel(const Invocation& in) {
    return training::exportModel(in.arguments[0], in.arguments[1]);
}

Result<void> classifier(const Invocation& in) {
    return training::trainJudge(in.arguments[0], in.has("--resume"), in.stopped);
}

Result<void> evaluate(const Invocation& in) {
    training::EvaluationOptions options;
    options.model = in.arguments[0];
    options.atlas = in.valueOr("--atlas", "build/training/atlas.safetensors");
    options.judge = in.valueOr("--judge", "resources/models/judge");
    options.output = in.valueOr("--output", "build/evaluation");
    options.inception = in.valueOr("--inception", "");
    LACUNA_TRY(options.count, in.integerOr("--count", options.count, 1, 100'000));
    LACUNA_TRY(const auto seed, in.integerOr("--seed", std::int64_t(options.seed), 0, INT64_MAX));
    options.seed = std::uint64_t(seed);
    LACUNA_TRY(const auto steps, in.integerOr("--steps", 0, 1, 1000));
    options.steps = int(steps);
    options.fast = in.has("--fast");
    if (in.has("--tasks")) {
        LACUNA_TRY(options.tasks, training::tasksFrom(in.valueOr("--tasks", "")));
    }
    options.stopped = in.stopped;
    LACUNA_TRY(const auto report, training::evaluate(options));
    std::printf("%s\nThe report is in %s\n", report.markdown().c_str(), options.output.string().c_str());
    return {};
}

Result<void> lora(const Invocation& in) {
    return runFinetune(in.arguments[0], training::FinetuneKind::Lora,
                       {in.has("--resume"), in.has("--events")}, in.stopped);
}

Result<void> finetune(const Invocation& in) {
    return runFinetune(in.arguments[0], training::FinetuneKind::Full,
                       {in.has("--resume"), in.has("--events")}, in.stopped);
}

Result<void> prefer(const Invocation& in, training::PreferenceMethod method) {
    return training::trainPreference(in.arguments[0], method, in.has("--resume"), in.stopped);
}

Result<void> sft(const Invocation& in) {
    return prefer(in, training::PreferenceMethod::Sft);
}

Result<void> dpo(const Invocation& in) {
    return prefer(in, training::PreferenceMethod::Dpo);
}

Result<void> grpo(const Invocation& in) {
    return prefer(in, training::PreferenceMethod::Grpo);
}

Result<void> distill(const Invocation& in) {
    return training::trainDistilled(in.arguments[0], in.has("--resume"), in.stopped);
}

Result<void> fast(const Invocation& in) {
    return training::addFastMode(in.arguments[0], in.arguments[1]);
}

}  // namespace

std::span<const Verb> verbs() {
    static const std::vector<Verb> table{
        {"vae",
         "CONFIG [--resume] [--minutes N]",
         "train the autoencoder",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         vae},
        {"flow",
         "CONFIG [--resume] [--minutes N]",
         "train transformer and text encoder on its latents",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         flow},
        {"sample", "CONFIG [PROMPT]", "draw a sheet, or one picture of a prompt", 1, 2, {}, {}, sample},
        {"export", "CONFIG FOLDER", "pack the averaged weights as a model folder", 2, 2, {}, {}, exportModel},
        {"fast", "CONFIG FOLDER", "make a distilled LoRA the fast mode of its model", 2, 2, {}, {}, fast},
        {"classifier",
         "CONFIG [--resume] [--minutes N]",
         "train the classifier that judges pictures",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         classifier},
        {"evaluate",
         "CONFIG|MODEL-FOLDER [--atlas FILE] [--judge FOLDER] [--count N] [--seed N] [--steps N] [--fast] "
         "[--tasks "
         "A,B] "
         "[--inception FILE.pt] [--output FOLDER]",
         "measure a model on posters it has not seen and write a report",
         1,
         1,
         {"--fast"},
         {"--atlas", "--judge", "--count", "--seed", "--steps", "--tasks", "--inception", "--output",
          "--minutes"},
         evaluate},
        {"lora",
         "CONFIG [--resume] [--events] [--minutes N]",
         "a style from a folder of pictures, as a LoRA file",
         1,
         1,
         {"--resume", "--events"},
         {"--minutes"},
         lora},
        {"finetune",
         "CONFIG [--resume] [--events] [--minutes N]",
         "all weights on a folder of pictures",
         1,
         1,
         {"--resume", "--events"},
         {"--minutes"},
         finetune},
        {"sft",
         "CONFIG [--resume] [--minutes N]",
         "teach a model the best of what it makes",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         sft},
        {"dpo",
         "CONFIG [--resume] [--minutes N]",
         "teach a model to prefer its better pictures",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         dpo},
        {"grpo",
         "CONFIG [--resume] [--minutes N]",
         "raise a model's reward by trying and comparing",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         grpo},
        {"distill",
         "CONFIG [--resume] [--minutes N]",
         "make a model of few steps, without guidance",
         1,
         1,
         {"--resume"},
         {"--minutes"},
         distill},
        {"collect",
         "SET FOLDER... [--uncaptioned]",
         "find pictures and captions; SET is the folder that what is known of them goes to",
         2,
         1000,
         {"--uncaptioned"},
         {},
         collectPictures},
        {"score",
         "SET [--judge FOLDER] [--vqa FOLDER [--vqa-for relevance|aesthetics]] [--rules FILE.json] "
         "[--no-reading] [--minutes N]",
         "score what is new or has changed, caption what has no caption, weigh and select",
         1,
         1,
         {"--no-reading"},
         {"--judge", "--vqa", "--vqa-for", "--rules", "--minutes"},
         scorePictures},
        {"shards",
         "SET [FOLDER] [--resolution N] [--per-shard N] [--minutes N]",
         "write what was selected as files for a training machine; after a stop it goes on",
         1,
         2,
         {},
         {"--resolution", "--per-shard", "--minutes"},
         writePictureShards},
        {"report",
         "SET [FOLDER] [--show N]",
         "a page of the scores, of what was dropped and why, of the best and worst pictures",
         1,
         2,
         {},
         {"--show"},
         reportPictures},
    };
    return table;
}

std::string usage() {
    std::string text = "usage:\n";
    for (const Verb& verb : verbs())
        text += std::string("  lacuna-train ") + verb.name + " " + verb.arguments + "\n      " +
                verb.purpose + "\n";
    return text + "CONFIG is a JSON file, see docs/howto. Ctrl-C saves and stops; --resume goes on.\n";
}

std::string Invocation::valueOr(const std::string& option, const std::string& otherwise) const {
    const auto found = options.find(option);
    return found == options.end() ? otherwise : found->second;
}

Result<std::int64_t> Invocation::integerOr(const std::string& option, std::int64_t otherwise,
                                           std::int64_t least, std::int64_t most) const {
    const auto found = options.find(option);
    if (found == options.end()) return otherwise;
    const std::string& text = found->second;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
        return fail(ErrorKind::BadRequest, option + " is \"" + text + "\". Give a whole number from " +
                                               std::to_string(least) + " to " + std::to_string(most) + ".");
    }
    return value;
}

Parsed parse(int argc, char** argv) {
    Parsed parsed;
    const std::string name = argc > 1 ? argv[1] : "";
    const auto verb = std::ranges::find_if(verbs(), [&](const Verb& v) { return name == v.name; });
    if (verb == verbs().end()) return {};
    const auto holds = [](const std::vector<std::string>& list, const std::string& word) {
        return std::ranges::find(list, word) != list.end();
    };
    for (int i = 2; i < argc; ++i) {
        const std::string word = argv[i];
        if (holds(verb->flags, word)) {
            parsed.invocation.options[word];
        } else if (holds(verb->values, word) && i + 1 < argc) {
            parsed.invocation.options[word] = argv[++i];
        } else if (word.starts_with("--")) {
            return {};
        } else {
            parsed.invocation.arguments.push_back(word);
        }
    }
    const auto count = parsed.invocation.arguments.size();
    if (count >= verb->leastArguments && count <= verb->mostArguments) parsed.verb = &*verb;
    return parsed;
}

}  // namespace lacuna::train

// See arguments.h: the table of options, and how each value is read and refused.
#include "app/cli/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "app/cli/utf8.h"

namespace lacuna::cli {
namespace {

constexpr int kLargestSide = 32768, kMostVariants = 64, kMostSteps = 1000;

tl::unexpected<Error> wrong(std::string what) {
    return fail(ErrorKind::BadRequest, std::move(what));
}

template <class T>
std::optional<T> number(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if constexpr (std::is_floating_point_v<T>) {
        if (!std::isfinite(value)) return std::nullopt;
    }
    return value;
}

template <class T>
Result<T> numberBetween(std::string_view option, std::string_view text, T low, T high,
                        std::string_view try_) {
    const auto value = number<T>(text);
    if (value && *value >= low && *value <= high) return *value;
    std::string words;
    for (const T limit : {low, high}) {
        std::string digits = std::to_string(limit);
        if constexpr (std::is_floating_point_v<T>) digits = digits.substr(0, digits.find('.') + 2);
        words += (words.empty() ? "" : " to ") + digits;
    }
    return wrong(std::string(option) + " takes a number of " + words + ", not \"" + std::string(text) +
                 "\". Try " + std::string(option) + " " + std::string(try_) + ".");
}

Result<std::string> validText(std::string_view option, const std::string& text) {
    if (isValidUtf8(text)) return text;
    return wrong(std::string(option) +
                 " is not valid UTF-8. Check the terminal's encoding, or save the script as UTF-8.");
}

Result<Size> sizeFrom(std::string_view text) {
    const std::size_t x = text.find_first_of("xX");
    if (x != text.npos) {
        const auto width = number<int>(text.substr(0, x)), height = number<int>(text.substr(x + 1));
        if (width && height && *width > 0 && *height > 0 && *width <= kLargestSide &&
            *height <= kLargestSide) {
            return Size{*width, *height};
        }
    }
    return wrong("--size takes WIDTHxHEIGHT in pixels, 1 to " + std::to_string(kLargestSide) +
                 " each, not \"" + std::string(text) + "\". Try --size 1024x1536.");
}

Result<Margins> marginsFrom(std::string_view text) {
    Margins margins;
    const std::string all(text);
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string_view side = part.substr(0, equals);
        const int pixels = equals < part.size() ? number<int>(part.substr(equals + 1)).value_or(-1) : -1;
        int* const target = side == "left"     ? &margins.left
                            : side == "top"    ? &margins.top
                            : side == "right"  ? &margins.right
                            : side == "bottom" ? &margins.bottom
                                               : nullptr;
        if (!target || pixels < 0 || pixels > kLargestSide) {
            return wrong("--expand takes sides with pixels, not \"" + all +
                         "\". Try --expand left=256,right=256 (also top, bottom).");
        }
        *target = pixels;
    }
    return margins;
}

/// FILE or FILE:STRENGTH; a colon that no number follows belongs to the name.
Result<LoraUse> loraFrom(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon != text.npos) {
        if (const auto strength = number<double>(std::string_view(text).substr(colon + 1));
            strength && colon > 0)
            return LoraUse{text.substr(0, colon), *strength};
    }
    if (text.empty()) return wrong("--lora takes a file. Try --lora style.safetensors:0.8.");
    return LoraUse{text, 1};
}

constexpr unsigned bit(Command command) {
    return 1u << unsigned(command);
}
constexpr unsigned kMakes = bit(Command::Generate) | bit(Command::Refine) | bit(Command::Fill) |
                            bit(Command::Expand) | bit(Command::Edit);
constexpr unsigned kRuns = kMakes | bit(Command::Demo);
constexpr unsigned kBench = bit(Command::Bench), kAll = kRuns | kBench | bit(Command::Models);

struct Option {
    std::string_view name;
    std::string_view value;  ///< what stands for it in the help; empty = a switch
    std::string_view help;
    unsigned commands;
    Result<void> (*set)(Arguments&, const std::string&);
};

template <class T, class Value>
Result<void> put(T& target, Result<Value> value) {
    if (!value) return tl::unexpected(std::move(value).error());
    target = *std::move(value);
    return {};
}

template <class T>
Result<void> add(std::vector<T>& list, Result<T> value) {
    if (!value) return tl::unexpected(std::move(value).error());
    list.push_back(*std::move(value));
    return {};
}

using A = Arguments;
using S = const std::string&;
const std::array<Option, 21> kOptions = {{
    {"--model", "FOLDER|NAME", "the model; see `lacuna models` (default: the first of them)", kRuns | kBench,
     [](A& a, S v) { return put(a.model, validText("--model", v)); }},
    {"--lora", "FILE[:X]", "a trained style added to the model, X times (default: 1); several add up", kRuns,
     [](A& a, S v) { return add(a.loras, loraFrom(v)); }},
    {"--prompt", "TEXT", "what should be there (UTF-8; Chinese or English)", kRuns,
     [](A& a, S v) { return put(a.prompt, validText("--prompt", v)); }},
    {"--negative", "TEXT", "what should not", kRuns,
     [](A& a, S v) { return put(a.negative, validText("--negative", v)); }},
    {"--image", "FILE", "the picture to start from; edit takes several, the first is changed",
     kMakes & ~bit(Command::Generate),
     [](A& a, S v) {
         a.images.emplace_back(v);
         return Result<void>{};
     }},
    {"--mask", "FILE", "of the picture's size: white is repainted, black stays",
     bit(Command::Fill) | bit(Command::Refine) | bit(Command::Edit),
     [](A& a, S v) {
         a.mask = v;
         return Result<void>{};
     }},
    {"--output", "FILE", "result; the ending says the type: .png .jpg .tif .webp (demo: a folder)", kRuns,
     [](A& a, S v) {
         a.output = v;
         return Result<void>{};
     }},
    {"--seed", "N", "the same seed and options give the same picture (default: drawn, and told)", kRuns,
     [](A& a, S v) { return put(a.seed, numberBetween<std::uint64_t>("--seed", v, 0, UINT64_MAX, "42")); }},
    {"--fast", "", "few steps, where the model has been distilled for them; see `lacuna models`", kRuns,
     [](A& a, S) {
         a.fast = true;
         return Result<void>{};
     }},
    {"--steps", "N", "denoising steps (default: the model's)", kRuns | kBench,
     [](A& a, S v) { return put(a.steps, numberBetween("--steps", v, 1, kMostSteps, "20")); }},
    {"--guidance", "X", "how strictly the prompt is followed; 1 or less is twice as fast", kRuns,
     [](A& a, S v) { return put(a.guidance, numberBetween("--guidance", v, 0.0, 100.0, "4")); }},
    {"--strength", "X", "how much may change, above 0 to 1 (default: 1; refine: 0.6)",
     bit(Command::Fill) | bit(Command::Refine) | bit(Command::Demo),
     [](A& a, S v) { return put(a.strength, numberBetween("--strength", v, 0.01, 1.0, "0.6")); }},
    {"--size", "WxH", "of the new picture in pixels (default: the model's)", bit(Command::Generate) | kBench,
     [](A& a, S v) { return put(a.size, sizeFrom(v)); }},
    {"--variants", "N", "how many results, with seeds N, N+1, ...; files get -1, -2, ...", kMakes,
     [](A& a, S v) { return put(a.variants, numberBetween("--variants", v, 1, kMostVariants, "4")); }},
    {"--expand", "SIDES", "how far the page grows: left=N,top=N,right=N,bottom=N", bit(Command::Expand),
     [](A& a, S v) { return put(a.expand, marginsFrom(v)); }},
    {"--overlap", "N", "how much of the old page is repainted with it (default: 6 %, at least 64)",
     bit(Command::Expand),
     [](A& a, S v) { return put(a.overlapPx, numberBetween("--overlap", v, 0, kLargestSide, "64")); }},
    {"--preview-dir", "FOLDER", "a small picture after each step", kMakes,
     [](A& a, S v) {
         a.previewDir = v;
         return Result<void>{};
     }},
    {"--layers", "N", "measure a model of random weights with this many blocks", kBench,
     [](A& a, S v) { return put(a.layers, numberBetween("--layers", v, 1, 200, "12")); }},
    {"--width", "D", "and this many features (a multiple of 128)", kBench,
     [](A& a, S v) { return put(a.width, numberBetween("--width", v, 128, 16384, "384")); }},
    {"--json", "", "results as one line of JSON on standard output", kAll,
     [](A& a, S) {
         a.json = true;
         return Result<void>{};
     }},
    {"--help", "", "this text", kAll,
     [](A& a, S) {
         a.help = true;
         return Result<void>{};
     }},
}};

struct CommandText {
    Command command;
    std::string_view name, summary, example;
};
constexpr std::array<CommandText, 8> kCommands = {{
    {Command::Generate, "generate", "a new picture from a prompt",
     "lacuna generate --prompt \"a red lantern\" --output lantern.png"},
    {Command::Refine, "refine", "a picture (or its masked part) again, keeping its composition",
     "lacuna refine --image a.png --strength 0.5 --prompt \"oil painting\" --output b.png"},
    {Command::Fill, "fill", "what is under the mask, anew; the rest stays byte for byte",
     "lacuna fill --image poster.png --mask mask.png --prompt 一轮明月 --output filled.png"},
    {Command::Expand, "expand", "a larger page around the picture",
     "lacuna expand --image coffee.jpg --expand left=256,right=256 --output wide.png"},
    {Command::Edit, "edit", "a picture changed as the prompt says (needs an editing model)",
     "lacuna edit --image poster.png --prompt \"make it night\" --output night.png"},
    {Command::Demo, "demo", "the sample poster filled, with its previews, in a folder",
     "lacuna demo --output demo"},
    {Command::Bench, "bench", "how fast this machine is", "lacuna bench --json --layers 12 --width 384"},
    {Command::Models, "models", "the models that were found", "lacuna models --json"},
}};

Result<void> checkComplete(const Arguments& a) {
    const std::string name(nameOf(a.command));
    const auto needs = [&](bool given, std::string_view option) -> Result<void> {
        if (given) return {};
        return wrong(name + " needs " + std::string(option) + ". See lacuna " + name + " --help.");
    };
    const bool makes = (bit(a.command) & kMakes) != 0;
    if (makes) LACUNA_TRY_VOID(needs(!a.output.empty(), "--output FILE"));
    if (makes && a.command != Command::Generate) LACUNA_TRY_VOID(needs(!a.images.empty(), "--image FILE"));
    if (a.command == Command::Demo) LACUNA_TRY_VOID(needs(!a.output.empty(), "--output FOLDER"));
    if (a.command == Command::Fill) LACUNA_TRY_VOID(needs(!a.mask.empty(), "--mask FILE"));
    if (a.command == Command::Expand)
        LACUNA_TRY_VOID(needs(!a.expand.empty(), "--expand left=N,top=N,right=N,bottom=N"));
    if (a.command == Command::Generate || a.command == Command::Edit)
        LACUNA_TRY_VOID(needs(!a.prompt.empty(), "--prompt TEXT"));
    if (a.images.size() > 1 && a.command != Command::Edit)
        return wrong(name + " takes one --image. Give several to edit alone.");
    if ((a.layers == 0) != (a.width == 0))
        return wrong("--layers and --width belong together. Try --layers 12 --width 384.");
    return {};
}

void appendOption(std::string& text, const Option& option) {
    std::string left =
        "  " + std::string(option.name) + (option.value.empty() ? "" : " ") + std::string(option.value);
    left.resize(std::max<std::size_t>(left.size() + 2, 26), ' ');
    text += left + std::string(option.help) + "\n";
}

}  // namespace

std::optional<Command> commandNamed(std::string_view word) {
    if (word == "--help" || word == "-h" || word == "help") return Command::Help;
    if (word == "--version") return Command::Version;
    for (const CommandText& text : kCommands) {
        if (text.name == word) return text.command;
    }
    return std::nullopt;
}

std::string_view nameOf(Command command) {
    for (const CommandText& text : kCommands) {
        if (text.command == command) return text.name;
    }
    return command == Command::Version ? "--version" : "--help";
}

Result<Arguments> parseArguments(std::span<const std::string> words) {
    Arguments arguments;
    if (words.empty()) return arguments;
    const auto command = commandNamed(words[0]);
    if (!command) return wrong("\"" + words[0] + "\" is no subcommand. See lacuna --help.");
    arguments.command = *command;
    if (*command == Command::Help || *command == Command::Version) return arguments;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = words[i] == "-h" ? "--help" : words[i];
        const std::size_t equals = word.starts_with("--") ? word.find('=') : word.npos;
        const std::string name = word.substr(0, equals);
        const auto option = std::ranges::find(kOptions, name, &Option::name);
        if (option == kOptions.end() || (option->commands & bit(*command)) == 0) {
            return wrong(std::string(nameOf(*command)) + " knows no \"" + name + "\". See lacuna " +
                         std::string(nameOf(*command)) + " --help.");
        }
        std::string value;
        if (option->value.empty()) {
            if (equals != word.npos)
                return wrong(name + " takes no value. Leave out what follows the sign =.");
        } else if (equals != word.npos) {
            value = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            value = words[++i];
        } else {
            return wrong(name + " needs a value. Try " + name + " " + std::string(option->value) + ".");
        }
        LACUNA_TRY_VOID(option->set(arguments, value));
    }
    if (!arguments.help) LACUNA_TRY_VOID(checkComplete(arguments));
    return arguments;
}

std::string helpText() {
    std::string text =
        "lacuna [FILE...]            opens the editor\n"
        "lacuna SUBCOMMAND OPTIONS   works without a window\n\nSubcommands:\n";
    for (const CommandText& command : kCommands) {
        std::string left = "  " + std::string(command.name);
        left.resize(12, ' ');
        text += left + std::string(command.summary) + "\n";
    }
    text += "\nOptions (which of them a subcommand takes: lacuna SUBCOMMAND --help):\n";
    for (const Option& option : kOptions) appendOption(text, option);
    text +=
        "\nProgress goes to standard error, results to standard output. Ctrl-C cancels after the block that "
        "is being computed.\n"
        "\nExit codes: 0 done, 1 failed inside, 2 wrong use, 3 a file cannot be read or is of no use, 4 no "
        "such model,\n"
        "5 out of memory, 6 the output cannot be written, 130 cancelled.\n"
        "Models are looked for in $LACUNA_MODELS (folders, separated by :), in ~/.local/share/lacuna/models "
        "and in Lacuna's own resources.\n";
    return text;
}

std::string helpText(Command command) {
    const auto found = std::ranges::find(kCommands, command, &CommandText::command);
    if (found == kCommands.end()) return helpText();
    std::string text =
        "lacuna " + std::string(found->name) + ": " + std::string(found->summary) + "\n\nOptions:\n";
    for (const Option& option : kOptions) {
        if (option.commands & bit(command)) appendOption(text, option);
    }
    return text + "\nExample:\n  " + std::string(found->example) + "\n";
}

}  // namespace lacuna::cli

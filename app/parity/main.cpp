// lacuna-parity: does this engine compute what the published implementation computes? One line a case; exit
// code 1 when a case is beyond its tolerance or cannot be read, 2 for a wrong command line.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "app/parity/cases.h"

namespace {

using namespace lacuna;
using namespace lacuna::parity;

constexpr const char* kUsage =
    "usage: lacuna-parity FOLDER... [--dtype f32|bf16] [--tokenizer DIR] [--only TEXT] [--threads N]\n"
    "  FOLDER       golden numbers laid out as tests/reference\n"
    "  --dtype      what the models compute in; bf16 has wider tolerances (default f32)\n"
    "  --tokenizer  used for folders without tiny-t2i/tokenizer (default: that of tests/reference)\n"
    "  --only       run the cases whose name contains TEXT\n";

struct Arguments {
    std::vector<std::string> folders;
    Options options{torch::kFloat, LACUNA_REFERENCE_DIR "/tiny-t2i/tokenizer"};
    std::string only;
    int threads = 0;
};

bool parse(int argc, char** argv, Arguments& out) {
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.empty() || word[0] != '-') {
            out.folders.push_back(word);
            continue;
        }
        if (i + 1 == argc) return false;
        const std::string value = argv[++i];
        if (word == "--dtype" && (value == "f32" || value == "bf16")) {
            out.options.type = value == "f32" ? torch::kFloat : torch::kBFloat16;
        } else if (word == "--tokenizer") {
            out.options.tokenizer = value;
        } else if (word == "--only") {
            out.only = value;
        } else if (word == "--threads" && std::atoi(value.c_str()) > 0) {
            out.threads = std::atoi(value.c_str());
        } else {
            return false;
        }
    }
    return !out.folders.empty();
}

/// @return the number of cases that failed; a folder without cases is a failure.
int runFolder(const std::string& folder, const Arguments& arguments) {
    std::printf("%s\n", folder.c_str());
    auto fixture = Fixture::open(folder, arguments.options);
    if (!fixture) {
        std::printf("  FAIL  %s\n", describe(fixture.error()).c_str());
        return 1;
    }
    int failures = 0, ran = 0;
    for (const Case& one : casesOf(*fixture)) {
        if (one.name.find(arguments.only) == std::string::npos) continue;
        const auto result = runCase(one, *fixture);
        const bool ok = result && result->holds();
        const std::string words = result ? describe(*result) : describe(result.error());
        std::printf("  %s  %-34s %s\n", ok ? "ok  " : "FAIL", one.name.c_str(), words.c_str());
        std::fflush(stdout);
        failures += !ok;
        ++ran;
    }
    if (ran == 0) std::printf("  FAIL  There is no case in this folder.\n");
    return ran == 0 ? 1 : failures;
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    if (argc == 2 && std::strcmp(argv[1], "--help") == 0) return std::fputs(kUsage, stdout), 0;
    if (!parse(argc, argv, arguments)) return std::fputs(kUsage, stderr), 2;
    if (arguments.threads > 0) torch::set_num_threads(arguments.threads);
    int failures = 0;
    for (const auto& folder : arguments.folders) failures += runFolder(folder, arguments);
    std::printf(failures ? "%d failed\n" : "all hold\n", failures);
    return failures ? 1 : 0;
}

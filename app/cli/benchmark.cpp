// See benchmark.h.
#include "app/cli/benchmark.h"

#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <ostream>
#include <thread>

#include "app/cli/places.h"
#include "app/cli/session.h"

namespace lacuna::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Indented names and numbers, for people.
void print(std::ostream& out, const Json& figures, int depth) {
    for (const auto& [key, value] : figures.items()) {
        out << std::string(std::size_t(2 * depth), ' ') << key;
        if (value.is_structured()) {
            out << "\n";
            print(out, value, depth + 1);
        } else {
            out << ": " << (value.is_string() ? value.get<std::string>() : value.dump()) << "\n";
        }
    }
}

}  // namespace

Result<void> bench(const Arguments& arguments, const BackendFactory& backend, std::ostream& out,
                   std::ostream& err) {
    Json options = Json::object();
    if (arguments.layers > 0) {
        options["layers"] = arguments.layers;
        options["width"] = arguments.width;
    } else {
        LACUNA_TRY(const ModelInfo model, chooseModel(arguments.model));
        options["model"] = model.folder.string();
    }
    if (arguments.size) options["size"] = {arguments.size->width, arguments.size->height};
    if (arguments.steps) options["steps"] = *arguments.steps;

    err << "opening the engine" << std::endl;
    LACUNA_TRY(const auto engine, backend());
    // The backend computes on this thread; another one watches for Ctrl-C.
    std::stop_source cancel;
    const std::jthread watcher([&cancel](std::stop_token done) {
        while (!done.stop_requested() && !InterruptGuard::interrupted())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (InterruptGuard::interrupted()) cancel.request_stop();
    });
    err << "measuring" << std::endl;
    LACUNA_TRY(const std::string figures,
               engine->benchmark(options.dump(), RunControl{cancel.get_token(), nullptr}));
    const Json parsed = Json::parse(figures, nullptr, false);
    if (arguments.json || parsed.is_discarded())
        out << figures << "\n";
    else
        print(out, parsed, 0);
    return {};
}

}  // namespace lacuna::cli

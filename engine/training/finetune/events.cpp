// Events as lines of JSON, for a window that started the run as a child process.
#include "engine/formats/json_file.h"
#include "engine/training/finetune/finetune.h"

namespace lacuna::training {

std::string toLine(const FinetuneEvent& event) {
    Json json;
    switch (event.kind) {
        case FinetuneEvent::Kind::Encoding:
            json = {{"event", "encoding"}, {"done", event.done}, {"all", event.all}};
            break;
        case FinetuneEvent::Kind::Step:
            json = {{"event", "step"},
                    {"step", event.done},
                    {"steps", event.all},
                    {"loss", event.loss},
                    {"seconds_left", event.secondsLeft}};
            break;
        case FinetuneEvent::Kind::Sample:
            json = {{"event", "sample"}, {"step", event.done}, {"file", event.file.string()}};
            break;
        case FinetuneEvent::Kind::Finished:
        case FinetuneEvent::Kind::Stopped:
            json = {{"event", event.kind == FinetuneEvent::Kind::Finished ? "finished" : "stopped"},
                    {"step", event.done},
                    {"file", event.file.string()}};
            break;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string failedLine(const Error& error) {
    return Json{{"event", "failed"}, {"what", error.what}, {"where", error.where}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lacuna::training

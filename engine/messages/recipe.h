// A recipe is how a candidate was made: enough to make it again. It travels in layers, project files and
// exported metadata.
#pragma once

#include <string>

#include "engine/messages/request.h"

namespace lacuna {

struct Recipe {
    Task task = Task::TextToImage;
    std::string model;  ///< the model's name, not a path of this machine
    std::string prompt;
    std::string negativePrompt;
    SamplingOptions sampling;
    Size modelSize;
    BlendBands bands;
    Margins outpaint;
    std::vector<LoraUse> loras;  ///< file names without folders
};

}  // namespace lacuna

// Runs requests through the real module with the tiny checkpoint, and keeps every event.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/pipeline/backend.h"

namespace lacuna::tests {

struct BackendRun {
    Result<void> result;
    std::vector<Event> events;

    template <class E>
    std::vector<E> all() const {
        std::vector<E> found;
        for (const auto& event : events) {
            if (const auto* e = std::get_if<E>(&event)) found.push_back(*e);
        }
        return found;
    }
};

/// The module beside this program, opened once.
Backend& backend();

using OnEvent = std::function<void(const Event&)>;
BackendRun runRequest(const GenerateRequest& request, const RunControl& control = {},
                      const OnEvent& onEvent = {});

std::filesystem::path tinyModel();
/// 96 x 64, 2 steps, no guidance, seed 1.
GenerateRequest smallRequest(Task task);
/// A picture with structure: gradients and a disc.
Image poster(Size size, PixelFormat format = PixelFormat::Rgba8);
/// 255 inside the rectangle.
Image maskOf(Size size, const Rect& hole);

}  // namespace lacuna::tests

// One process's part of a run that several processes share; alone it is everything.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/base/result.h"
#include "engine/training/tensor_file.h"

namespace lacuna::training {

struct Share {
    std::int64_t rank = 0, world = 1;
    /// Makes the gradients of `parameters` the means over all processes. Error: one of them is gone.
    std::function<Result<void>(const NamedTensors& parameters)> average = {};
    /// True in every process when `flag` is in one; all wait for each other. Error as above.
    std::function<Result<bool>(bool flag)> any = {};

    bool writes() const { return rank == 0; }
    Result<bool> anyOf(bool flag) const { return any ? any(flag) : Result<bool>(flag); }
};

}  // namespace lacuna::training

// One process's part of a run that several processes share; alone it is everything.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/base/result.h"
#include "engine/training/tensor_file.h"

namespace lacuna::training {

struct Share {
    std::int64_t rank = 0, world = 1;
    std::int64_t local = 0;  ///< number among the processes of this machine: the accelerator to use
    /// Makes the gradients of `parameters` the means over all processes. Error: one of them is gone.
    std::function<Result<void>(const NamedTensors& parameters)> average = {};
    /// True in every process when `flag` is in one; all wait for each other. Error as above.
    std::function<Result<bool>(bool flag)> any = {};
    /// The mean of `value` over all processes, the same number in each. Error as above.
    std::function<Result<double>(double value)> mean = {};

    bool writes() const { return rank == 0; }
    /// `device`, or the accelerator of this process.
    torch::Device deviceOf(torch::Device device) const {
        if (device.is_cuda()) device.set_index(c10::DeviceIndex(local));
        return device;
    }
    Result<double> meanOf(double value) const { return mean ? mean(value) : Result<double>(value); }
    Result<bool> anyOf(bool flag) const { return any ? any(flag) : Result<bool>(flag); }
};

}  // namespace lacuna::training

// Several processes, on one machine or many, that train one model: found through torchrun's environment
// variables, joined through c10d's TCP store, their gradients averaged by Gloo.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/training/share.h"

namespace lacuna::training {

/// RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT, as torchrun sets them.
struct ProcessPlace {
    std::int64_t rank = 0, world = 1;
    std::int64_t local = 0;  ///< number among the processes of this machine: the accelerator to use
    std::string host = "127.0.0.1";
    std::uint16_t port = 29500;

    /// Alone when WORLD_SIZE is not set. Error: BadRequest naming the variable that makes no sense.
    static Result<ProcessPlace> ofEnvironment();
};

class Processes {
  public:
    /// Waits until all are there, at most `secondsToWait`. Alone it returns at once. Errors: Internal when
    /// they do not find each other, Unsupported when this libtorch has no Gloo.
    static Result<std::unique_ptr<Processes>> join(const ProcessPlace& place, int secondsToWait = 600);
    ~Processes();

    const ProcessPlace& place() const { return place_; }

    /// The mean of every parameter's gradient over all processes, in flat buckets of 32 MB; a parameter
    /// without one counts as zero, unless none has one. Error: Internal when a process is gone.
    Result<void> average(const NamedTensors& parameters);
    /// True everywhere when `flag` is somewhere. Error as above.
    Result<bool> any(bool flag);
    /// Error as above.
    Result<double> mean(double value);

    /// For a run; must not outlive this object.
    Share share();

  private:
    struct Group;
    explicit Processes(ProcessPlace place);

    ProcessPlace place_;
    std::unique_ptr<Group> group_;  ///< empty when alone
};

}  // namespace lacuna::training

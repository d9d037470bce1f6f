// The published builds of libtorch ship c10d's header of Gloo process groups, but not Gloo's own headers,
// which that header includes. A process group only keeps pointers to Gloo's types; these declarations of them
// are what the header needs to be read. Where Gloo's headers are installed with libtorch, they are used
// instead.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace gloo {

class Context {
  public:
    virtual ~Context();
    void setTimeout(std::chrono::milliseconds timeout);
};

namespace rendezvous {
class Store {
  public:
    virtual ~Store();
    virtual void set(const std::string& key, const std::vector<char>& data) = 0;
    virtual std::vector<char> get(const std::string& key) = 0;
    virtual void wait(const std::vector<std::string>& keys) = 0;
    virtual void wait(const std::vector<std::string>& keys, const std::chrono::milliseconds& timeout) = 0;
};
}  // namespace rendezvous

namespace transport {
class Device;
class UnboundBuffer {
  public:
    virtual ~UnboundBuffer();
};
}  // namespace transport

}  // namespace gloo

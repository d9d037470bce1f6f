// Ids that cross threads are types of their own, so that a layer's number cannot be taken for a request's.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace lacuna {

/// Names one submitted request, unique for the life of the process; 0 names none.
struct RequestId {
    std::uint64_t value = 0;
    auto operator<=>(const RequestId&) const = default;
};

}  // namespace lacuna

template <>
struct std::hash<lacuna::RequestId> {
    std::size_t operator()(lacuna::RequestId id) const noexcept {
        return std::hash<std::uint64_t>{}(id.value);
    }
};

// LACUNA_CHECK aborts on a bug of ours, with the place. It is never used on input: input fails with an Error.
#pragma once

#include <cstdio>
#include <cstdlib>

#define LACUNA_CHECK(condition)                                                                     \
    do {                                                                                            \
        if (!(condition)) {                                                                         \
            std::fprintf(stderr, "%s:%d: broken assumption: %s\n", __FILE__, __LINE__, #condition); \
            std::abort();                                                                           \
        }                                                                                           \
    } while (false)

// QVERIFY for a Result: a failing one says the error's own sentence.
#pragma once

#include <QtTest/QTest>

#include "engine/base/result.h"

#define QVERIFY_OK(expression)                                                                      \
    do {                                                                                            \
        const auto& outcome_ = (expression);                                                        \
        QVERIFY2(outcome_.has_value(), outcome_ ? "" : lacuna::describe(outcome_.error()).c_str()); \
    } while (false)

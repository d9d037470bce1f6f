// A test executable holds several Qt Test classes, one a file. LACUNA_TEST(Class) puts a class on the list;
// the runner in test_registry.cpp runs them all and returns the number of failures. Give a class name as
// first argument to run only that one.
#pragma once

#include <QtTest/QtTest>
#include <functional>
#include <memory>

namespace lacuna::tests {

bool registerTest(const char* name, std::function<std::unique_ptr<QObject>()> make);

}  // namespace lacuna::tests

#define LACUNA_TEST(Class)                \
    static const bool registered##Class = \
        lacuna::tests::registerTest(#Class, [] { return std::make_unique<Class>(); });

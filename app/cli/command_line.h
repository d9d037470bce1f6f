// Lacuna without a window: the same engine, driven by words. No Qt here, so it runs wherever the engine does.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "engine/pipeline/backend.h"

namespace lacuna {

/// True when the first argument names a subcommand (generate, refine, fill, expand, edit, demo, bench,
/// models) or asks for the command line's help or version; otherwise the program is an editor and its
/// arguments are files to open.
bool isCommandLine(int argc, char** argv);

/// Runs the subcommand to its end and returns the exit code: 0 done, 1 failed inside, 2 wrong use, 3 a file
/// that cannot be read or is of no use, 4 no such model, 5 out of memory, 6 the output cannot be written, 130
/// cancelled by Ctrl-C.
int runCommandLine(int argc, char** argv);

/// What a run meets outside: tests give their own.
struct CommandLineWorld {
    BackendFactory backend;
    std::ostream& out;      ///< results
    std::ostream& err;      ///< progress and errors
    bool terminal = false;  ///< err is looked at by a person: progress stays on one line
};
/// The same with the arguments after the program's name.
int runCommandLine(std::span<const std::string> arguments, const CommandLineWorld& world);

}  // namespace lacuna

// Lacuna without a window: the same engine, driven by words. No Qt here, so it runs wherever the engine does.
#pragma once

namespace lacuna {

/// True when the first argument names a subcommand (generate, refine, fill, expand, edit, demo, bench,
/// models) or asks for the command line's help or version; otherwise the program is an editor and its
/// arguments are files to open.
bool isCommandLine(int argc, char** argv);

/// Runs the subcommand to its end and returns the exit code: 0 done, 1 failed inside, 2 wrong use, 3 a file
/// that cannot be read or is of no use, 4 no such model, 5 out of memory, 6 the output cannot be written, 130
/// cancelled by Ctrl-C.
int runCommandLine(int argc, char** argv);

}  // namespace lacuna

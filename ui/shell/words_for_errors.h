// What the window says when something went wrong: what it means for the person, then the engine's own
// sentence.
#pragma once

#include <QtCore/QString>

#include "engine/base/error.h"

namespace lacuna {

/// One or two sentences for the message bar and the prompt dock.
QString wordsFor(const Error& error);
/// The same for a file that is named.
QString wordsForFile(const QString& path, const Error& error);
/// Everything that someone who is asked for help wants to know: kind, sentence, place, program, system.
QString detailsOf(const Error& error);

}  // namespace lacuna

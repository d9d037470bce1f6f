// Lettering on pictures: is there any, in which script, can it be read, and is it what the caption quotes.
#pragma once

#include <memory>

#include "engine/training/data/scorer.h"
#include "engine/training/reading/text_reader.h"

namespace lacuna::training::data {

/// Scores: "lettering.readable", always: the reader's confidence times the part of letters among what it
/// read, 0 when fewer than two letters were found; "lettering.match", where the caption quotes words: how
/// much of them was found (foundIn(), weighted by length); "lettering": the match, else what is readable
/// where lettering was found, else nothing: a picture without words is no worse for it. Of an edit pair,
/// whose caption is an instruction, the quotations are not looked for. Notes: kReadText; "lettering.script":
/// "english", "chinese" or "none". Scripts whose data is not installed are left out; Error of look():
/// ModelMissing when that is both.
std::unique_ptr<Scorer> makeLetteringScorer(std::unique_ptr<TextReader> reader);

}  // namespace lacuna::training::data

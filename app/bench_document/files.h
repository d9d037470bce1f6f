// Saving, opening and exporting the poster while the window's thread is watched: it must stay free.
#pragma once

#include "app/bench_document/measure.h"
#include "ui/document/document.h"

namespace lacuna::bench {

/// Writes into `folder`, which must exist; what it wrote is removed. False when a file could not be written
/// or read.
bool measureFiles(Document& document, const QString& folder, Report& report);

}  // namespace lacuna::bench

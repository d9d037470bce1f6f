// A person's folder of small painted pictures, collected and scored by scorers that say what a test wants.
#pragma once

#include <filesystem>
#include <string>

#include "engine/training/data/score_run.h"
#include "tests/support/temporary_folder.h"

namespace lacuna::tests {

/// Paints NAME.png, 96 x 64, a pattern of `seed` (different seeds are no duplicates); its caption goes beside
/// it unless it is empty.
void paintPicture(const TemporaryFolder& folder, const std::string& name, unsigned seed,
                  const std::string& caption);

/// Through OpenImageIO.
training::data::ReadPicture pictureReader();

/// Gives each picture a score that its name states: "a-0.75.png" has 0.75. Counts how often it was asked.
class NamedScorer : public training::data::Scorer {
  public:
    NamedScorer(int& asked, std::string version = "1") : asked_(asked), version_(std::move(version)) {}
    std::string name() const override { return training::data::kAesthetics; }
    std::string version() const override { return version_; }
    Result<training::data::Findings> look(const Image&, const training::data::Sample& sample) override;

  private:
    int& asked_;
    std::string version_;
};

/// Options with a reader and a NamedScorer, copies as near as 0 bits.
training::data::ScoreOptions scoreOptions(int& asked, const std::string& version = "1");

/// Collects <folder>/pictures into <folder>/set, keeping what has no caption.
std::filesystem::path collected(const TemporaryFolder& folder);

}  // namespace lacuna::tests

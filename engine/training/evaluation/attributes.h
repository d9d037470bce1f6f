// What was asked for against what the judge reads: attribute accuracy, captions rebuilt from what is seen,
// and whether an edit did what it was asked.
#pragma once

#include <array>
#include <string>

#include "engine/training/judge/labels.h"
#include "engine/training/posters/caption.h"

namespace lacuna::training {

/// What captions say of a poster (caption.h, Long). Position: where the second subject lies seen from the
/// first.
enum class Attribute : std::uint8_t { Background, Palette, Subject, Colour, Position, TitlePlace, Scripts };
inline constexpr int kAttributes = int(Attribute::Scripts) + 1;
const char* nameOf(Attribute attribute);

/// How often each attribute was asked for, and how often it was read as asked.
class AttributeTally {
  public:
    /// A colour counts as wrong when its subject is not seen, a position when one of the two is not, a
    /// palette when the background is another one.
    /// @param aspect height / width of the page.
    void add(const PosterLabels& read, const PosterLabels& asked, double aspect);
    /// 0..1; 0 when it was never asked for.
    double accuracy(Attribute attribute) const;
    /// Over everything asked for, each attribute of each poster counting once.
    double accuracy() const;

  private:
    struct Count {
        int right = 0, asked = 0;
    };
    void count(Attribute attribute, bool right);
    std::array<Count, kAttributes> counts_{};
};

/// The caption (Medium) of a poster with these labels. Titles are what a reader read: empty
/// strings for none.
std::string rebuiltCaption(const PosterLabels& read, const LabelSpace& space, const AtlasNames& names,
                           double aspect, const std::string& englishTitle, const std::string& chineseTitle,
                           CaptionLanguage language);

/// Whether every label that differs between a poster before and after an edit is read as after it.
bool changeHappened(const PosterLabels& read, const PosterLabels& before, const PosterLabels& after);

}  // namespace lacuna::training

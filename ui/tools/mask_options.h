// Options that the mask tools share and the options bar edits: one object, so a change in one place shows in
// the other.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QVariantMap>

namespace lacuna {

/// What an area that is drawn does to the mask.
enum class MaskMode { Replace, Add, Subtract };

class MaskOptions : public QObject {
    Q_OBJECT
  public:
    static constexpr double kMinSize = 1, kMaxSize = 2000;

    explicit MaskOptions(QObject* parent = nullptr) : QObject(parent) {}

    double size() const { return size_; }          ///< diameter in document pixels at full pressure
    double hardness() const { return hardness_; }  ///< 0 soft .. 1 hard
    bool erasing() const { return erasing_; }
    bool pressureSize() const { return pressureSize_; }
    bool pressureStrength() const { return pressureStrength_; }
    MaskMode mode() const { return mode_; }                  ///< of rectangle and lasso; modifiers win
    double featherRadius() const { return featherRadius_; }  ///< document pixels, of the feather button
    int growRadius() const { return growRadius_; }           ///< document pixels, of grow and shrink

    void setSize(double diameterPx);
    void setHardness(double hardness);
    void setErasing(bool on);
    void setPressureSize(bool on);
    void setPressureStrength(bool on);
    void setMode(MaskMode mode);
    void setFeatherRadius(double px);
    void setGrowRadius(int px);

    /// One press of [ or ]: about 15 %, at least a pixel.
    void stepSize(int direction);
    /// One press of Shift+[ or Shift+]: 10 %.
    void stepHardness(int direction);

    QVariantMap save() const;
    void restore(const QVariantMap& state);

  Q_SIGNALS:
    void changed();

  private:
    template <class T>
    void assign(T& member, T value) {
        if (member == value) return;
        member = value;
        Q_EMIT changed();
    }

    double size_ = 96, hardness_ = 0.8, featherRadius_ = 16;
    int growRadius_ = 8;
    bool erasing_ = false, pressureSize_ = true, pressureStrength_ = false;
    MaskMode mode_ = MaskMode::Replace;
};

}  // namespace lacuna

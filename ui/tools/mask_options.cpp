// See mask_options.h.
#include "ui/tools/mask_options.h"

#include <algorithm>
#include <cmath>

namespace lacuna {

void MaskOptions::setSize(double diameterPx) {
    if (!std::isfinite(diameterPx)) return;
    assign(size_, std::clamp(diameterPx, kMinSize, kMaxSize));
}

void MaskOptions::setHardness(double hardness) {
    if (!std::isfinite(hardness)) return;
    assign(hardness_, std::clamp(hardness, 0.0, 1.0));
}

void MaskOptions::setErasing(bool on) {
    assign(erasing_, on);
}
void MaskOptions::setPressureSize(bool on) {
    assign(pressureSize_, on);
}
void MaskOptions::setPressureStrength(bool on) {
    assign(pressureStrength_, on);
}
void MaskOptions::setMode(MaskMode mode) {
    assign(mode_, mode);
}

void MaskOptions::setFeatherRadius(double px) {
    if (!std::isfinite(px)) return;
    assign(featherRadius_, std::clamp(px, 1.0, 500.0));
}

void MaskOptions::setGrowRadius(int px) {
    assign(growRadius_, std::clamp(px, 1, 500));
}

void MaskOptions::stepSize(int direction) {
    const double factor = direction > 0 ? 0.15 : 0.13;  // 1.15 * 0.87 is nearly 1: [ undoes ]
    setSize(std::round(size_ + direction * std::max(1.0, std::round(size_ * factor))));
}

void MaskOptions::stepHardness(int direction) {
    setHardness((std::round(hardness_ * 10) + (direction > 0 ? 1 : -1)) / 10);
}

QVariantMap MaskOptions::save() const {
    return {{QStringLiteral("size"), size_},
            {QStringLiteral("hardness"), hardness_},
            {QStringLiteral("pressureSize"), pressureSize_},
            {QStringLiteral("pressureStrength"), pressureStrength_},
            {QStringLiteral("mode"), int(mode_)},
            {QStringLiteral("featherRadius"), featherRadius_},
            {QStringLiteral("growRadius"), growRadius_}};
}

void MaskOptions::restore(const QVariantMap& state) {
    const auto with = [&](const char* key, auto set) {
        const QVariant value = state.value(QLatin1String(key));
        if (value.isValid()) set(value);
    };
    with("size", [this](const QVariant& v) { setSize(v.toDouble()); });
    with("hardness", [this](const QVariant& v) { setHardness(v.toDouble()); });
    with("pressureSize", [this](const QVariant& v) { setPressureSize(v.toBool()); });
    with("pressureStrength", [this](const QVariant& v) { setPressureStrength(v.toBool()); });
    with("mode", [this](const QVariant& v) { setMode(MaskMode(std::clamp(v.toInt(), 0, 2))); });
    with("featherRadius", [this](const QVariant& v) { setFeatherRadius(v.toDouble()); });
    with("growRadius", [this](const QVariant& v) { setGrowRadius(v.toInt()); });
}

}  // namespace lacuna

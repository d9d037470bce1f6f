// Sample sheets as PNG on machines that have neither Qt nor OpenImageIO nor zlib: the pixels are stored, not
// compressed.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>

#include "engine/base/result.h"

namespace lacuna::training {

/// A PNG file's bytes. @param pixels [height, width, 3] uint8 on the CPU.
std::string pngBytes(const torch::Tensor& pixels);
/// The same into a file. Error: CannotWrite.
Result<void> writePng(const std::filesystem::path& path, const torch::Tensor& pixels);

/// Pictures side by side with a gap. @param images [n, 3, h, w] in [-1, 1]. @return [H, W, 3] uint8.
torch::Tensor contactSheet(const torch::Tensor& images, std::int64_t columns);

}  // namespace lacuna::training

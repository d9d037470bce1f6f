// Opening a file and finding in it; its header is read in safetensors_header.cpp, files are written in
// safetensors_writer.cpp.
#include "engine/formats/safetensors.h"

namespace lacuna {

Result<std::shared_ptr<const SafetensorsFile>> SafetensorsFile::open(const std::filesystem::path& path,
                                                                     std::string_view hint) {
    LACUNA_TRY(auto file, MappedFile::open(path, hint));
    LACUNA_TRY(auto header, parseSafetensors(file->bytes(), path.string(), hint));
    return std::shared_ptr<const SafetensorsFile>(new SafetensorsFile(std::move(file), std::move(header)));
}

const TensorView* SafetensorsFile::find(std::string_view name) const {
    const auto found = header_.tensors.find(std::string(name));
    return found == header_.tensors.end() ? nullptr : &found->second;
}

}  // namespace lacuna

// A folder that is gone after the test, with what tests of file formats do in it again and again.
#pragma once

#include <QtCore/QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace lacuna::tests {

class TemporaryFolder {
  public:
    std::filesystem::path path() const { return folder_.path().toStdString(); }
    std::filesystem::path operator/(std::string_view name) const { return path() / name; }

    /// Writes a file, making its folders; returns its path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const {
        const auto file = path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
        return file;
    }
    static std::string read(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    /// Names in the folder, hidden ones too.
    int entryCount() const { return int(std::distance(std::filesystem::directory_iterator(path()), {})); }

  private:
    QTemporaryDir folder_;
};

}  // namespace lacuna::tests

# What is taken from outside: distribution packages, and libtorch from the project's own virtual environment
# (.deps/venv, made by packaging/setup) unless -DTorch_DIR points elsewhere.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(ICU 66 REQUIRED COMPONENTS uc)
find_package(tl-expected REQUIRED)

if(NOT Torch_DIR)
  file(GLOB lacuna_torch_dirs ${CMAKE_SOURCE_DIR}/.deps/venv/lib/python3*/site-packages/torch/share/cmake/Torch)
  if(lacuna_torch_dirs)
    list(GET lacuna_torch_dirs 0 lacuna_torch_dir)
    set(Torch_DIR ${lacuna_torch_dir} CACHE PATH "The folder of TorchConfig.cmake")
  endif()
endif()
find_package(Torch 2.6 REQUIRED)

if(LACUNA_UI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg LinguistTools)
  if(LACUNA_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
  endif()
  # Through pkg-config: Debian 12's CMake package of OpenImageIO names headers (PyImath, OpenCV) that are not installed with it.
  pkg_check_modules(OpenImageIO REQUIRED IMPORTED_TARGET OpenImageIO)
  pkg_check_modules(Lcms REQUIRED IMPORTED_TARGET lcms2)
  pkg_check_modules(LibZip REQUIRED IMPORTED_TARGET libzip)
  pkg_check_modules(PugiXml REQUIRED IMPORTED_TARGET pugixml)
endif()

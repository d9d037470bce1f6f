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
# A CUDA build's own CMake package insists on a CUDA toolkit, which running it does not need: without nvcc, link its libraries directly.
find_program(LACUNA_NVCC nvcc HINTS /usr/local/cuda/bin)
get_filename_component(lacuna_torch_root "${Torch_DIR}/../../.." ABSOLUTE)
if(Torch_DIR AND EXISTS "${lacuna_torch_root}/lib/libtorch_cuda.so" AND NOT LACUNA_NVCC)
  message(STATUS "libtorch has CUDA and there is no toolkit: linking ${lacuna_torch_root}/lib directly")
  set(TORCH_INCLUDE_DIRS ${lacuna_torch_root}/include ${lacuna_torch_root}/include/torch/csrc/api/include)
  set(TORCH_LIBRARIES -Wl,--no-as-needed ${lacuna_torch_root}/lib/libtorch.so ${lacuna_torch_root}/lib/libtorch_cuda.so
      ${lacuna_torch_root}/lib/libtorch_cpu.so ${lacuna_torch_root}/lib/libc10.so -Wl,--as-needed)
else()
  find_package(Torch 2.6 REQUIRED)
endif()

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

# How every target of this project is compiled: language, warnings, caches, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(LACUNA_CCACHE ccache)
if(LACUNA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${LACUNA_CCACHE})  # one cache for every checkout on a machine
endif()
find_program(LACUNA_LLD ld.lld)
if(LACUNA_LLD)
  add_link_options(-fuse-ld=lld)
endif()

# Every target of ours links this one: warnings and sanitizers in one place.
add_library(lacuna_settings INTERFACE)
target_include_directories(lacuna_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(lacuna_settings INTERFACE -Wall -Wextra -Wno-unknown-pragmas -fno-math-errno)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(lacuna_settings INTERFACE -fpch-preprocess)  # lets ccache see through precompiled headers
endif()
target_compile_definitions(lacuna_settings INTERFACE QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII)
if(LACUNA_SANITIZE)
  target_compile_options(lacuna_settings INTERFACE -fsanitize=${LACUNA_SANITIZE} -fno-omit-frame-pointer -g1)
  target_link_options(lacuna_settings INTERFACE -fsanitize=${LACUNA_SANITIZE})
endif()
if(LACUNA_FUZZ)
  # Coverage in the libraries guides the fuzzer; undefined behaviour ends the run.
  target_compile_options(lacuna_settings INTERFACE -fsanitize=fuzzer-no-link -fno-sanitize-recover=undefined)
endif()

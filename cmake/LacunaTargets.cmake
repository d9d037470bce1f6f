# The three kinds of targets. lacuna_library(NAME SOURCES .. LINKS ..) is a static library of a folder; with TORCH or QT it also
# shares that precompiled header. lacuna_program and lacuna_test are the executables.

# One precompiled header for all torch code and one for all Qt code.
if(NOT LACUNA_FUZZ)
  add_library(lacuna_torch_pch OBJECT ${CMAKE_CURRENT_LIST_DIR}/pch/torch_pch.cpp)
  target_link_libraries(lacuna_torch_pch PUBLIC lacuna_settings ${TORCH_LIBRARIES})
  target_include_directories(lacuna_torch_pch SYSTEM PUBLIC ${TORCH_INCLUDE_DIRS})
  target_precompile_headers(lacuna_torch_pch PUBLIC <torch/torch.h> <algorithm> <filesystem> <span> <string> <vector>)
  set_target_properties(lacuna_torch_pch PROPERTIES AUTOMOC OFF)
endif()

if(LACUNA_UI AND NOT LACUNA_FUZZ)
  add_library(lacuna_qt_pch OBJECT ${CMAKE_CURRENT_LIST_DIR}/pch/qt_pch.cpp)
  target_link_libraries(lacuna_qt_pch PUBLIC lacuna_settings Qt6::Widgets Qt6::Svg)
  target_precompile_headers(lacuna_qt_pch PUBLIC <QtWidgets/QtWidgets> <algorithm> <functional> <memory> <optional> <vector>)
endif()

# at::parallel_for is a template: without OpenMP in the file that calls it, it runs on one thread and leaves only the operators
# inside to the others. Such files are compiled apart from the precompiled header, whose flags they do not share.
function(lacuna_parallel name)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -fopenmp SKIP_PRECOMPILE_HEADERS ON)
  target_link_libraries(${name} PUBLIC gomp)
endfunction()

function(lacuna_configure name)
  cmake_parse_arguments(A "TORCH;QT" "" "SOURCES;LINKS" ${ARGN})
  target_link_libraries(${name} PUBLIC lacuna_settings ${A_LINKS})
  if(A_TORCH)
    target_link_libraries(${name} PUBLIC ${TORCH_LIBRARIES})
    target_include_directories(${name} SYSTEM PUBLIC ${TORCH_INCLUDE_DIRS})
    target_precompile_headers(${name} REUSE_FROM lacuna_torch_pch)
  endif()
  get_target_property(kind ${name} TYPE)
  if(kind STREQUAL "EXECUTABLE")
    # As the libraries: with -fPIE instead, the shared precompiled headers would not be taken.
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${name} PRIVATE -fPIC)
  endif()
  if(A_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    if(NOT A_TORCH)
      target_link_libraries(${name} PUBLIC Qt6::Widgets Qt6::Svg)
      target_precompile_headers(${name} REUSE_FROM lacuna_qt_pch)
    endif()
  endif()
endfunction()

function(lacuna_library name)
  cmake_parse_arguments(A "TORCH;QT" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  lacuna_configure(${name} ${ARGN})
endfunction()

function(lacuna_program name)
  cmake_parse_arguments(A "TORCH;QT" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  lacuna_configure(${name} ${ARGN})
endfunction()

# lacuna_test(NAME SOURCES .. LINKS .. [TORCH] [QT] [LABELS fast|cases|weights|gpu]): one executable a folder, run by ctest off-screen.
function(lacuna_test name)
  cmake_parse_arguments(A "TORCH;QT" "" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  lacuna_configure(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE lacuna_test_support Qt6::Test)
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_compile_definitions(${name} PRIVATE LACUNA_TESTS_DIR="${CMAKE_SOURCE_DIR}/tests" LACUNA_RESOURCES_DIR="${CMAKE_SOURCE_DIR}/resources")
  if(NOT A_LABELS)
    set(A_LABELS fast)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${A_LABELS}" ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=passive" TIMEOUT 600)
endfunction()

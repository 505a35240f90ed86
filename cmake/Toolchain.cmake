set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

option(CLIENTROUTE_TESTS "Build the tests" ON)
option(CLIENTROUTE_BENCHMARK "Build the benchmark where the tests are not built" OFF)
option(CLIENTROUTE_UNITY "Compile generated sources together: less work in all, more when one changes" OFF)
set(CLIENTROUTE_SANITIZE "" CACHE STRING "Sanitizers, comma separated: address,undefined or thread")

# ccache needs to be told that a precompiled header may be cached.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 "${CCACHE}")
endif()

find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()

# What our own sources are held to; generated sources are not ours: they are neither warned about nor sanitized, which would
# take most of the time of a build.
add_library(clientroute_warnings INTERFACE)
target_compile_options(clientroute_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wunused
  -Wconversion -Wno-sign-conversion -Wnull-dereference -Wimplicit-fallthrough -Werror)
if(CLIENTROUTE_SANITIZE)
  target_compile_options(clientroute_warnings INTERFACE -fsanitize=${CLIENTROUTE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CLIENTROUTE_SANITIZE})
endif()

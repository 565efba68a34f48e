# Builds for 64-bit ARM on another machine. TF_SYSROOT is the folder that board/sysroot made: Debian's arm64 libraries
# and headers. Nothing of the machine that builds is looked at, but its programs.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TF_SYSROOT)
if(NOT IS_DIRECTORY "${TF_SYSROOT}/usr/lib/aarch64-linux-gnu")
  message(FATAL_ERROR "TF_SYSROOT is no folder of arm64 libraries: make one with board/sysroot")
endif()
set(CMAKE_SYSROOT ${TF_SYSROOT})
set(CMAKE_FIND_ROOT_PATH ${TF_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

set(ENV{PKG_CONFIG_SYSROOT_DIR} ${TF_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR} ${TF_SYSROOT}/usr/lib/aarch64-linux-gnu/pkgconfig:${TF_SYSROOT}/usr/share/pkgconfig)

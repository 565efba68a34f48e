# A room of the house is a folder: every .c in it is compiled into one static library that links what is named.
# With TF_PARTIAL a room that has no code yet is left empty, so that its neighbours can be built alone.

add_library(tf_flags INTERFACE)
target_compile_definitions(tf_flags INTERFACE _GNU_SOURCE TF_VERSION="${PROJECT_VERSION}")
target_include_directories(tf_flags INTERFACE ${PROJECT_SOURCE_DIR}/firmware ${PROJECT_SOURCE_DIR}/ui)
target_compile_options(tf_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
  -Wundef -Wwrite-strings -fno-common -fstack-protector-strong
  $<$<BOOL:${TF_WERROR}>:-Werror>)
if(TF_SANITIZE)
  target_compile_options(tf_flags INTERFACE -fsanitize=${TF_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(tf_flags INTERFACE -fsanitize=${TF_SANITIZE})
else()
  target_compile_definitions(tf_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
  target_link_options(tf_flags INTERFACE -Wl,-z,relro,-z,now)
endif()

if(TF_FUZZ)
  target_compile_options(tf_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

function(tf_room name folder)
  cmake_parse_arguments(ROOM "" "" "LINKS;EXCEPT" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.c)
  foreach(not_this IN LISTS ROOM_EXCEPT)
    list(FILTER sources EXCLUDE REGEX "/${not_this}$")
  endforeach()
  if(NOT sources AND TF_PARTIAL)
    file(WRITE ${CMAKE_BINARY_DIR}/empty.c "typedef int tf_empty;\n")
    set(sources ${CMAKE_BINARY_DIR}/empty.c)
  endif()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC tf_flags ${ROOM_LINKS})
endfunction()

# What pictures need: walls to look at and a way to draw them. `render` is the tool to look at any screen.
file(GLOB pictures CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/golden/*.c)
list(FILTER pictures EXCLUDE REGEX "/(test_golden[^/]*|render)[.]c$")
add_library(tf_pictures STATIC ${pictures})
target_include_directories(tf_pictures PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(tf_pictures PRIVATE TF_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TF_BUILD_DIR="${CMAKE_BINARY_DIR}")
target_link_libraries(tf_pictures PUBLIC tf_support tf_screens tf_sdl PkgConfig::cmocka)
if(TARGET twofeet-catalogues)
  add_dependencies(tf_pictures twofeet-catalogues)
endif()

add_executable(render golden/render.c)
target_link_libraries(render PRIVATE tf_pictures)

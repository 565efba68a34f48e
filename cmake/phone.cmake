# The phone pages' files (ui/phone) as byte arrays of the program: it serves them without a disk.
# Run with -P: writes ${OUT}.
if(CMAKE_SCRIPT_MODE_FILE)
  # In the order of enum tf_asset_id (firmware/web/visit.h).
  set(files "style.css|text/css; charset=utf-8" "script.js|text/javascript; charset=utf-8"
    "desk.css|text/css; charset=utf-8" "desk.js|text/javascript; charset=utf-8" "book.css|text/css; charset=utf-8"
    "icons.svg|image/svg+xml"
    "favicon.svg|image/svg+xml" "openapi.json|application/json; charset=utf-8")
  set(text "#include \"web/assets.h\"\n")
  set(table "")
  set(number 0)
  string(REPLACE "; charset" "@charset" files "${files}")
  foreach(file IN LISTS files)
    string(REGEX MATCH "^([^|]+)\\|(.+)$" match "${file}")
    set(name ${CMAKE_MATCH_1})
    string(REPLACE "@charset" "; charset" type "${CMAKE_MATCH_2}")
    file(READ ${FOLDER}/${name} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(APPEND text "static const unsigned char asset_${number}[] = {${bytes}};\n")
    string(APPEND table "    {\"${type}\", asset_${number}, sizeof(asset_${number})},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(WRITE ${OUT} "${text}const struct tf_asset tf_assets[TF_ASSET_COUNT] = {\n${table}};\n")
  # The book is also a file of its own, with its style inside: as text, which the writer of HTML escapes.
  file(READ ${FOLDER}/book.css hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  file(WRITE ${BOOK_OUT} "#include \"book/style.h\"\nconst char tf_book_style[] = {${bytes}0};\n")
  return()
endif()

set(phone_files)
foreach(name IN ITEMS style.css script.js desk.css desk.js book.css icons.svg favicon.svg openapi.json)
  list(APPEND phone_files ${PROJECT_SOURCE_DIR}/ui/phone/${name})
endforeach()
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/phone_assets.c ${CMAKE_BINARY_DIR}/book_style.c
  COMMAND ${CMAKE_COMMAND} -DFOLDER=${PROJECT_SOURCE_DIR}/ui/phone -DOUT=${CMAKE_BINARY_DIR}/phone_assets.c
    -DBOOK_OUT=${CMAKE_BINARY_DIR}/book_style.c -P ${CMAKE_CURRENT_LIST_DIR}/phone.cmake
  DEPENDS ${phone_files} ${CMAKE_CURRENT_LIST_DIR}/phone.cmake VERBATIM)
add_custom_target(phone_assets DEPENDS ${CMAKE_BINARY_DIR}/phone_assets.c ${CMAKE_BINARY_DIR}/book_style.c)
target_sources(tf_web PRIVATE ${CMAKE_BINARY_DIR}/phone_assets.c)
target_sources(tf_book PRIVATE ${CMAKE_BINARY_DIR}/book_style.c)
add_dependencies(tf_book phone_assets)
add_dependencies(tf_web phone_assets)

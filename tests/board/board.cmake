# The scripts of the card's image, without a card. Label: board.
foreach(script card update)
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/${script}.sh cases REGEX "^case_[a-z0-9_]+\\(\\)")
  foreach(case IN LISTS cases)
    string(REGEX REPLACE "^case_([a-z0-9_]+).*" "\\1" case "${case}")
    add_test(NAME ${script}_${case} COMMAND ${CMAKE_CURRENT_LIST_DIR}/${script}.sh ${case})
    set_tests_properties(${script}_${case} PROPERTIES LABELS board TIMEOUT 60
      ENVIRONMENT "TF_TWOFEET=$<TARGET_FILE:twofeet>")
  endforeach()
endforeach()

# The command line from outside: each case of cli.sh is a test. Label: cli.
if(TARGET twofeet)
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/cli.sh cases REGEX "^case_[a-z0-9_]+\\(\\)")
  foreach(case IN LISTS cases)
    string(REGEX REPLACE "^case_([a-z0-9_]+).*" "\\1" case "${case}")
    add_test(NAME cli_${case}
      COMMAND ${CMAKE_CURRENT_LIST_DIR}/cli.sh $<TARGET_FILE:twofeet> ${PROJECT_SOURCE_DIR}/board/man/twofeet.1 ${case})
    set_tests_properties(cli_${case} PROPERTIES ENVIRONMENT "${TF_TEST_ENVIRONMENT}" TIMEOUT 120 LABELS cli)
  endforeach()
endif()

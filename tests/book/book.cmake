# The book of proceedings, read back in each form: each case of book.py is a test. Label: book.
if(TARGET twofeet)
  find_program(TF_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/book.py cases REGEX "^def case_[a-z0-9_]+\\(")
  foreach(case IN LISTS cases)
    string(REGEX REPLACE "^def case_([a-z0-9_]+).*" "\\1" case "${case}")
    add_test(NAME book_${case} COMMAND ${TF_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/book.py $<TARGET_FILE:twofeet> ${PROJECT_SOURCE_DIR}
      ${case})
    set_tests_properties(book_${case} PROPERTIES ENVIRONMENT "${TF_TEST_ENVIRONMENT}" TIMEOUT 300 LABELS book SKIP_RETURN_CODE 77)
  endforeach()
endif()

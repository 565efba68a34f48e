# The Debian package, built from this tree by board/package and taken apart. Label: package.
# One test builds, the others look at what it built; without the packages' tools all of them are skipped, and say so.
# For arm64 it is by hand, as the libraries of another machine are large: tests/package/package.sh FOLDER arm64
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/package.sh cases REGEX "^case_[a-z0-9_]+\\(\\)")
foreach(case IN LISTS cases)
  string(REGEX REPLACE "^case_([a-z0-9_]+).*" "\\1" case "${case}")
  add_test(NAME package_${case}
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/package.sh ${CMAKE_BINARY_DIR}/package host ${case})
  set_tests_properties(package_${case} PROPERTIES LABELS package TIMEOUT 600 SKIP_RETURN_CODE 77)
  if(case STREQUAL "builds")
    set_tests_properties(package_builds PROPERTIES FIXTURES_SETUP package)
  else()
    set_tests_properties(package_${case} PROPERTIES FIXTURES_REQUIRED package)
  endif()
endforeach()

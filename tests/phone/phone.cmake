# The pages in a browser: phone_serve shows them, journeys.mjs walks through them where node and Chromium are.
add_executable(phone_serve ${CMAKE_CURRENT_LIST_DIR}/serve.c)
target_link_libraries(phone_serve PRIVATE tf_web)

# Debian's python3: its packages are not another Python's.
find_program(TF_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(TF_PYTHON)
  add_test(NAME phone_feeds COMMAND ${TF_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/feeds.py $<TARGET_FILE:phone_serve>
    ${PROJECT_SOURCE_DIR}/assets/sample/sample.json ${TF_LOCALE} ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/../shared/data)
  set_tests_properties(phone_feeds PROPERTIES LABELS phone TIMEOUT 120 SKIP_RETURN_CODE 77
    ENVIRONMENT "${TF_TEST_ENVIRONMENT}")
endif()

add_test(NAME phone_journeys COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${CMAKE_BINARY_DIR}
  ${PROJECT_SOURCE_DIR}/assets/sample/sample.json ${TF_LOCALE})
set_tests_properties(phone_journeys PROPERTIES LABELS phone TIMEOUT 600 SKIP_RETURN_CODE 77 RESOURCE_LOCK browser
  ENVIRONMENT "${TF_TEST_ENVIRONMENT}")

# The same at the desk.
add_test(NAME phone_desk COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${CMAKE_BINARY_DIR}
  ${PROJECT_SOURCE_DIR}/assets/sample/sample.json ${TF_LOCALE} desk)
set_tests_properties(phone_desk PROPERTIES LABELS phone TIMEOUT 600 SKIP_RETURN_CODE 77 RESOURCE_LOCK browser
  ENVIRONMENT "${TF_TEST_ENVIRONMENT}")

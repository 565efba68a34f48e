# The pages in a browser: phone_serve shows them, journeys.mjs walks through them where node and Chromium are.
add_executable(phone_serve ${CMAKE_CURRENT_LIST_DIR}/serve.c)
target_link_libraries(phone_serve PRIVATE tf_web)

add_test(NAME phone_journeys COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${CMAKE_BINARY_DIR}
  ${PROJECT_SOURCE_DIR}/assets/sample/sample.json ${TF_LOCALE})
set_tests_properties(phone_journeys PROPERTIES LABELS phone TIMEOUT 600 SKIP_RETURN_CODE 77 RUN_SERIAL ON
  ENVIRONMENT "${TF_TEST_ENVIRONMENT}")

# The pages in a browser: phone_serve shows them, journeys.mjs walks through them where node and Chromium are.
add_executable(phone_serve ${CMAKE_CURRENT_LIST_DIR}/serve.c)
target_link_libraries(phone_serve PRIVATE tf_web)

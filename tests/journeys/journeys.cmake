# A journey is a text; each is walked twice, by finger and by keypad. tests/journeys/README.md says how to write one.
add_executable(journey journeys/journey.c journeys/script.c journeys/typist.c journeys/steps.c
  journeys/steps_set_up.c journeys/steps_hand.c journeys/steps_world.c journeys/steps_expect.c)
target_link_libraries(journey PRIVATE tf_machine tf_pictures)

file(GLOB journeys CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/journeys/*.journey)
foreach(script IN LISTS journeys)
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME journey_${name} COMMAND journey ${script})
  add_test(NAME journey_${name}_by_keypad COMMAND journey --keypad ${script})
  set_tests_properties(journey_${name} journey_${name}_by_keypad PROPERTIES
    ENVIRONMENT "${TF_TEST_ENVIRONMENT}" TIMEOUT 120 LABELS journeys)
endforeach()

add_executable(monkey journeys/monkey.c journeys/invariants.c)
target_link_libraries(monkey PRIVATE tf_machine tf_pictures)
add_test(NAME monkey COMMAND monkey)
set_tests_properties(monkey PROPERTIES ENVIRONMENT "${TF_TEST_ENVIRONMENT}" TIMEOUT 600 LABELS journeys)

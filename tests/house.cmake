# The shape of the house, and the tools that read the source. Label: house.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

foreach(check IN ITEMS arrows headers sizes calls self)
  add_test(NAME house_${check} COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/house/house.py ${check})
  set_tests_properties(house_${check} PROPERTIES LABELS house TIMEOUT 120)
endforeach()

foreach(tool IN ITEMS format cppcheck tidy)
  add_test(NAME lint_${tool} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/house/lint ${tool} ${CMAKE_BINARY_DIR})
  set_tests_properties(lint_${tool} PROPERTIES LABELS house TIMEOUT 600)
endforeach()

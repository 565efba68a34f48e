# What is installed, and the same layout inside the build folder, so that the program finds its parts beside itself
# (ui/kiosk/paths.c) without knowing where it was built.

file(CREATE_LINK ${PROJECT_SOURCE_DIR}/assets ${CMAKE_BINARY_DIR}/assets SYMBOLIC)

if(TARGET twofeet)
  install(TARGETS twofeet RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY assets/ DESTINATION ${CMAKE_INSTALL_DATADIR}/twofeet
  PATTERN po EXCLUDE
  PATTERN *.py EXCLUDE
  PATTERN README.md EXCLUDE)
install(FILES board/man/twofeet.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

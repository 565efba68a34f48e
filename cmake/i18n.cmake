# The catalogues: assets/po/twofeet.pot is what the sources ask to be translated, one .po a language beside it.
#   ninja po      writes the .pot anew from the sources and brings every .po up to it
# Each language becomes a text domain of its own (firmware/base/lang.h says why).

find_program(TF_XGETTEXT xgettext REQUIRED)
find_program(TF_MSGMERGE msgmerge REQUIRED)
find_program(TF_MSGFMT msgfmt REQUIRED)

set(TF_PO ${PROJECT_SOURCE_DIR}/assets/po)
set(TF_LOCALE ${CMAKE_BINARY_DIR}/locale)
file(GLOB po_files CONFIGURE_DEPENDS ${TF_PO}/*.po)
set(mo_files)
foreach(po IN LISTS po_files)
  get_filename_component(language ${po} NAME_WE)
  set(mo ${TF_LOCALE}/twofeet/LC_MESSAGES/twofeet-${language}.mo)
  add_custom_command(OUTPUT ${mo}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${TF_LOCALE}/twofeet/LC_MESSAGES
    COMMAND ${TF_MSGFMT} --check -o ${mo} ${po}
    DEPENDS ${po} VERBATIM)
  list(APPEND mo_files ${mo})
endforeach()
add_custom_target(twofeet-catalogues ALL DEPENDS ${mo_files})
if(TARGET twofeet)
  add_dependencies(twofeet twofeet-catalogues)
endif()
install(DIRECTORY ${TF_LOCALE}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/twofeet/locale)

set(TF_PO_SCRIPT ${CMAKE_COMMAND} -DXGETTEXT=${TF_XGETTEXT} -DMSGMERGE=${TF_MSGMERGE} -DMSGFMT=${TF_MSGFMT}
  -DSOURCE=${PROJECT_SOURCE_DIR} -DBINARY=${CMAKE_BINARY_DIR})
add_custom_target(po COMMAND ${TF_PO_SCRIPT} -DUPDATE=ON -P ${PROJECT_SOURCE_DIR}/cmake/po.cmake VERBATIM)

function(tf_test_catalogues)
  add_test(NAME catalogues COMMAND ${TF_PO_SCRIPT} -P ${PROJECT_SOURCE_DIR}/cmake/po.cmake)
  set_tests_properties(catalogues PROPERTIES LABELS house)
endfunction()
if(TF_TESTS AND NOT TF_ONLY_THREADS)
  enable_testing()
  tf_test_catalogues()
endif()

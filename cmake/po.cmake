# Run with -P: compares twofeet.pot with what the sources ask for, and says what a language lacks. With UPDATE it writes
# the .pot and merges it into every .po instead.
set(po ${SOURCE}/assets/po)
set(fresh ${BINARY}/twofeet.pot)

file(GLOB_RECURSE sources RELATIVE ${SOURCE} ${SOURCE}/firmware/*.c ${SOURCE}/ui/*.c)
list(SORT sources)
string(REPLACE ";" "\n" list "${sources}")
file(WRITE ${BINARY}/po-sources.txt "${list}\n")
execute_process(
  COMMAND ${XGETTEXT} --language=C --from-code=UTF-8 --files-from=${BINARY}/po-sources.txt --output=${fresh}
    --keyword --keyword=tf_tr:2 --keyword=tf_trn:2,3 --keyword=tf_trc:2c,3 --keyword=TF_N:1
    --flag=tf_tr:2:pass-c-format --flag=tf_trn:2:pass-c-format --flag=tf_trn:3:pass-c-format
    --add-comments=TRANSLATORS: --no-location --no-wrap --force-po --package-name=Twofeet
  WORKING_DIRECTORY ${SOURCE} COMMAND_ERROR_IS_FATAL ANY)

# The date of making is no change.
file(READ ${fresh} text)
string(REGEX REPLACE "\"POT-Creation-Date:[^\n]*\n" "" text "${text}")
string(REGEX REPLACE "# SOME DESCRIPTIVE TITLE.\n# Copyright[^\n]*\n# This file[^\n]*\n# FIRST AUTHOR[^\n]*\n#\n"
  "# The messages of Twofeet's screens and pages.\n#\n" text "${text}")
string(REPLACE "charset=CHARSET" "charset=UTF-8" text "${text}")
file(WRITE ${fresh} "${text}")

file(GLOB languages ${po}/*.po)
if(UPDATE)
  file(WRITE ${po}/twofeet.pot "${text}")
  foreach(language IN LISTS languages)
    execute_process(COMMAND ${MSGMERGE} --update --backup=none --no-fuzzy-matching --no-wrap --quiet ${language}
      ${po}/twofeet.pot COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  return()
endif()

file(READ ${po}/twofeet.pot kept)
if(NOT kept STREQUAL text)
  message(SEND_ERROR "assets/po/twofeet.pot is not what the sources ask for: run `ninja po`, then translate")
endif()
foreach(language IN LISTS languages)
  get_filename_component(name ${language} NAME_WE)
  execute_process(COMMAND ${MSGFMT} --check --statistics -o /dev/null ${language}
    RESULT_VARIABLE result ERROR_VARIABLE statistics)
  message(STATUS "${name}: ${statistics}")
  if(NOT result EQUAL 0)
    message(SEND_ERROR "${name}.po is not sound")
  endif()
  if(name STREQUAL "de" AND statistics MATCHES "fuzzy|untranslated")
    message(SEND_ERROR "German is not complete: ${statistics}")
  endif()
endforeach()

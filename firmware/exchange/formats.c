#include "exchange/formats.h"

#include <string.h>

/* In the order they are asked whether they know a file: the strictest first. */
static const struct tf_reader *const readers[] = {
    &tf_native_reader,
    &tf_frab_xml_reader,
    &tf_frab_json_reader,
    &tf_ical_reader,
    &tf_csv_reader,
    &tf_json_list_reader,
    NULL,
};

static const struct tf_writer *const writers[] = {
    &tf_native_writer,
    &tf_frab_xml_writer,
    &tf_frab_json_writer,
    &tf_ical_writer,
    &tf_csv_writer,
    &tf_markdown_writer,
    NULL,
};

const struct tf_reader *const *tf_exchange_readers(void)
{
    return readers;
}

const struct tf_writer *const *tf_exchange_writers(void)
{
    return writers;
}

const struct tf_reader *tf_exchange_reader(const char *name)
{
    for (size_t i = 0; readers[i]; i++) {
        if (strcmp(readers[i]->name, name) == 0) {
            return readers[i];
        }
    }
    return NULL;
}

const struct tf_writer *tf_exchange_writer(const char *name)
{
    for (size_t i = 0; writers[i]; i++) {
        if (strcmp(writers[i]->name, name) == 0) {
            return writers[i];
        }
    }
    return NULL;
}

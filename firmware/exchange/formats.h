/* formats.h: the formats of this room; formats.c lists them. */
#ifndef TF_EXCHANGE_FORMATS_H
#define TF_EXCHANGE_FORMATS_H

#include "exchange/exchange.h"

extern const struct tf_reader tf_native_reader;
extern const struct tf_reader tf_frab_xml_reader;
extern const struct tf_reader tf_frab_json_reader;
extern const struct tf_reader tf_ical_reader;
extern const struct tf_reader tf_csv_reader;
extern const struct tf_reader tf_json_list_reader;

extern const struct tf_writer tf_native_writer;
extern const struct tf_writer tf_frab_xml_writer;
extern const struct tf_writer tf_frab_json_writer;
extern const struct tf_writer tf_ical_writer;
extern const struct tf_writer tf_csv_writer;
extern const struct tf_writer tf_markdown_writer;

#endif

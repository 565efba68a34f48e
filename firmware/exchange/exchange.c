#include "exchange/exchange.h"

#include "base/limits.h"

#include <stdio.h>
#include <string.h>

/* "csv, frab-xml, json" */
static void list_names(char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (const struct tf_reader *const *reader = tf_exchange_readers(); *reader && used < size; reader++) {
        int n = snprintf(out + used, size - used, "%s%s", used ? ", " : "", (*reader)->name);
        used += n > 0 ? (size_t)n : 0;
    }
}

static enum tf_err find_reader(const struct tf_reader **out, const char *name, const char *bytes, size_t len,
                               const char *file_name, struct tf_problem *problem)
{
    char names[200], todo[256];
    *out = name ? tf_exchange_reader(name) : NULL;
    for (const struct tf_reader *const *reader = tf_exchange_readers(); !name && *reader && !*out; reader++) {
        if ((*reader)->sniff(bytes, len, file_name)) {
            *out = *reader;
        }
    }
    if (*out) {
        return TF_OK;
    }
    list_names(names, sizeof names);
    (void)snprintf(todo, sizeof todo, "We read: %s.", names);
    if (name) {
        return tf_err_tell(problem, TF_ERR_UNSUPPORTED, NULL, todo, "There is no format \"%s\".", name);
    }
    return tf_err_tell(problem, TF_ERR_UNSUPPORTED, file_name, todo, "This file is in no format we know.");
}

enum tf_err tf_exchange_read(struct tf_draft *draft, const char *reader_name, const char *bytes, size_t len,
                             const struct tf_read_options *options, struct tf_report *report,
                             struct tf_problem *problem)
{
    static const struct tf_read_options none = {0};
    const struct tf_reader *reader = NULL;
    if (!options) {
        options = &none;
    }
    if (len > (size_t)TF_IMPORT_BYTES_MAX) {
        return tf_err_tell(problem, TF_ERR_LIMIT, options->name, NULL, "The file is longer than %ld MB.",
                           TF_IMPORT_BYTES_MAX / (1024 * 1024));
    }
    enum tf_err err = find_reader(&reader, reader_name, bytes, len, options->name, problem);
    if (err || !reader) {
        return err;
    }
    if (options->map && !reader->takes_map) {
        tf_report_add(report, TF_REPORT_NOTE, 0, NULL, "--map means nothing to the format %s.", reader->name);
    }
    if (options->mapping_file && !reader->takes_mapping) {
        tf_report_add(report, TF_REPORT_NOTE, 0, NULL, "--mapping means nothing to the format %s.",
                      reader->name);
    }
    err = reader->read(draft, bytes, len, options, report, problem);
    if (err == TF_ERR_NOMEM) {
        return tf_err_tell(problem, err, options->name, NULL,
                           "There is not enough memory to read this file.");
    }
    return err;
}

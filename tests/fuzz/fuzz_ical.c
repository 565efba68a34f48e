/* Bytes as iCalendar. */
#include "fuzz_exchange.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct tf_read_options options = {.name = "fuzz", .zone = "Europe/Berlin"};
    return fuzz_reader("ics", &options, data, size);
}

/* schedule_entries.h: what speaks for each run's place, from a seating. */
#ifndef TF_CORE_SCHEDULE_ENTRIES_H
#define TF_CORE_SCHEDULE_ENTRIES_H

#include "core/schedule_in.h"

/* Fills out[run_count], in the order of tf_schedule_entries(). runs[run_count] is room to sort them in. */
void tf_schedule_entries_of(struct tf_schedule_entry *out, int *runs, const struct tf_plan *plan,
                            const struct tf_seating *seating);

#endif

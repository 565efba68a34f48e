/* notes_url.h: notes that are written elsewhere, on a pad of the organiser's. A template of its address has
 * {event} and {code} where the gathering's code and the session's go:
 * https://pad.example.org/p/{event}-{code}.
 *
 * What is put in is escaped, and only into the path, the query or the fragment: whatever an event is called,
 * the pad's host is the template's. */
#ifndef TF_WORDS_NOTES_URL_H
#define TF_WORDS_NOTES_URL_H

#include "base/arena.h"
#include "core/record.h"

/* TF_ERR_INVALID: not http(s), too long, no {code} in it, or a {…} that is neither. */
enum tf_err tf_notes_url_check(const char *template, struct tf_problem *problem);
/* The session's pad; "" without a template that is good, or without memory. gathering NULL: no event yet. */
const char *tf_notes_url(struct tf_arena *arena, const char *template, const struct tf_gathering *gathering,
                         const struct tf_session *session);

#endif

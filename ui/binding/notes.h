/* notes.h: a note's Markdown on pages: paragraphs, lists, quotes. */
#ifndef TF_BINDING_NOTES_H
#define TF_BINDING_NOTES_H

#include "binding/flow.h"

enum tf_err tf_binding_note(struct tf_flow *flow, const char *markdown); /* TF_ERR_NOMEM */

#endif

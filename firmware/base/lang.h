/* lang.h: the languages of screens and pages, through gettext; chosen per screen, not per process.
 *
 * Each language is a text domain of its own ("twofeet-de"), so that any thread can ask for any language at
 * once and nothing depends on the machine's locale. English is in the source. Whole sentences, never glued.
 */
#ifndef TF_BASE_LANG_H
#define TF_BASE_LANG_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum tf_lang { TF_LANG_EN, TF_LANG_DE, TF_LANG_AR, TF_LANG_JA, TF_LANG_COUNT };

/* Once, before any thread starts. dir: where <dir>/twofeet/LC_MESSAGES/twofeet-de.mo is. A missing catalogue
 * shows English; TF_ERR_NOT_FOUND then says so. */
enum tf_err tf_lang_init(const char *dir);
const char *tf_lang_code(enum tf_lang lang);     /* "de", a BCP 47 tag */
const char *tf_lang_own_name(enum tf_lang lang); /* "Deutsch" */
bool tf_lang_is_rtl(enum tf_lang lang);
bool tf_lang_parse(enum tf_lang *out, const char *tag); /* "de-AT" is TF_LANG_DE */

/* The message in lang; borrowed, for ever valid. Sources mark their strings with these. */
const char *tf_tr(enum tf_lang lang, const char *message) __attribute__((format_arg(2)));
const char *tf_trn(enum tf_lang lang, const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(2), format_arg(3)));
/* With a context, where English has one word for two things: tf_trc(lang, "verb", "Open"). */
const char *tf_trc(enum tf_lang lang, const char *context, const char *message);
#define TF_N(message) message /* marks a string in a table for translation later */

#endif

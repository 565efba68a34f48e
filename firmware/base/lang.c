#include "base/lang.h"

#include "base/log.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* gettext chooses by environment, one language a process. So every language here is a text domain, and the
 * environment names always the same "language", which is only the name of the directory. */
#define DIRECTORY "twofeet"

/* Between a context and its message in a catalogue, as msgctxt does it. */
#define CONTEXT_GLUE "\004"

enum { KEY_BYTES = 1024 };

static const struct about {
    const char *code, *own_name, *domain;
    bool is_rtl;
} LANGS[TF_LANG_COUNT] = {
    [TF_LANG_EN] = {"en", "English", NULL, false},
    [TF_LANG_DE] = {"de", "Deutsch", "twofeet-de", false},
    [TF_LANG_AR] = {"ar", "العربية", "twofeet-ar", true},
    [TF_LANG_JA] = {"ja", "日本語", "twofeet-ja", false},
};

static const struct about *about(enum tf_lang lang)
{
    unsigned index = (unsigned)lang;
    return &LANGS[index < TF_LANG_COUNT ? index : TF_LANG_EN];
}

static enum tf_err bind_domain(const char *dir, const char *domain)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof(path), "%s/" DIRECTORY "/LC_MESSAGES/%s.mo", dir, domain);
    if (len < 0 || len >= (int)sizeof(path) || access(path, R_OK) != 0) {
        tf_log(TF_LOG_WARNING,
               "There is no catalogue %s/" DIRECTORY "/LC_MESSAGES/%s.mo: English is shown instead", dir,
               domain);
        return TF_ERR_NOT_FOUND;
    }
    if (bindtextdomain(domain, dir) == NULL || bind_textdomain_codeset(domain, "UTF-8") == NULL) {
        return TF_ERR_NOMEM;
    }
    if (*dgettext(domain, "") == '\0') { /* every catalogue has a header */
        tf_log(TF_LOG_WARNING, "The catalogue %s cannot be read: English is shown instead", path);
        return TF_ERR_NOT_FOUND;
    }
    return TF_OK;
}

enum tf_err tf_lang_init(const char *dir)
{
    /* Any locale but "C" makes gettext look; this one needs nothing installed. Numbers stay as C writes them.
     */
    if (setlocale(LC_MESSAGES, "C.UTF-8") == NULL) {
        tf_log(TF_LOG_WARNING, "The locale C.UTF-8 is missing: English is shown");
        return TF_ERR_NOT_FOUND;
    }
    if (setenv("LANGUAGE", DIRECTORY, 1) != 0) {
        return TF_ERR_NOMEM;
    }
    enum tf_err first = TF_OK;
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
        enum tf_err err = LANGS[lang].domain == NULL ? TF_OK : bind_domain(dir, LANGS[lang].domain);
        first = first == TF_OK ? err : first;
    }
    return first;
}

const char *tf_lang_code(enum tf_lang lang)
{
    return about(lang)->code;
}

const char *tf_lang_own_name(enum tf_lang lang)
{
    return about(lang)->own_name;
}

bool tf_lang_is_rtl(enum tf_lang lang)
{
    return about(lang)->is_rtl;
}

bool tf_lang_parse(enum tf_lang *out, const char *tag)
{
    if (tag == NULL) {
        return false;
    }
    size_t len = strcspn(tag, "-_.@"); /* "de-AT", and "de_AT.UTF-8" from an environment */
    for (int lang = 0; lang < TF_LANG_COUNT; lang++) {
        if (len == strlen(LANGS[lang].code) && strncasecmp(tag, LANGS[lang].code, len) == 0) {
            *out = (enum tf_lang)lang;
            return true;
        }
    }
    return false;
}

const char *tf_tr(enum tf_lang lang, const char *message)
{
    const char *domain = about(lang)->domain;
    /* The empty message is the catalogue's header. */
    return domain == NULL || *message == '\0' ? message : dgettext(domain, message);
}

const char *tf_trn(enum tf_lang lang, const char *one, const char *many, unsigned long n)
{
    const char *domain = about(lang)->domain;
    if (domain == NULL) {
        return n == 1 ? one : many;
    }
    return dngettext(domain, one, many, n);
}

const char *tf_trc(enum tf_lang lang, const char *context, const char *message)
{
    const char *domain = about(lang)->domain;
    char key[KEY_BYTES];
    int len = snprintf(key, sizeof(key), "%s" CONTEXT_GLUE "%s", context, message);
    if (domain == NULL || len < 0 || len >= (int)sizeof(key)) {
        return message;
    }
    const char *found = dgettext(domain, key);
    return found == key ? message : found; /* what is not found comes back as it is, and is on our stack */
}

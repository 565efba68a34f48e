#include "kiosk/knobs.h"

#include "base/log.h"
#include "base/text.h"
#include "kiosk/settings.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KNOBS_MAX = 16 };

struct knob {
    char name[TF_KNOB_NAME_BYTES], value[TF_KNOB_VALUE_BYTES];
    bool is_news; /* to the wall */
};

struct tf_knobs {
    char *file;
    void (*wake)(void *user);
    void *user;
    pthread_mutex_t mutex; /* guards what follows; nothing is written to the disk under it */
    struct knob list[KNOBS_MAX];
    size_t count;
    pthread_mutex_t writing; /* held while the file is written: one line after the other */
};

enum tf_err tf_knobs_create(struct tf_knobs **out, const char *file, void (*wake)(void *user), void *user)
{
    struct tf_knobs *knobs = calloc(1, sizeof *knobs);
    if (knobs == NULL) {
        return TF_ERR_NOMEM;
    }
    knobs->wake = wake;
    knobs->user = user;
    pthread_mutex_init(&knobs->mutex, NULL);
    pthread_mutex_init(&knobs->writing, NULL);
    knobs->file = file != NULL ? strdup(file) : NULL;
    if (file != NULL && knobs->file == NULL) {
        tf_knobs_destroy(knobs);
        return TF_ERR_NOMEM;
    }
    *out = knobs;
    return TF_OK;
}

void tf_knobs_destroy(struct tf_knobs *knobs)
{
    if (knobs != NULL) {
        pthread_mutex_destroy(&knobs->writing);
        pthread_mutex_destroy(&knobs->mutex);
        free(knobs->file);
        free(knobs);
    }
}

static struct knob *find(struct tf_knobs *knobs, const char *name)
{
    for (size_t i = 0; i < knobs->count; i++) {
        if (strcmp(knobs->list[i].name, name) == 0) {
            return &knobs->list[i];
        }
    }
    return NULL;
}

enum tf_err tf_knobs_add(struct tf_knobs *knobs, const char *name, const char *value)
{
    const char *text = value != NULL ? value : "";
    if (knobs->count == KNOBS_MAX || strlen(name) >= TF_KNOB_NAME_BYTES ||
        strlen(text) >= TF_KNOB_VALUE_BYTES) {
        return TF_ERR_LIMIT;
    }
    pthread_mutex_lock(&knobs->mutex);
    struct knob *knob = &knobs->list[knobs->count++];
    tf_text_copy(knob->name, sizeof knob->name, name);
    tf_text_copy(knob->value, sizeof knob->value, text);
    pthread_mutex_unlock(&knobs->mutex);
    return TF_OK;
}

bool tf_knobs_get(struct tf_knobs *knobs, const char *name, char out[TF_KNOB_VALUE_BYTES])
{
    pthread_mutex_lock(&knobs->mutex);
    const struct knob *knob = find(knobs, name);
    if (knob != NULL) {
        tf_text_copy(out, TF_KNOB_VALUE_BYTES, knob->value);
    }
    pthread_mutex_unlock(&knobs->mutex);
    return knob != NULL;
}

static void turn(struct tf_knobs *knobs, const char *name, const char *value, bool by_desk)
{
    pthread_mutex_lock(&knobs->mutex);
    struct knob *knob = find(knobs, name);
    if (knob != NULL) {
        tf_text_copy(knob->value, sizeof knob->value, value);
        knob->is_news = by_desk; /* what the wall did itself is the newest, and known there */
    }
    pthread_mutex_unlock(&knobs->mutex);
    if (by_desk && knobs->wake != NULL) {
        knobs->wake(knobs->user);
    }
}

enum tf_err tf_knobs_turn(struct tf_knobs *knobs, const char *name, const char *value, bool by_desk)
{
    struct tf_problem problem = {0};
    enum tf_err err = TF_OK;
    if (strlen(value) >= TF_KNOB_VALUE_BYTES) {
        return TF_ERR_LIMIT;
    }
    pthread_mutex_lock(&knobs->writing);
    if (knobs->file != NULL) {
        err = tf_settings_write(knobs->file, name, value, &problem);
    }
    if (err != TF_OK) {
        tf_log(TF_LOG_ERROR, "settings: %s: %s", problem.where, problem.what);
    }
    if (err != TF_ERR_INVALID) {
        turn(knobs, name, value, by_desk);
    }
    pthread_mutex_unlock(&knobs->writing);
    return err == TF_OK || err == TF_ERR_INVALID ? err : TF_ERR_IO;
}

bool tf_knobs_take(struct tf_knobs *knobs, char name[TF_KNOB_NAME_BYTES], char value[TF_KNOB_VALUE_BYTES])
{
    bool is_any = false;
    pthread_mutex_lock(&knobs->mutex);
    for (size_t i = 0; i < knobs->count && !is_any; i++) {
        struct knob *knob = &knobs->list[i];
        is_any = knob->is_news;
        if (is_any) {
            tf_text_copy(name, TF_KNOB_NAME_BYTES, knob->name);
            tf_text_copy(value, TF_KNOB_VALUE_BYTES, knob->value);
            knob->is_news = false;
        }
    }
    pthread_mutex_unlock(&knobs->mutex);
    return is_any;
}

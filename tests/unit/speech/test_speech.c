/* A voice without a sound card: what reaches the sink, and how soon it falls silent. */
#include "speech/speech.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct ear {
    pthread_mutex_t mutex;
    pthread_cond_t news;
    size_t heard; /* samples since the last hush */
    size_t all, loudest;
    int hushes;
    bool holds, is_held; /* the voice is kept in its first samples */
};

static bool play(void *user, const int16_t *samples, size_t count)
{
    struct ear *ear = user;
    pthread_mutex_lock(&ear->mutex);
    for (size_t i = 0; i < count; i++) {
        size_t loud = (size_t)abs(samples[i]);
        ear->loudest = loud > ear->loudest ? loud : ear->loudest;
    }
    ear->heard += count;
    ear->all += count;
    ear->is_held = ear->holds;
    pthread_cond_broadcast(&ear->news);
    while (ear->holds) {
        pthread_cond_wait(&ear->news, &ear->mutex);
    }
    pthread_mutex_unlock(&ear->mutex);
    return true;
}

static void hush(void *user)
{
    struct ear *ear = user;
    pthread_mutex_lock(&ear->mutex);
    ear->heard = 0;
    ear->hushes++;
    pthread_mutex_unlock(&ear->mutex);
}

static struct tf_speech *voice_for(struct ear *ear)
{
    *ear = (struct ear){.mutex = PTHREAD_MUTEX_INITIALIZER, .news = PTHREAD_COND_INITIALIZER};
    struct tf_speech_sink sink = {.play = play, .hush = hush, .user = ear};
    struct tf_speech *speech = NULL;
    assert_int_equal(tf_speech_create(&speech, &sink), TF_OK);
    return speech;
}

static void wait_for(struct ear *ear, size_t samples)
{
    pthread_mutex_lock(&ear->mutex);
    while (ear->all < samples) {
        pthread_cond_wait(&ear->news, &ear->mutex);
    }
    pthread_mutex_unlock(&ear->mutex);
}

static void a_text_becomes_sound(void **state)
{
    (void)state;
    struct ear ear;
    struct tf_speech *speech = voice_for(&ear);
    assert_true(tf_speech_rate_hz(speech) >= 8000);
    tf_speech_say(speech, "de-AT", "Komposten für alle: Garten, 11 Uhr");
    wait_for(&ear, (size_t)tf_speech_rate_hz(speech)); /* a second of it */
    tf_speech_destroy(speech);
    assert_true(ear.loudest > 1000);
}

static void nobody_asked_nothing_is_said(void **state)
{
    (void)state;
    struct ear ear;
    struct tf_speech *speech = voice_for(&ear);
    tf_speech_repeat(speech); /* nothing was said yet */
    tf_speech_say(speech, "en", "");
    tf_speech_stop(speech);
    tf_speech_destroy(speech);
    assert_int_equal(ear.all, 0);
}

static void the_next_text_takes_the_place_of_the_one_being_said(void **state)
{
    (void)state;
    struct ear ear;
    struct tf_speech *speech = voice_for(&ear);
    char long_text[1024];
    for (size_t i = 0; i + 6 < sizeof long_text; i += 6) {
        memcpy(long_text + i, "again ", 7);
    }
    ear.holds = true;
    tf_speech_say(speech, "en", long_text);
    wait_for(&ear, 1);
    tf_speech_stop(speech); /* while the voice is in the midst of it */
    pthread_mutex_lock(&ear.mutex);
    size_t before = ear.all;
    ear.holds = false;
    pthread_cond_broadcast(&ear.news);
    pthread_mutex_unlock(&ear.mutex);
    tf_speech_destroy(speech);
    /* Minutes of text; it ended within a buffer of it. */
    assert_true(ear.all - before < 22050);
    assert_true(ear.hushes >= 2);
}

static void what_was_said_can_be_said_again_but_not_to_the_next_person(void **state)
{
    (void)state;
    struct ear ear;
    struct tf_speech *speech = voice_for(&ear);
    tf_speech_say(speech, "en", "Bees");
    wait_for(&ear, 1000);
    tf_speech_repeat(speech);
    wait_for(&ear, 3000);
    tf_speech_forget(speech);
    pthread_mutex_lock(&ear.mutex);
    int hushes = ear.hushes;
    pthread_mutex_unlock(&ear.mutex);
    tf_speech_repeat(speech);
    tf_speech_destroy(speech);
    assert_true(ear.hushes > hushes);
    assert_true(ear.heard == 0);
}

static void there_is_one_voice_at_a_time(void **state)
{
    (void)state;
    struct ear ear;
    struct tf_speech *speech = voice_for(&ear), *second = NULL;
    struct tf_speech_sink sink = {.play = play, .hush = hush, .user = &ear};
    assert_int_equal(tf_speech_create(&second, &sink), TF_ERR_BUSY);
    tf_speech_destroy(speech);
    assert_int_equal(tf_speech_create(&second, &sink), TF_OK);
    tf_speech_destroy(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_becomes_sound),
        cmocka_unit_test(nobody_asked_nothing_is_said),
        cmocka_unit_test(the_next_text_takes_the_place_of_the_one_being_said),
        cmocka_unit_test(what_was_said_can_be_said_again_but_not_to_the_next_person),
        cmocka_unit_test(there_is_one_voice_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

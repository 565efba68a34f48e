/* What is heard at the wall: by everybody when somebody is asked, and read aloud for who asks for it. What
 * sounds is what SDL's own driver for files was given. */
#include "kiosk/voice.h"

#include "journeys/machine.h"
#include "sdl/sound.h"
#include "speech/speech.h"
#include "support/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { HEARD_MAX = 64, WAIT_MS = 20000, STEP_MS = 20 };

static struct {
    struct machine machine;
    struct tf_board *board;
    struct tf_voice *voice;
    char said[HEARD_MAX][512];
    char lang[8];
    size_t said_count, repeats, stops, asked;
    int volume;
} kit;

/* ---- what is told to the voice, on its way there ---- */

void __real_tf_speech_say(struct tf_speech *speech, const char *language, const char *text);
void __wrap_tf_speech_say(struct tf_speech *speech, const char *language, const char *text);
void __wrap_tf_speech_say(struct tf_speech *speech, const char *language, const char *text)
{
    assert_true(kit.said_count < HEARD_MAX);
    snprintf(kit.said[kit.said_count++], sizeof kit.said[0], "%s", text);
    snprintf(kit.lang, sizeof kit.lang, "%s", language);
    __real_tf_speech_say(speech, language, text);
}
void __real_tf_speech_repeat(struct tf_speech *speech);
void __wrap_tf_speech_repeat(struct tf_speech *speech);
void __wrap_tf_speech_repeat(struct tf_speech *speech)
{
    kit.repeats++;
    __real_tf_speech_repeat(speech);
}
void __real_tf_speech_stop(struct tf_speech *speech);
void __wrap_tf_speech_stop(struct tf_speech *speech);
void __wrap_tf_speech_stop(struct tf_speech *speech)
{
    kit.stops++;
    __real_tf_speech_stop(speech);
}
void __real_tf_speech_set_volume(struct tf_speech *speech, int volume);
void __wrap_tf_speech_set_volume(struct tf_speech *speech, int volume);
void __wrap_tf_speech_set_volume(struct tf_speech *speech, int volume)
{
    kit.volume = volume;
    __real_tf_speech_set_volume(speech, volume);
}
void __real_tf_sound_ask(struct tf_sound *sound);
void __wrap_tf_sound_ask(struct tf_sound *sound);
void __wrap_tf_sound_ask(struct tf_sound *sound)
{
    kit.asked++;
    __real_tf_sound_ask(sound);
}

/* ---- a person ---- */

static void listen(void)
{
    bool is_pressed = kit.machine.pointer.pressed.what != 0;
    tf_voice_follow(kit.voice, machine_state(&kit.machine), machine_scene(&kit.machine),
                    is_pressed ? kit.machine.pointer.pressed : kit.machine.pointer.focus);
}

static void touch(const char *label)
{
    const struct tf_target *target = tf_scene_target_labelled(machine_scene(&kit.machine), label);
    if (target == NULL) {
        fail_msg("nothing is called %s", label);
        return;
    }
    machine_wait(&kit.machine, 1000); /* two taps, not one that trembles */
    struct tf_intent intent = {(enum tf_intent_what)target->tag.what, target->tag.a, target->tag.b};
    struct tf_input input = {.kind = TF_INPUT_DOWN,
                             .finger = 1,
                             .x = target->rect.x + target->rect.w / 2,
                             .y = target->rect.y + target->rect.h / 2};
    machine_input(&kit.machine, &input);
    listen();
    input.kind = TF_INPUT_UP;
    machine_input(&kit.machine, &input);
    tf_voice_do(kit.voice, intent);
    listen();
}

static bool was_said(const char *part)
{
    for (size_t i = 0; i < kit.said_count; i++) {
        if (strstr(kit.said[i], part) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether anything but silence came out until now. */
static bool has_sounded(void)
{
    int16_t samples[1024];
    size_t count = 0;
    FILE *file = fopen(getenv("SDL_DISKAUDIOFILE"), "rb");
    bool has = false;
    while (file != NULL && !has && (count = fread(samples, sizeof samples[0], 1024, file)) > 0) {
        for (size_t i = 0; i < count; i++) {
            has |= abs(samples[i]) > 500;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return has;
}

static void wait_until_it_sounds(void)
{
    for (int ms = 0; ms < WAIT_MS; ms += STEP_MS) {
        if (has_sounded()) {
            return;
        }
        nanosleep(&(struct timespec){.tv_nsec = STEP_MS * 1000000L}, NULL);
    }
    fail_msg("it stayed silent");
}

static int set_up(void **state)
{
    (void)state;
    memset(&kit, 0, sizeof kit);
    kit.board = support_board("2 spaces, 3 slots, Compost in A at 10:00");
    const struct machine_options options = {.width_px = 1280,
                                            .height_px = 800,
                                            .now_s = SUPPORT_10H00_S + 300,
                                            .seed = 7,
                                            .address = MACHINE_ADDRESS,
                                            .can_speak = true};
    machine_open(&kit.machine, &options, kit.board);
    assert_int_equal(tf_voice_create(&kit.voice), TF_OK);
    listen();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tf_voice_destroy(kit.voice);
    machine_close(&kit.machine);
    tf_board_unref(kit.board);
    remove(getenv("SDL_DISKAUDIOFILE"));
    return 0;
}

/* ---- */

static void who_is_asked_hears_it_once_though_nobody_asked_for_speech(void **state)
{
    (void)state;
    touch("A, 10:00, Compost");
    machine_wait(&kit.machine, TF_APP_IDLE_MS + 1000);
    assert_true(machine_state(&kit.machine)->asks_still_there);
    listen();
    listen();
    assert_int_equal(kit.asked, 1);
    assert_int_equal(kit.said_count, 0);
    wait_until_it_sounds();
}

static void nothing_sounds_when_nobody_asks(void **state)
{
    (void)state;
    touch("A, 10:00, Compost");
    touch("Back");
    touch("Larger text");
    assert_int_equal(kit.said_count, 0);
    assert_int_equal(kit.asked, 0);
    assert_false(has_sounded());
}

static void who_asks_hears_the_screen_then_what_is_touched_and_why_it_is_off(void **state)
{
    (void)state;
    touch("Speech");
    assert_true(kit.said_count > 0);
    assert_true(was_said("10:05"));
    assert_string_equal(kit.lang, "en");
    touch("A, 10:00, Compost");
    assert_true(was_said("Compost"));
    touch("Change");
    assert_true(was_said("It has no card number."));
    wait_until_it_sounds();
}

static void it_is_said_again_stopped_and_as_loud_as_one_likes(void **state)
{
    (void)state;
    touch("Speech");
    int usual = kit.volume;
    touch("Speech");
    touch("Say it again");
    assert_int_equal(kit.repeats, 1);
    touch("Stop");
    assert_int_equal(kit.stops, 1);
    touch("Louder");
    assert_int_equal(kit.volume, usual + 1);
    touch("Quieter");
    touch("Quieter");
    assert_int_equal(kit.volume, usual - 1);
    size_t before = kit.said_count;
    touch("Turn speech off");
    touch("A, 10:00, Compost");
    assert_int_equal(kit.said_count, before + 1); /* the button itself, while it was pressed */
}

static void the_voice_speaks_the_language_of_the_screen(void **state)
{
    (void)state;
    touch("Speech");
    touch("Language");
    touch("Deutsch");
    assert_true(was_said("Deutsch"));
    touch("Größere Schrift");
    assert_string_equal(kit.lang, "de");
    assert_true(was_said("Größere Schrift"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    char path[4096];
    const char *out = getenv("TF_TEST_OUT");
    snprintf(path, sizeof path, "%s/voice.%ld.raw", out != NULL ? out : "/tmp", (long)getpid());
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", path, 1);
    const struct CMUnitTest tests[] = {
        TEST(who_is_asked_hears_it_once_though_nobody_asked_for_speech),
        TEST(nothing_sounds_when_nobody_asks),
        TEST(who_asks_hears_the_screen_then_what_is_touched_and_why_it_is_off),
        TEST(it_is_said_again_stopped_and_as_loud_as_one_likes),
        TEST(the_voice_speaks_the_language_of_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

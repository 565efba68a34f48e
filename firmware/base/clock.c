#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/timex.h>
#include <unistd.h>

void tf_clock_init(struct tf_clock *clock)
{
    *clock = (struct tf_clock){0};
}

static int64_t now_us(clockid_t id)
{
    struct timespec at;
    clock_gettime(id, &at); /* cannot fail for the two clocks asked for here */
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

int64_t tf_clock_mono_us(void)
{
    return now_us(CLOCK_MONOTONIC);
}

int64_t tf_clock_mono_ms(void)
{
    return tf_clock_mono_us() / 1000;
}

struct timespec tf_clock_after_ms(int ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += (ms % 1000) * 1000000L;
    if (at.tv_nsec >= 1000000000L) {
        at.tv_nsec -= 1000000000L;
        at.tv_sec++;
    }
    return at;
}

void tf_clock_start_at(struct tf_clock *clock, int64_t utc_s)
{
    clock->fixed = true;
    clock->offset_ms = utc_s * 1000 - tf_clock_mono_ms();
    clock->confirmed_by_hand = true;
}

int64_t tf_clock_now_ms(const struct tf_clock *clock)
{
    int64_t base_ms = clock->fixed ? tf_clock_mono_ms() : now_us(CLOCK_REALTIME) / 1000;
    return base_ms + clock->offset_ms;
}

int64_t tf_clock_now_s(const struct tf_clock *clock)
{
    int64_t ms = tf_clock_now_ms(clock);
    return ms / 1000 - (ms % 1000 < 0);
}

static bool is_synchronised(void)
{
    struct timex state = {0}; /* modes 0: only asks */
    int result = adjtimex(&state);
    return result >= 0 && result != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

/* Some boards have a clock chip but no battery for it: it counts from 1970 then and says nothing about today.
 * One that tells local time is off by hours, one that lost its power by years. */
static bool has_hardware_clock(void)
{
    enum { PLAUSIBLE_S = 24 * 3600, NUMBER_BYTES = 32 };
    if (access("/dev/rtc0", F_OK) != 0) {
        return false;
    }
    FILE *file = fopen("/sys/class/rtc/rtc0/since_epoch", "re");
    if (file == NULL) {
        return true; /* no more to learn */
    }
    char number[NUMBER_BYTES];
    bool plausible = false;
    if (fgets(number, sizeof(number), file) != NULL) {
        int64_t difference_s = strtoll(number, NULL, 10) - now_us(CLOCK_REALTIME) / 1000000;
        plausible = difference_s > -PLAUSIBLE_S && difference_s < PLAUSIBLE_S;
    }
    fclose(file);
    return plausible;
}

bool tf_clock_is_confirmed(const struct tf_clock *clock)
{
    return clock->confirmed_by_hand || is_synchronised() || has_hardware_clock();
}

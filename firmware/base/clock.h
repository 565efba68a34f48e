/* clock.h: what time it is, for the shell of the program only: rules get the time with the command.
 *
 * A board without a battery-backed clock starts in the past. The clock is "confirmed" when NTP synchronised
 * it (adjtimex(2)), when a hardware clock exists (/dev/rtc0) and agrees, when --now was given, or when an
 * organiser said so. Jumps of the wall clock never stretch a timer: timers use tf_clock_mono_ms(). */
#ifndef TF_BASE_CLOCK_H
#define TF_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct tf_clock {
    bool fixed;        /* --now: time starts there and goes on from it */
    int64_t offset_ms; /* added to the machine's wall clock */
    bool confirmed_by_hand;
};

void tf_clock_init(struct tf_clock *clock);
void tf_clock_start_at(struct tf_clock *clock, int64_t utc_s); /* for --now; also confirms */
int64_t tf_clock_now_s(const struct tf_clock *clock);
int64_t tf_clock_now_ms(const struct tf_clock *clock);
bool tf_clock_is_confirmed(const struct tf_clock *clock);
int64_t tf_clock_mono_ms(void);
int64_t tf_clock_mono_us(void);
/* In so many milliseconds, on that clock: for pthread_cond_timedwait(). */
struct timespec tf_clock_after_ms(int ms);

#endif

#include "print/printer.h"

#include "base/clock.h"
#include "base/log.h"
#include "print/printer_in.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* ---- the thread -------------------------------------------------------------------------------------------
 */

static void count_jobs(struct tf_printer *printer, struct tf_printer_view *view)
{
    for (size_t i = 0; i < tf_spool_count(printer->spool); i++) {
        const struct tf_spool_job *job = tf_spool_at(printer->spool, i);
        tf_printer_tell_fate(printer, job->ticket, job->held ? TF_PRINTER_HELD : TF_PRINTER_WAITING);
        if (job->held) {
            view->held++;
        } else {
            view->waiting++;
        }
    }
}

void tf_printer_tell_fate(struct tf_printer *printer, uint64_t ticket, enum tf_printer_fate fate)
{
    pthread_mutex_lock(&printer->mutex);
    if (ticket != 0 && printer->recent_at - ticket < TF_PRINTER_RECENT_MAX) {
        printer->recent[(ticket - 1) % TF_PRINTER_RECENT_MAX].fate = fate;
    }
    pthread_mutex_unlock(&printer->mutex);
}

void tf_printer_publish(struct tf_printer *printer)
{
    struct tf_printer_view view = {
        .state = printer->state, .has_last = tf_spool_has_last(printer->spool), .printed = printer->printed};
    count_jobs(printer, &view);
    view.asks = view.held > 0 && tf_printer_can_print(view.state);
    pthread_mutex_lock(&printer->mutex);
    view.refused = printer->refused;
    struct tf_printer_view *old = &printer->view;
    bool is_new = old->state != view.state || old->waiting != view.waiting || old->held != view.held ||
                  old->has_last != view.has_last || old->printed != view.printed ||
                  old->refused != view.refused;
    *old = view;
    pthread_mutex_unlock(&printer->mutex);
    if (is_new && printer->options.changed != NULL) {
        printer->options.changed(printer->options.who);
    }
}

void tf_printer_hold_all(struct tf_printer *printer, uint64_t but)
{
    for (size_t i = 0; i < tf_spool_count(printer->spool); i++) {
        struct tf_spool_job *job = tf_spool_at(printer->spool, i);
        job->held |= job->number != but;
    }
}

static void fulfil(struct tf_printer *printer, enum tf_printer_wish wish)
{
    for (size_t i = tf_spool_count(printer->spool); i-- > 0 && wish != TF_PRINTER_WISH_NONE;) {
        struct tf_spool_job *job = tf_spool_at(printer->spool, i);
        if (job->held && wish == TF_PRINTER_WISH_PRINT) {
            job->held = false;
        } else if (job->held) {
            tf_printer_tell_fate(printer, job->ticket, TF_PRINTER_GONE);
            (void)tf_spool_drop(printer->spool, job->number);
        }
    }
}

/* What was asked of the thread since the last time. */
static void take_orders(struct tf_printer *printer)
{
    uint64_t waste, refused = 0;
    (void)!read(printer->wake, &waste, sizeof waste);
    pthread_mutex_lock(&printer->mutex);
    size_t agains = printer->agains;
    enum tf_printer_wish wish = printer->wish;
    int64_t again_at = printer->again_at;
    printer->agains = 0;
    printer->wish = TF_PRINTER_WISH_NONE;
    pthread_mutex_unlock(&printer->mutex);

    fulfil(printer, wish);
    tf_printer_enlist(printer);
    for (size_t i = 0; i < agains; i++) {
        refused += tf_spool_again(printer->spool, again_at) != TF_OK;
    }
    pthread_mutex_lock(&printer->mutex);
    printer->refused += refused;
    pthread_mutex_unlock(&printer->mutex);
}

static struct tf_spool_job *next_job(struct tf_printer *printer)
{
    for (size_t i = 0; i < tf_spool_count(printer->spool); i++) {
        if (!tf_spool_at(printer->spool, i)->held) {
            return tf_spool_at(printer->spool, i);
        }
    }
    return NULL;
}

static enum tf_err look(struct tf_printer *printer)
{
    enum tf_err err = TF_OK;
    if (printer->address.is_ipp) {
        return tf_printer_ipp_look(printer);
    }
    if (printer->fd < 0) {
        err = tf_printer_open(printer);
    }
    if (err == TF_OK && printer->fd >= 0) {
        err = tf_printer_look(printer);
    }
    printer->next_look_ms = tf_clock_mono_ms() + printer->options.times.look_ms;
    return err;
}

/* Looks at the printer when it is time, or when there is something to print. */
static enum tf_err see_to_it(struct tf_printer *printer)
{
    struct tf_spool_job *job = next_job(printer);
    enum tf_err err = TF_OK;
    if (tf_clock_mono_ms() >= printer->next_look_ms || job != NULL) {
        err = look(printer);
    }
    if (err == TF_OK && !tf_printer_can_print(printer->state)) {
        tf_printer_hold_all(printer, 0);
    }
    job = next_job(printer);
    if (err == TF_OK && job != NULL && printer->state != TF_PRINTER_TOO_HOT) {
        err = tf_printer_send(printer, job);
        if (err == TF_OK && !tf_printer_can_print(printer->state)) {
            tf_printer_hold_all(printer, 0);
        }
    }
    tf_printer_publish(printer);
    return err;
}

/* Until there is something to do. */
static void rest(struct tf_printer *printer)
{
    int64_t left = printer->next_look_ms - tf_clock_mono_ms();
    bool is_busy = next_job(printer) != NULL && printer->state != TF_PRINTER_TOO_HOT;
    struct pollfd fds[] = {{.fd = printer->stop, .events = POLLIN},
                           {.fd = printer->wake, .events = POLLIN},
                           {.fd = printer->fd, .events = POLLRDHUP}};
    if (!is_busy && poll(fds, 3, left > 0 ? (int)left : 0) > 0 && printer->fd >= 0 && fds[2].revents != 0) {
        tf_printer_leave(printer, TF_PRINTER_ABSENT);
        tf_printer_hold_all(printer, 0);
        tf_printer_publish(printer);
        printer->next_look_ms = tf_clock_mono_ms() + printer->options.times.look_ms;
    }
}

static bool is_stopped(const struct tf_printer *printer)
{
    struct pollfd one = {.fd = printer->stop, .events = POLLIN};
    return poll(&one, 1, 0) > 0;
}

static void *run(void *arg)
{
    struct tf_printer *printer = arg;
    while (!is_stopped(printer)) {
        if (printer->options.round != NULL) {
            printer->options.round(printer->options.who);
        }
        take_orders(printer);
        if (see_to_it(printer) == TF_ERR_CLOSED) {
            break;
        }
        rest(printer);
    }
    tf_printer_leave(printer, TF_PRINTER_ABSENT);
    return NULL;
}

/* ---- from any thread --------------------------------------------------------------------------------------
 */

static void wake(struct tf_printer *printer)
{
    const uint64_t one = 1;
    (void)!write(printer->wake, &one, sizeof one);
}

/* Under the mutex. */
static enum tf_err check_limits(struct tf_printer *printer, uint64_t owner, int64_t now_ms)
{
    int in_minute = 0, of_owner = 0, just_now = 0;
    for (size_t i = 0; i < TF_PRINTER_RECENT_MAX; i++) {
        const struct tf_printer_recent *recent = &printer->recent[i];
        if (recent->mono_ms == 0) {
            continue;
        }
        in_minute += recent->owner < TF_PRINTER_ORGANISERS && now_ms - recent->mono_ms < 60000;
        bool is_same = owner != 0 && recent->owner == owner && recent->fate != TF_PRINTER_GONE;
        of_owner += is_same && now_ms - recent->mono_ms < TF_PRINT_SESSION_S * 1000L;
        just_now += is_same && now_ms - recent->mono_ms < printer->options.gap_ms;
    }
    if (just_now > 0) {
        return TF_ERR_CONFLICT;
    }
    if (of_owner >= printer->options.per_session_max) {
        return TF_ERR_LIMIT;
    }
    const struct tf_printer_view *view = &printer->view;
    size_t on_the_way = printer->inbox_count + printer->has_in_hand + printer->kept_count;
    bool is_full =
        on_the_way >= TF_PRINTER_INBOX_MAX || view->waiting + view->held + on_the_way >= TF_PRINT_JOBS_MAX;
    bool is_too_quick = owner < TF_PRINTER_ORGANISERS && in_minute >= printer->options.per_minute_max;
    return is_full || is_too_quick ? TF_ERR_BUSY : TF_OK;
}

/* Under the mutex. Returns its ticket. */
static uint64_t remember(struct tf_printer *printer, uint64_t owner, int64_t now_ms)
{
    printer->recent[printer->recent_at++ % TF_PRINTER_RECENT_MAX] =
        (struct tf_printer_recent){owner, now_ms, TF_PRINTER_WAITING};
    return printer->recent_at;
}

enum tf_err tf_printer_print(struct tf_printer *printer, uint64_t owner, int64_t at, const void *bytes,
                             size_t len)
{
    struct tf_printer_parcel parcel = {.owner = owner, .at = at, .len = len};
    int64_t now_ms = tf_clock_mono_ms();
    if (len == 0 || len > TF_PRINT_JOB_BYTES_MAX) {
        return TF_ERR_LIMIT;
    }
    parcel.bytes = malloc(len);
    if (parcel.bytes == NULL) {
        return TF_ERR_NOMEM;
    }
    memcpy(parcel.bytes, bytes, len);
    pthread_mutex_lock(&printer->mutex);
    enum tf_err err = check_limits(printer, owner, now_ms);
    if (err == TF_OK) {
        parcel.ticket = remember(printer, owner, now_ms);
        printer->inbox[printer->inbox_count++] = parcel;
        pthread_cond_signal(&printer->come);
    }
    pthread_mutex_unlock(&printer->mutex);
    if (err != TF_OK) {
        free(parcel.bytes);
    }
    return err;
}

enum tf_err tf_printer_again(struct tf_printer *printer, int64_t at)
{
    int64_t now_ms = tf_clock_mono_ms();
    pthread_mutex_lock(&printer->mutex);
    enum tf_err err = printer->view.has_last ? check_limits(printer, 0, now_ms) : TF_ERR_NOT_FOUND;
    if (err == TF_OK) {
        printer->agains++;
        printer->again_at = at;
        (void)remember(printer, 0, now_ms);
    }
    pthread_mutex_unlock(&printer->mutex);
    wake(printer);
    return err;
}

void tf_printer_go_on(struct tf_printer *printer, bool prints)
{
    pthread_mutex_lock(&printer->mutex);
    printer->wish = prints ? TF_PRINTER_WISH_PRINT : TF_PRINTER_WISH_DROP;
    pthread_mutex_unlock(&printer->mutex);
    wake(printer);
}

void tf_printer_nudge(struct tf_printer *printer)
{
    wake(printer);
}

struct tf_printer_view tf_printer_view(struct tf_printer *printer)
{
    pthread_mutex_lock(&printer->mutex);
    struct tf_printer_view view = printer->view;
    pthread_mutex_unlock(&printer->mutex);
    return view;
}

enum tf_printer_fate tf_printer_fate(struct tf_printer *printer, uint64_t owner)
{
    enum tf_printer_fate fate = TF_PRINTER_NO_JOB;
    pthread_mutex_lock(&printer->mutex);
    for (uint64_t back = 0; back < printer->recent_at && back < TF_PRINTER_RECENT_MAX; back++) {
        const struct tf_printer_recent *recent =
            &printer->recent[(printer->recent_at - 1 - back) % TF_PRINTER_RECENT_MAX];
        if (recent->owner == owner) {
            fate = recent->fate;
            break;
        }
    }
    pthread_mutex_unlock(&printer->mutex);
    return fate;
}

/* ---- start and stop ---------------------------------------------------------------------------------------
 */

static void fill(int *number, int otherwise)
{
    if (*number <= 0) {
        *number = otherwise;
    }
}

static void set_defaults(struct tf_printer_options *options)
{
    fill(&options->times.look_ms, 2000);
    fill(&options->times.reply_ms, 1000);
    fill(&options->times.stall_ms, 4000);
    fill(&options->times.give_up_ms, 120000);
    fill(&options->times.settle_ms, 2500); /* what a buffer of 4 KB holds, at 50 mm/s */
    fill(&options->per_minute_max, TF_PRINT_PER_MINUTE_MAX);
    fill(&options->per_session_max, TF_PRINT_PER_SESSION_MAX);
    fill(&options->gap_ms, TF_PRINT_GAP_S * 1000);
}

/* What was there before this start has its fate, and counts for no limit. */
static void remember_spool(struct tf_printer *printer)
{
    uint64_t last = tf_spool_last_owner(printer->spool);
    if (last != 0) {
        (void)remember(printer, last, 0);
        printer->recent[0].fate = TF_PRINTER_PRINTED;
    }
    for (size_t i = 0; i < tf_spool_count(printer->spool); i++) {
        struct tf_spool_job *job = tf_spool_at(printer->spool, i);
        job->ticket = remember(printer, job->owner, 0);
        printer->recent[(job->ticket - 1) % TF_PRINTER_RECENT_MAX].fate = TF_PRINTER_HELD;
        printer->is_torn |= job->begun;
    }
}

static void destroy(struct tf_printer *printer)
{
    tf_spool_close(printer->spool);
    if (printer->stop >= 0) {
        close(printer->stop);
    }
    if (printer->wake >= 0) {
        close(printer->wake);
    }
    pthread_cond_destroy(&printer->come);
    pthread_mutex_destroy(&printer->mutex);
    free(printer);
}

enum tf_err tf_printer_start(struct tf_printer **out, const struct tf_printer_options *options,
                             struct tf_problem *problem)
{
    struct tf_printer *printer = calloc(1, sizeof *printer);
    if (printer == NULL) {
        return TF_ERR_NOMEM;
    }
    printer->options = *options;
    set_defaults(&printer->options);
    printer->fd = -1;
    printer->state = TF_PRINTER_ABSENT;
    pthread_mutex_init(&printer->mutex, NULL);
    pthread_cond_init(&printer->come, NULL);
    printer->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    printer->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    enum tf_err err = printer->stop < 0 || printer->wake < 0 ? TF_ERR_NOMEM : TF_OK;
    if (err == TF_OK) {
        err = tf_device_parse(&printer->address, options->address, problem);
    }
    if (err == TF_OK) {
        err = tf_spool_open(&printer->spool, options->spool_folder, problem);
    }
    printer->options.address = printer->options.spool_folder = NULL;
    if (err == TF_OK) {
        remember_spool(printer);
        printer->view.has_last = tf_spool_has_last(printer->spool);
        printer->view.state = TF_PRINTER_ABSENT;
        err = tf_printer_keep_start(printer);
    }
    if (err == TF_OK) {
        err = pthread_create(&printer->thread, NULL, run, printer) == 0 ? TF_OK : TF_ERR_NOMEM;
    }
    if (err != TF_OK) {
        tf_printer_keep_stop(printer);
        destroy(printer);
        return err;
    }
    *out = printer;
    return TF_OK;
}

void tf_printer_stop(struct tf_printer *printer)
{
    const uint64_t one = 1;
    if (printer == NULL) {
        return;
    }
    (void)!write(printer->stop, &one, sizeof one);
    pthread_join(printer->thread, NULL);
    tf_printer_keep_stop(printer); /* what was asked for is on the disk, for the next time */
    destroy(printer);
}

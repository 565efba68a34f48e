/* DESIGN
 * The publisher is one thread. It sleeps until the ledger has a new board, an answer has come, a minute is
 * over (pages say what is on now), or, while phones are connected, a second is over (deadlines). For a new
 * board it makes a shelf, publishes it by one atomic exchange (latest.h), tells the streams what changed, and
 * only then lets the writers go on: who is sent to a page finds it there. */
#include "web/web.h"

#include "base/log.h"
#include "web/assets.h"
#include "web/change.h"
#include "web/web_in.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 1000, BUSY_TICK_MS = 100 };

void tf_web_poke(struct tf_web *web)
{
    pthread_mutex_lock(&web->mutex);
    web->is_poked = true;
    pthread_cond_signal(&web->poked);
    pthread_mutex_unlock(&web->mutex);
}

static void on_wake(void *user)
{
    tf_web_poke(user);
}

/* ---- shelves ---- */

static const struct tf_zone *zone_of(struct tf_web *web, const struct tf_board *board)
{
    const struct tf_gathering *gathering = tf_board_gathering(board);
    const char *name = gathering != NULL && gathering->zone[0] != '\0' ? gathering->zone : "UTC";
    struct tf_zone *zone = NULL;
    for (size_t i = 0; i < web->zone_count; i++) { /* shelves may still hold any of them */
        if (strcmp(tf_zone_name(web->zones[i]), name) == 0) {
            return web->zones[i];
        }
    }
    bool has_room = web->zone_count < sizeof(web->zones) / sizeof(web->zones[0]);
    if (!has_room || (tf_zone_open(&zone, name) != TF_OK && tf_zone_open(&zone, "UTC") != TF_OK)) {
        return web->zone_count > 0 ? web->zones[web->zone_count - 1] : NULL;
    }
    web->zones[web->zone_count++] = zone;
    return zone;
}

static void end_shelf(void *shelf)
{
    tf_shelf_destroy(shelf);
}

static enum tf_err publish(struct tf_web *web, struct tf_board *board)
{
    struct tf_find *find = NULL;
    struct tf_shelf *shelf = NULL;
    const struct tf_zone *zone = zone_of(web, board);
    enum tf_err err = zone != NULL ? TF_OK : TF_ERR_NOMEM;
    if (err == TF_OK && board == web->board && web->find != NULL) {
        find = tf_find_ref(web->find);
    } else if (err == TF_OK) {
        err = tf_find_create(&find, board, web->find);
    }
    if (err == TF_OK) {
        err = tf_shelf_create(&shelf, board, zone, find, tf_clock_now_s(&web->options.clock));
    }
    if (err == TF_OK) {
        err = tf_latest_publish(web->latest, shelf);
    }
    if (err != TF_OK) {
        tf_shelf_destroy(shelf);
        tf_find_unref(find);
        return err;
    }
    tf_find_unref(web->find);
    web->find = find;
    atomic_store(&web->revision, board->revision);
    return TF_OK;
}

static void tell(struct tf_web *web, const struct tf_board *before, const struct tf_board *after)
{
    struct tf_buf json;
    bool is_any = false;
    tf_buf_init(&json, 0);
    if (tf_change_write(&json, before, after, zone_of(web, after), &is_any) == TF_OK && is_any) {
        tf_live_tell(web->live, after->revision, json.data);
    }
    tf_buf_free(&json);
}

static int64_t minute_now(const struct tf_web *web)
{
    return tf_clock_now_s(&web->options.clock) / 60;
}

/* TF_ERR_BUSY, _NOMEM: tried again at the next tick. */
static enum tf_err look(struct tf_web *web)
{
    struct tf_board *newer = tf_subscription_take(web->subscription);
    int64_t minute = minute_now(web);
    if (newer == NULL && minute == web->minute) {
        return TF_OK;
    }
    struct tf_board *board = newer != NULL ? newer : web->board;
    enum tf_err err = publish(web, board);
    if (err != TF_OK) {
        web->minute = -1;
        if (newer != NULL) { /* keep it, as the board that is not shown yet */
            tell(web, web->board, newer);
            tf_board_unref(web->board);
            web->board = newer;
            tf_find_unref(web->find);
            web->find = NULL;
        }
        return err;
    }
    web->minute = minute;
    if (newer != NULL) {
        tell(web, web->board, newer);
        tf_board_unref(web->board);
        web->board = newer;
    }
    return TF_OK;
}

/* ---- the publisher ---- */

static int64_t sleep_ms(struct tf_web *web)
{
    if (tf_pending_is_any(web->gate) || web->minute < 0) {
        return BUSY_TICK_MS;
    }
    if (tf_lines_count(web->lines) > 0) {
        return TICK_MS;
    }
    return 60000 - tf_clock_now_ms(&web->options.clock) % 60000 + 10;
}

static bool wait_for_news(struct tf_web *web)
{
    struct timespec until = tf_clock_after_ms((int)sleep_ms(web));
    pthread_mutex_lock(&web->mutex);
    while (!web->is_poked && !web->is_stopping &&
           pthread_cond_timedwait(&web->poked, &web->mutex, &until) == 0) {
    }
    web->is_poked = false;
    bool goes_on = !web->is_stopping;
    pthread_mutex_unlock(&web->mutex);
    return goes_on;
}

static void *publisher(void *user)
{
    struct tf_web *web = user;
    int64_t beat_ms = tf_clock_mono_ms(), sweep_ms = beat_ms;
    while (wait_for_news(web)) {
        look(web);
        int64_t now_ms = tf_clock_mono_ms();
        tf_pending_settle(web->gate, atomic_load(&web->revision), now_ms);
        if (now_ms - sweep_ms >= TICK_MS) {
            sweep_ms = now_ms;
            tf_lines_sweep(web->lines, now_ms);
            tf_live_sweep(web->live);
        }
        if (now_ms - beat_ms >= TF_LIVE_BEAT_MS) {
            beat_ms = now_ms;
            tf_live_beat(web->live);
        }
    }
    return NULL;
}

/* ---- start and stop ---- */

static int count_phones(void *user)
{
    const struct tf_web *web = user;
    return tf_live_count(web->live);
}

static enum tf_err load_assets(struct tf_web *web)
{
    unsigned char hash[8];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES_MIN);
    for (size_t i = 0; i < TF_ASSET_COUNT; i++) {
        struct tf_buf buf;
        tf_buf_init(&buf, 0);
        tf_buf_add(&buf, tf_assets[i].bytes, tf_assets[i].len);
        crypto_generichash_update(&state, tf_assets[i].bytes, tf_assets[i].len);
        enum tf_err err = tf_page_create(&web->site.assets[i], &buf, tf_assets[i].media_type, true);
        tf_buf_free(&buf);
        if (err != TF_OK) {
            return err;
        }
        web->site.assets[i]->is_lasting = i <= TF_ASSET_ICONS; /* those are asked for with a version */
    }
    unsigned char whole[crypto_generichash_BYTES_MIN];
    crypto_generichash_final(&state, whole, sizeof(whole));
    memcpy(hash, whole, sizeof(hash));
    sodium_bin2hex(web->site.version, sizeof(web->site.version), hash, sizeof(hash));
    return TF_OK;
}

static enum tf_err init_locks(struct tf_web *web)
{
    pthread_condattr_t monotonic;
    pthread_mutex_init(&web->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&web->poked, &monotonic);
    pthread_condattr_destroy(&monotonic);
    enum tf_err err = tf_lines_create(&web->lines);
    return err == TF_OK ? tf_gate_create(&web->gate, web) : err;
}

static enum tf_err prepare(struct tf_web *web, const struct tf_web_options *options,
                           struct tf_problem *problem)
{
    web->public_url = strdup(options->public_url != NULL ? options->public_url : "");
    if (web->public_url == NULL) {
        return TF_ERR_NOMEM;
    }
    size_t len = strlen(web->public_url);
    while (len > 0 && web->public_url[len - 1] == '/') {
        web->public_url[--len] = '\0';
    }
    web->site.public_url = web->public_url;
    web->site.default_lang = options->lang;
    web->site.lang_is_events = options->lang_is_events;
    web->site.is_read_only = options->is_read_only;
    web->site.is_captive = options->is_captive;
    web->site.draw_grid = options->draw_grid;
    web->site.bind_book = options->bind_book;
    web->site.draw_cards = options->draw_cards;
    web->site.draw_user = options->draw_user;
    web->site.health = options->health;
    web->site.health_user = options->health_user;
    web->site.machine = options->machine;
    web->site.phones = count_phones;
    web->site.phones_user = web;
    web->site.notes_url = options->notes_url;
    web->site.flag_words = options->flag_words;
    web->site.is_tls = options->tls_cert != NULL;
    web->site.keep = options->keep;
    web->site.ledger = options->ledger;
    enum tf_err err = tf_access_create(&web->site.access, options->public_url, options->hosts);
    if (err == TF_OK) {
        err = load_assets(web);
    }
    if (err == TF_OK) {
        err = tf_latest_create(&web->latest, end_shelf);
    }
    if (err == TF_OK) {
        err = tf_tls_load(web, problem);
    }
    if (err == TF_OK) {
        err = tf_server_listen(web, problem);
    }
    if (err == TF_OK) {
        err = tf_ledger_subscribe(options->ledger, &web->subscription, on_wake, web);
    }
    return err;
}

enum tf_err tf_web_start(struct tf_web **out, const struct tf_web_options *options,
                         struct tf_problem *problem)
{
    struct tf_web *web = calloc(1, sizeof(*web));
    if (web == NULL) {
        return tf_err_tell(problem, TF_ERR_NOMEM, NULL, NULL, "There is no memory left");
    }
    web->options = *options;
    web->listen_fd = -1;
    enum tf_err err = init_locks(web);
    if (err == TF_OK) {
        err = prepare(web, options, problem);
    }
    if (err == TF_OK) {
        web->board = tf_subscription_take(web->subscription);
        web->minute = minute_now(web);
        err = web->board != NULL ? publish(web, web->board) : TF_ERR_CLOSED;
    }
    if (err == TF_OK) {
        err = tf_server_start(web, problem);
    }
    if (err == TF_OK) {
        web->has_publisher = pthread_create(&web->publisher, NULL, publisher, web) == 0;
        err = web->has_publisher ? TF_OK : TF_ERR_NOMEM;
    }
    if (err != TF_OK) {
        tf_web_stop(web);
        return err;
    }
    tf_log(TF_LOG_INFO, "Pages for phones are served on port %d", web->port);
    *out = web;
    return TF_OK;
}

void tf_web_stop(struct tf_web *web)
{
    if (web == NULL) {
        return;
    }
    if (web->has_publisher) {
        pthread_mutex_lock(&web->mutex);
        web->is_stopping = true;
        pthread_cond_signal(&web->poked);
        pthread_mutex_unlock(&web->mutex);
        pthread_join(web->publisher, NULL);
    }
    if (web->gate != NULL) {
        tf_server_stop(web);
    }
    tf_ledger_unsubscribe(web->options.ledger, web->subscription);
    if (web->listen_fd >= 0) {
        close(web->listen_fd);
    }
    tf_latest_destroy(web->latest);
    for (size_t i = 0; i < TF_ASSET_COUNT; i++) {
        tf_page_unref(web->site.assets[i]);
    }
    tf_access_destroy(web->site.access);
    tf_find_unref(web->find);
    tf_board_unref(web->board);
    for (size_t i = 0; i < web->zone_count; i++) {
        tf_zone_close(web->zones[i]);
    }
    tf_gate_close(web->gate);
    pthread_cond_destroy(&web->poked);
    pthread_mutex_destroy(&web->mutex);
    tf_lines_destroy(web->lines);
    tf_tls_free(web);
    free(web->public_url);
    free(web);
}

struct tf_web_state tf_web_state(const struct tf_web *web)
{
    return (struct tf_web_state){.port = web->port,
                                 .streams = tf_live_count(web->live),
                                 .connections = tf_lines_count(web->lines),
                                 .revision = atomic_load(&web->revision)};
}

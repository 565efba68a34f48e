#include "exchange/exchange.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ITEMS_MAX 1000

void tf_report_init(struct tf_report *report)
{
    memset(report, 0, sizeof *report);
    tf_arena_init(&report->arena);
}

void tf_report_free(struct tf_report *report)
{
    free(report->items);
    tf_arena_free(&report->arena);
    tf_report_init(report);
}

static bool make_room(struct tf_report *report)
{
    if (report->count >= ITEMS_MAX) {
        return false;
    }
    if (report->count < report->room) {
        return true;
    }
    size_t room = report->room ? report->room * 2 : 32;
    struct tf_report_item *items = realloc(report->items, room * sizeof *items);
    if (!items) {
        return false;
    }
    report->items = items;
    report->room = room;
    return true;
}

/* Words of the file may be in it: as at any door, nothing in them may move a terminal's cursor or turn its
 * text. */
static const char *keep(struct tf_report *report, const char *text)
{
    char *clean = NULL, *kept = NULL;
    if (tf_text_fit(&clean, text, strlen(text), TF_TEXT_ABOUT, NULL) == TF_OK) {
        kept = tf_arena_strdup(&report->arena, clean);
    }
    for (char *p = kept; p && *p; p++) {
        *p = *p == '\n' ? ' ' : *p;
    }
    free(clean);
    return kept;
}

/* A report must never be why an import fails: what does not fit, or finds no memory, is counted. */
void tf_report_add(struct tf_report *report, enum tf_report_level level, long line, const char *where,
                   const char *format, ...)
{
    if (!report) {
        return;
    }
    char text[640]; /* longer than what is kept, so that the cut falls between characters */
    char kept[512];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0) {
        text[0] = '\0';
    }
    tf_text_copy(kept, sizeof kept, text);
    struct tf_report_item item = {.level = level, .line = line};
    if (make_room(report)) {
        item.where = keep(report, where ? where : "");
        item.text = keep(report, kept);
    }
    if (item.where && item.text) {
        report->items[report->count++] = item;
    } else {
        report->dropped++;
    }
}

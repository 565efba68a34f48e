/* hostile.h: some 300 texts that somebody might write to break a page or a feed, and a board that has one of
 * them wherever a person's text can be. */
#ifndef TF_TESTS_HOSTILE_H
#define TF_TESTS_HOSTILE_H

#include "unit/web/asking.h"

#include "base/text.h"

static const char *const SEEDS[] = {
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title><script>1</script>",
    "</textarea><script>alert(1)</script>",
    "</option></select><svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>1</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "\" onfocus=alert(1) autofocus x=\"",
    "' onmouseover='alert(1)",
    "` onclick=`1",
    "<!--",
    "--><script>1</script>",
    "<![CDATA[<script>1</script>]]>",
    "<?php 1 ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&#x3c;b&#x3e;",
    "<b",
    "<b/",
    "<b a=",
    "</",
    "<>",
    "&",
    "&amp",
    "&amp;amp;",
    "\\\"><b>",
    "\\u003cscript\\u003e",
    "%3Cscript%3E",
    "{{7*7}}",
    "${7*7}",
    "<%= 1 %>",
    "#{1}",
    "<math><mi//xlink:href=\"data:x,1\">",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example>",
    "<input onfocus=1 autofocus>",
    "<details open ontoggle=1>",
    "<style>*{}</style>",
    "<object data=x>",
    "<embed src=x>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:1)",
    "![x](x onerror=1)",
    "<http://x onclick=1>",
    "[a](http://x/\"onclick=1)",
    "**<b>**",
    "`</code><b>`",
    "> <b>",
    "# <b>",
    "- <b>\n- </ul>",
    "```\n</pre><b>\n```",
    "[x]: javascript:1\n[x]",
    "=1+1",
    "@SUM(1)",
    "+1",
    "-1",
    "BEGIN:VEVENT",
    "a\r\nX-Evil: 1",
    "a\nDTSTART:1",
    "Set-Cookie: x",
    "\u202eevil",
    "\xe2\x80\x8b",
    "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "\xef\xbb\xbfx",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9",
    "\xd8\xa7\xd9\x84<b>\xd8\xb3",
    "\xef\xbc\x9cscript\xef\xbc\x9e",
    "\xca\xbamg\xca\xb9",
    "x\xc2\xa0y",
    "\xe2\x80\xa8x",
    "'; DROP TABLE session; --",
    "../../etc/passwd",
    "//evil.example",
    "http://evil.example/\"><b>",
    "http://a/?x=<b>&y='",
};
enum { SEED_COUNT = sizeof(SEEDS) / sizeof(SEEDS[0]) };
/* Each seed as it is, inside words, and twice: some 300 texts. */
enum { VARIANTS = 4, TEXTS = SEED_COUNT * VARIANTS };

static inline void text_of(char out[480], size_t index)
{
    const char *seed = SEEDS[index / VARIANTS];
    switch (index % VARIANTS) {
    case 0:
        snprintf(out, 480, "%s", seed);
        break;
    case 1:
        snprintf(out, 480, "Bees %s and ants", seed);
        break;
    case 2:
        snprintf(out, 480, "%s %s", seed, seed);
        break;
    default:
        snprintf(out, 480, "\"'>%s", seed);
        break;
    }
}

/* Every text of every kind is this one, where its door lets it through. */
static inline struct tf_board *board_with(const char *text)
{
    struct tf_board *board = support_board("2 spaces, 3 slots, break 12:00, Compost in A at 10:00, Bees");
    char *title = NULL, *name = NULL, *about = NULL, *url = NULL;
    size_t len = strlen(text);
    assert_int_equal(tf_text_fit(&title, text, len, TF_TEXT_TITLE, NULL), TF_OK);
    assert_int_equal(tf_text_fit(&name, text, len, TF_TEXT_NAME, NULL), TF_OK);
    assert_int_equal(tf_text_fit(&about, text, len, TF_TEXT_ABOUT, NULL), TF_OK);
    assert_int_equal(tf_text_fit(&url, text, len, TF_TEXT_URL, NULL), TF_OK);
    const char *some_title = *title != '\0' ? title : "x", *some_name = *name != '\0' ? name : "x";
    for (int i = 0; i < 2; i++) {
        struct tf_session session =
            *tf_board_session(board, support_session(board, i == 0 ? "Compost" : "Bees"));
        session.title = i == 0 ? some_title : "Bees";
        session.subtitle = title;
        session.host = name;
        session.about = about;
        session.track = name;
        session.language = name;
        session.url = *url != '\0' ? url : "http://x.example/";
        session.asks_into = i == 0 ? 1002 : 1001;
        support_put(&board, &session.record);
    }
    struct tf_space space = *tf_board_space(board, support_space(board, "A"));
    space.name = some_name;
    support_put(&board, &space.record);
    struct tf_slot slot = *tf_board_slot(board, support_slot(board, "12:00"));
    slot.title = some_title;
    support_put(&board, &slot.record);
    struct tf_gathering gathering = *tf_board_gathering(board);
    gathering.title = some_title;
    gathering.subtitle = title;
    support_put(&board, &gathering.record);
    struct tf_note note = {.record = {.kind = TF_KIND_NOTE, .key = {1001, 1}},
                           .author = name,
                           .happened = about,
                           .mattered = about,
                           .next = about,
                           .text = about,
                           .at = SUPPORT_10H00_S};
    support_put(&board, &note.record);
    struct tf_action action = {.record = {.kind = TF_KIND_ACTION, .key = {1001, 2}},
                               .what = some_title,
                               .who = name,
                               .at = SUPPORT_10H00_S};
    support_put(&board, &action.record);
    struct tf_news news = {.record = {.kind = TF_KIND_NEWS, .key = {0, 3}},
                           .text = *about != '\0' ? about : "x",
                           .pinned = true,
                           .at = SUPPORT_10H00_S};
    support_put(&board, &news.record);
    free(title);
    free(name);
    free(about);
    free(url);
    return board;
}

#endif

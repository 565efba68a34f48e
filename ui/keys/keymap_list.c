#include "keys/keymap.h"

#include "keys/keymap_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xkbcommon/xkbregistry.h>

enum { CHOICES_MAX = 4000, CODE_MAX = 4, PAIR = 6 };

struct item {
    struct tf_keymap_choice choice;
    struct rxkb_layout *layout; /* owned by the registry, as the texts of choice are */
    char language[CODE_MAX];
};
struct tf_keymap_list {
    struct rxkb_context *registry;
    struct item *items; /* by name */
    size_t count, room;
};

/* ISO 639-1 and, behind it, ISO 639-3, of the languages that xkb-data has layouts for. */
static const char TWO_THREE[] =
    "akaka amamh arara azaze babak bebel bgbul bmbam bnben bobod bsbos cacat csces cvchv dadan dedeu dvdiv "
    "dzdzo eeewe elell eneng eoepo esspa etest fafas ffful fifin fofao frfra gagle gdgla guguj hahau heheb "
    "hihin hrhrv huhun hyhye idind igibo isisl itita iuiku jajpn jvjav kakat kikik kkkaz kmkhm knkan kokor "
    "kukur kvkom kykir lolao ltlit lvlav mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nbnob nenep nlnld "
    "nnnno nonor ococi orori ososs papan plpol pspus ptpor roron rurus sasan scsrd sdsnd sesme sisin skslk "
    "slslv sqsqi srsrp svswe swswa tatam tetel tgtgk ththa tktuk tltgl tntsn trtur tttat uguig ukukr ururd "
    "uzuzb vivie wowol yoyor zhzho";

/* Layouts that type letters out of which an input method would make the language's own. xkb does not say. */
static const struct {
    const char *layout, *variant, *language;
} INPUT_METHOD[] = {
    {"cn", "", "zh"},         {"cn", "altgr-pinyin", "zh"}, {"tw", "", "zh"},
    {"jp", "", "ja"},         {"jp", "mac", "ja"},          {"jp", "dvorak", "ja"},
    {"jp", "OADG109A", "ja"}, {"jp", "kana", "ja"},         {"jp", "kana86", "ja"},
    {"kr", "", "ko"},         {"kr", "kr104", "ko"},
};

/* Where the layout that most of a language's people use is not the one that the rules below would find. */
static const char *const USUAL[][2] = {
    {"ar", "ara"}, {"cy", "gb"}, {"en", "us"}, {"eu", "es"}, {"fa", "ir"},
    {"ga", "ie"},  {"gl", "es"}, {"sr", "rs"}, {"zh", "cn"},
};

/* ISO 639-1 of an ISO 639-3 code, or that code. */
static void shorten(const char *three, char out[CODE_MAX])
{
    snprintf(out, CODE_MAX, "%s", three);
    for (size_t i = 0; i + PAIR <= sizeof(TWO_THREE); i += PAIR) {
        if (strncmp(&TWO_THREE[i + 2], three, 3) == 0) {
            snprintf(out, CODE_MAX, "%.2s", &TWO_THREE[i]);
        }
    }
}

static bool is_same(const char *layout, const char *variant, const char *other, const char *other_variant)
{
    return strcmp(layout, other) == 0 && strcmp(variant, other_variant) == 0;
}

/* They type nothing that a font has, or belong to whoever writes a file for them. */
static bool is_left_out(const char *layout, const char *variant)
{
    return strcmp(layout, "custom") == 0 || strcmp(layout, "brai") == 0 ||
           is_same(layout, variant, "se", "swl") || is_same(layout, variant, "al", "veqilharxhi");
}

static void describe(struct item *item, struct rxkb_layout *layout)
{
    const char *variant = rxkb_layout_get_variant(layout);
    struct rxkb_iso639_code *code = rxkb_layout_get_iso639_first(layout);
    const char *brief = rxkb_layout_get_brief(layout);
    *item = (struct item){
        .layout = layout,
        .choice = {.layout = rxkb_layout_get_name(layout),
                   .variant = variant != NULL ? variant : "",
                   .name = rxkb_layout_get_description(layout)},
    };
    shorten(code != NULL ? rxkb_iso639_code_get_code(code) : brief != NULL ? brief : "", item->language);
    for (size_t i = 0; i < sizeof(INPUT_METHOD) / sizeof(INPUT_METHOD[0]); i++) {
        if (is_same(item->choice.layout, item->choice.variant, INPUT_METHOD[i].layout,
                    INPUT_METHOD[i].variant)) {
            item->choice.needs_input_method = true;
            snprintf(item->language, sizeof(item->language), "%s", INPUT_METHOD[i].language);
        }
    }
}

static int by_name(const void *a, const void *b)
{
    const struct tf_keymap_choice *one = &((const struct item *)a)->choice;
    const struct tf_keymap_choice *other = &((const struct item *)b)->choice;
    int order = strcmp(one->name, other->name);
    if (order == 0) {
        order = strcmp(one->layout, other->layout);
    }
    return order != 0 ? order : strcmp(one->variant, other->variant);
}

static enum tf_err add(struct tf_keymap_list *list, struct rxkb_layout *layout)
{
    const char *name = rxkb_layout_get_name(layout);
    const char *variant = rxkb_layout_get_variant(layout);
    if (name == NULL || rxkb_layout_get_description(layout) == NULL ||
        is_left_out(name, variant != NULL ? variant : "")) {
        return TF_OK;
    }
    if (list->count == CHOICES_MAX) {
        return TF_ERR_LIMIT;
    }
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 1024 : list->room * 2;
        struct item *items = realloc(list->items, room * sizeof(*items));
        if (items == NULL) {
            return TF_ERR_NOMEM;
        }
        list->items = items;
        list->room = room;
    }
    describe(&list->items[list->count++], layout);
    return TF_OK;
}

enum tf_err tf_keymap_list_open(struct tf_keymap_list **out)
{
    enum tf_err err = TF_ERR_NOMEM;
    struct tf_keymap_list *list = calloc(1, sizeof(*list));
    if (list == NULL) {
        return err;
    }
    list->registry = rxkb_context_new(RXKB_CONTEXT_NO_DEFAULT_INCLUDES);
    if (list->registry == NULL) {
        goto out;
    }
    rxkb_context_set_log_level(list->registry, RXKB_LOG_LEVEL_CRITICAL);
    if (!rxkb_context_include_path_append(list->registry, TF_KEYMAP_XKB_PATH) ||
        !rxkb_context_parse(list->registry, "evdev")) {
        err = TF_ERR_NOT_FOUND;
        goto out;
    }
    err = TF_OK;
    for (struct rxkb_layout *layout = rxkb_layout_first(list->registry); layout != NULL && err == TF_OK;
         layout = rxkb_layout_next(layout)) {
        err = add(list, layout);
    }
    if (err == TF_OK && list->count == 0) {
        err = TF_ERR_NOT_FOUND;
    }
    if (err == TF_OK) {
        qsort(list->items, list->count, sizeof(*list->items), by_name);
        for (size_t i = 0; i < list->count; i++) {
            list->items[i].choice.language = list->items[i].language;
        }
        *out = list;
        list = NULL;
    }
out:
    tf_keymap_list_close(list);
    return err;
}

void tf_keymap_list_close(struct tf_keymap_list *list)
{
    if (list != NULL) {
        rxkb_context_unref(list->registry);
        free(list->items);
        free(list);
    }
}

size_t tf_keymap_list_count(const struct tf_keymap_list *list)
{
    return list->count;
}

const struct tf_keymap_choice *tf_keymap_list_at(const struct tf_keymap_list *list, size_t index)
{
    return index < list->count ? &list->items[index].choice : NULL;
}

/* ---- the usual layout of a language ---------------------------------------------------------------------
 */
struct wish {
    char language[CODE_MAX], region[3]; /* both in small letters; region "": not said */
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "de", "de-AT", "sr-Latn-RS": what is neither the language nor two letters is passed over. */
static void read_wish(struct wish *wish, const char *tag)
{
    *wish = (struct wish){.language = ""};
    for (size_t part = 0; *tag != '\0'; part++) {
        size_t len = strcspn(tag, "-_");
        if (part == 0 && len < CODE_MAX) {
            for (size_t i = 0; i < len; i++) {
                wish->language[i] = small(tag[i]);
            }
        } else if (part > 0 && len == 2 && wish->region[0] == '\0') {
            wish->region[0] = small(tag[0]);
            wish->region[1] = small(tag[1]);
        }
        tag += len;
        tag += *tag != '\0';
    }
}

/* 0: does not write that language; 2: it is the first one named. */
static int writes(const struct item *item, const char *language)
{
    if (strcmp(item->language, language) == 0) {
        return 2;
    }
    for (struct rxkb_iso639_code *code = rxkb_layout_get_iso639_first(item->layout); code != NULL;
         code = rxkb_iso639_code_next(code)) {
        char two[CODE_MAX];
        shorten(rxkb_iso639_code_get_code(code), two);
        if (strcmp(two, language) == 0 || strcmp(rxkb_iso639_code_get_code(code), language) == 0) {
            return 1;
        }
    }
    return 0;
}

static const char *usual_of(const struct wish *wish)
{
    if (strcmp(wish->language, "es") == 0 && wish->region[0] != '\0' && strcmp(wish->region, "es") != 0) {
        return "latam";
    }
    for (size_t i = 0; i < sizeof(USUAL) / sizeof(USUAL[0]); i++) {
        if (strcmp(USUAL[i][0], wish->language) == 0) {
            return USUAL[i][1];
        }
    }
    return wish->language;
}

/* The country that was asked for, then the plain layout, then the one for whom the language comes first, then
 * the one that needs no explanation: "Swedish" rather than "Swedish (Dvorak)". */
static int score(const struct item *item, const struct wish *wish)
{
    const struct tf_keymap_choice *choice = &item->choice;
    bool is_plain = choice->variant[0] == '\0';
    bool is_usual = is_plain && strcmp(choice->layout, usual_of(wish)) == 0;
    int how = writes(item, wish->language);
    if (how == 0 && (!is_usual || strcmp(choice->layout, wish->language) == 0)) {
        return 0;
    }
    int points = 1 + (strchr(choice->name, '(') == NULL ? 1 : 0);
    points += is_usual ? 4 : 0;
    points += how == 2 ? 8 : 0;
    points += is_plain ? 16 : 0;
    points += is_plain && strcmp(choice->layout, wish->region) == 0 ? 32 : 0;
    return points;
}

const struct tf_keymap_choice *tf_keymap_list_for(const struct tf_keymap_list *list, const char *language)
{
    struct wish wish;
    const struct item *best = NULL;
    int most = 0;
    read_wish(&wish, language);
    for (size_t i = 0; i < list->count && wish.language[0] != '\0'; i++) {
        int points = score(&list->items[i], &wish);
        bool is_shorter = points > 0 && points == most && best != NULL &&
                          strcmp(list->items[i].choice.layout, best->choice.layout) == 0 &&
                          strlen(list->items[i].choice.name) < strlen(best->choice.name);
        if (points > most || is_shorter) {
            most = points;
            best = &list->items[i];
        }
    }
    return best != NULL ? &best->choice : NULL;
}

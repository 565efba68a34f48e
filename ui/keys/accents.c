#include "keys/keymap.h"

#include "keys/keymap_in.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* Marks that make one letter with their base where Unicode has one, the frequent ones first. */
static const ucs4_t MARKS[] = {
    0x0301, 0x0300, 0x0302, 0x0308, 0x0303, 0x030A, 0x030C, 0x0304, 0x0306, 0x0328, 0x0327,
    0x0307, 0x030B, 0x0326, 0x0323, 0x0309, 0x031B, 0x030F, 0x0311, 0x0331, 0x0342, 0x0313,
    0x0314, 0x0345, 0x0653, 0x0654, 0x0655, 0x093C, 0x09BC, 0x0A3C, 0x3099, 0x309A,
};

/* Kin that is not base and mark: after each letter or sign what is offered for it. */
static const char *const KIN[] = {
    "aæªąɑ", "cçćč",  "dðđ",  "eəɛ",    "gǧģğ",    "hħ",    "iıj",   "kĸķ",  "lłľ",  "nŋñ",  "oøœºɔ",
    "sßşșſ", "tþŧț",  "uʊ",   "zʒż",    "æä",      "øö",    "öø",    "äæ",   "сҫ",   "аӕә",  "гґғ",
    "жҗӝ",   "зҙӡ",   "иіїй", "кқҡ",    "нңҥ",     "оөӧ",   "уүұў",  "хҳһ",  "чҷӌ",  "еєэё", "σς",
    "אﬡ",    "וװױ",   "יײױ",  "ااأإآٱ", "بپٻ",     "تٹٺ",   "جچ",    "دڈ",   "رڑ",   "زژ",   "فڤڢ",
    "قڨ",    "كکگڭ",  "کكگ",  "نںڼ",    "هةھۀ",    "وؤۆۇ",  "يىئیې", "یيئې", "1¹½¼", "2²⅔",  "3³¾",
    "4⁴",    "0°∅",   "-–—·", "'’‘‚′",  "\"“”„«»", ".…·•",  ",;‚،",  "?¿؟",  "!¡",   "$€£¥", "+±×÷",
    "=≈≠≡",  "/\\|÷", "<«≤‹", ">»≥›",   "*·•★",    "(〈[{", ")〉]}", "%‰",   "&§",   "€$£¥",
};

/* Marks that stay marks: offered on any letter of their script. */
static const struct {
    uint32_t first, last;
    ucs4_t marks[12]; /* ends in 0 */
} SCRIPTS[] = {
    {0x05D0,
     0x05EA,
     {0x05B7, 0x05B8, 0x05B0, 0x05B4, 0x05B5, 0x05B6, 0x05B9, 0x05BB, 0x05BC, 0x05C1, 0x05C2}},
    {0x0620, 0x064A, {0x064E, 0x064F, 0x0650, 0x0651, 0x0652, 0x064B, 0x064C, 0x064D, 0x0670}},
    {0x066E, 0x06D3, {0x064E, 0x064F, 0x0650, 0x0651, 0x0652, 0x064B, 0x064C, 0x064D, 0x0670}},
    {0x0904, 0x0939, {0x0902, 0x0901, 0x0903, 0x093C, 0x094D}},
    {0x0E01, 0x0E2E, {0x0E48, 0x0E49, 0x0E4A, 0x0E4B, 0x0E4C, 0x0E47}},
};

struct forms {
    char (*out)[TF_KEYMAP_LABEL_MAX];
    size_t count;
    char of[TF_KEYMAP_LABEL_MAX]; /* the grapheme itself, which is not offered */
};

static void offer(struct forms *forms, const ucs4_t *points, size_t count)
{
    uint8_t text[TF_KEYMAP_LABEL_MAX * 2];
    size_t len = sizeof(text) - 1;
    char form[TF_KEYMAP_LABEL_MAX];
    if (forms->count == TF_KEYMAP_ACCENTS_MAX || u32_to_u8(points, count, text, &len) == NULL ||
        len >= sizeof(text)) {
        return;
    }
    text[len] = '\0';
    tf_keymap_compose((const char *)text, form);
    if (form[0] == '\0' || strcmp(form, forms->of) == 0) {
        return;
    }
    for (size_t i = 0; i < forms->count; i++) {
        if (strcmp(forms->out[i], form) == 0) {
            return;
        }
    }
    memcpy(forms->out[forms->count++], form, sizeof(form));
}

static void offer_composed(struct forms *forms, ucs4_t base)
{
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
        uint32_t pair[2] = {base, MARKS[i]};
        size_t count = 0;
        uint32_t *whole = u32_normalize(UNINORM_NFC, pair, 2, NULL, &count);
        if (whole != NULL && count == 1) {
            offer(forms, whole, 1);
        }
        free(whole);
    }
}

static void offer_kin(struct forms *forms, ucs4_t base)
{
    ucs4_t small = uc_tolower(base);
    for (size_t i = 0; i < sizeof(KIN) / sizeof(KIN[0]); i++) {
        ucs4_t point = 0;
        const uint8_t *at = u8_next(&point, (const uint8_t *)KIN[i]);
        if (point != small) {
            continue;
        }
        for (at = u8_next(&point, at); at != NULL; at = u8_next(&point, at)) {
            ucs4_t form = small == base ? point : uc_toupper(point);
            form = small != base && point == 0x00DF ? 0x1E9E : form; /* ẞ is no simple upper case of ß */
            offer(forms, &form, 1);
        }
    }
}

static void offer_marked(struct forms *forms, ucs4_t base)
{
    for (size_t i = 0; i < sizeof(SCRIPTS) / sizeof(SCRIPTS[0]); i++) {
        if (base < SCRIPTS[i].first || base > SCRIPTS[i].last) {
            continue;
        }
        for (size_t m = 0; SCRIPTS[i].marks[m] != 0; m++) {
            ucs4_t pair[2] = {base, SCRIPTS[i].marks[m]};
            offer(forms, pair, 2);
        }
    }
}

static void offer_skins(struct forms *forms, ucs4_t base)
{
    offer(forms, &base, 1);
    for (ucs4_t skin = 0x1F3FB; skin <= 0x1F3FF; skin++) {
        ucs4_t pair[2] = {base, skin};
        offer(forms, pair, 2);
    }
}

size_t tf_keymap_accents(const char *grapheme, char out[TF_KEYMAP_ACCENTS_MAX][TF_KEYMAP_LABEL_MAX])
{
    struct forms forms = {.out = out};
    size_t len = strlen(grapheme);
    if (len == 0 || len >= TF_KEYMAP_LABEL_MAX || u8_check((const uint8_t *)grapheme, len) != NULL) {
        return 0;
    }
    tf_keymap_compose(grapheme, forms.of);
    uint32_t points[TF_KEYMAP_LABEL_MAX * 4];
    size_t count = TF_KEYMAP_LABEL_MAX;
    if (u8_to_u32((const uint8_t *)forms.of, strlen(forms.of), points, &count) != points || count == 0) {
        return 0;
    }
    ucs4_t whole = points[0];
    if (uc_is_property_emoji_modifier_base(whole)) {
        if (count == 1 || (count == 2 && uc_is_property_emoji_modifier(points[1]))) {
            offer_skins(&forms, whole);
        }
        return forms.count;
    }
    ucs4_t base = whole;
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    while (uc_canonical_decomposition(base, parts) > 1) {
        base = parts[0];
    }
    if (count == 1 && base != whole) {
        offer_composed(&forms, whole); /* â, then ấ ầ ẩ */
    }
    if (count > 1 || base != whole) {
        offer(&forms, &base, 1);
    }
    offer_composed(&forms, base);
    offer_kin(&forms, base);
    if (base != whole) {
        offer_kin(&forms, whole);
    }
    offer_marked(&forms, base);
    return forms.count;
}

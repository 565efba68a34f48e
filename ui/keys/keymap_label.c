#include "keys/keymap_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <xkbcommon/xkbcommon-keysyms.h>

struct dead {
    uint32_t keysym;
    const char *label, *mark;
};

/* Accents that have no form of their own stand on a dotted circle. */
static const struct dead DEAD[] = {
    {XKB_KEY_dead_grave, "`", "\u0300"},
    {XKB_KEY_dead_acute, "´", "\u0301"},
    {XKB_KEY_dead_circumflex, "^", "\u0302"},
    {XKB_KEY_dead_tilde, "~", "\u0303"},
    {XKB_KEY_dead_macron, "¯", "\u0304"},
    {XKB_KEY_dead_breve, "˘", "\u0306"},
    {XKB_KEY_dead_abovedot, "˙", "\u0307"},
    {XKB_KEY_dead_diaeresis, "¨", "\u0308"},
    {XKB_KEY_dead_abovering, "˚", "\u030A"},
    {XKB_KEY_dead_doubleacute, "˝", "\u030B"},
    {XKB_KEY_dead_caron, "ˇ", "\u030C"},
    {XKB_KEY_dead_cedilla, "¸", "\u0327"},
    {XKB_KEY_dead_ogonek, "˛", "\u0328"},
    {XKB_KEY_dead_iota, "ͺ", "\u0345"},
    {XKB_KEY_dead_voiced_sound, "゛", "\u3099"},
    {XKB_KEY_dead_semivoiced_sound, "゜", "\u309A"},
    {XKB_KEY_dead_belowdot, "\u25CC\u0323", "\u0323"},
    {XKB_KEY_dead_hook, "\u25CC\u0309", "\u0309"},
    {XKB_KEY_dead_horn, "\u25CC\u031B", "\u031B"},
    {XKB_KEY_dead_stroke, "/", "\u0335"},
    {XKB_KEY_dead_abovecomma, "᾿", "\u0313"},
    {XKB_KEY_dead_abovereversedcomma, "῾", "\u0314"},
    {XKB_KEY_dead_doublegrave, "\u25CC\u030F", "\u030F"},
    {XKB_KEY_dead_belowring, "\u25CC\u0325", "\u0325"},
    {XKB_KEY_dead_belowmacron, "\u25CC\u0331", "\u0331"},
    {XKB_KEY_dead_belowcircumflex, "\u25CC\u032D", "\u032D"},
    {XKB_KEY_dead_belowtilde, "\u25CC\u0330", "\u0330"},
    {XKB_KEY_dead_belowbreve, "\u25CC\u032E", "\u032E"},
    {XKB_KEY_dead_belowdiaeresis, "\u25CC\u0324", "\u0324"},
    {XKB_KEY_dead_invertedbreve, "\u25CC\u0311", "\u0311"},
    {XKB_KEY_dead_belowcomma, "\u25CC\u0326", "\u0326"},
    {XKB_KEY_dead_currency, "¤", ""},
    {XKB_KEY_dead_lowline, "_", "\u0332"},
    {XKB_KEY_dead_aboveverticalline, "\u25CC\u030D", "\u030D"},
    {XKB_KEY_dead_belowverticalline, "\u25CC\u0329", "\u0329"},
    {XKB_KEY_dead_longsolidusoverlay, "\u25CC\u0338", "\u0338"},
    {XKB_KEY_dead_a, "ª", ""},
    {XKB_KEY_dead_A, "ª", ""},
    {XKB_KEY_dead_e, "ₑ", ""},
    {XKB_KEY_dead_E, "ₑ", ""},
    {XKB_KEY_dead_i, "ⁱ", ""},
    {XKB_KEY_dead_I, "ⁱ", ""},
    {XKB_KEY_dead_o, "º", ""},
    {XKB_KEY_dead_O, "º", ""},
    {XKB_KEY_dead_u, "ᵘ", ""},
    {XKB_KEY_dead_U, "ᵘ", ""},
    {XKB_KEY_dead_small_schwa, "ə", ""},
    {XKB_KEY_dead_capital_schwa, "Ə", ""},
    {XKB_KEY_dead_greek, "αβγ", ""},
};

static const struct dead *dead_of(uint32_t keysym)
{
    for (size_t i = 0; i < sizeof(DEAD) / sizeof(DEAD[0]); i++) {
        if (DEAD[i].keysym == keysym) {
            return &DEAD[i];
        }
    }
    return NULL;
}

const char *tf_keymap_dead_label(uint32_t keysym)
{
    const struct dead *dead = dead_of(keysym);
    return dead == NULL ? NULL : dead->label;
}

const char *tf_keymap_dead_mark(uint32_t keysym)
{
    const struct dead *dead = dead_of(keysym);
    return dead == NULL ? "" : dead->mark;
}

static ucs4_t first_of(const char *text)
{
    ucs4_t point = 0;
    return u8_strmbtouc(&point, (const uint8_t *)text) > 0 ? point : 0;
}

static bool is_joiner(ucs4_t point)
{
    return point == 0x200C || point == 0x200D;
}

static bool is_mark(ucs4_t point)
{
    return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_M);
}

bool tf_keymap_is_typable(const char *text)
{
    static const uint32_t NOTHING = UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z;
    const uint8_t *at = (const uint8_t *)text;
    ucs4_t point = 0;
    if (u8_check(at, strlen(text)) != NULL || text[0] == '\0') {
        return false;
    }
    if (strcmp(text, " ") == 0) {
        return true;
    }
    for (at = u8_next(&point, at); at != NULL; at = u8_next(&point, at)) {
        bool shows = !uc_is_general_category_withtable(point, NOTHING) &&
                     !uc_is_property_default_ignorable_code_point(point);
        if (!shows && !is_joiner(point)) {
            return false;
        }
    }
    return true;
}

bool tf_keymap_is_letter(const char *text)
{
    return uc_is_general_category_withtable(first_of(text), UC_CATEGORY_MASK_L);
}

int tf_keymap_direction(const char *text)
{
    switch (uc_bidi_category(first_of(text))) {
    case UC_BIDI_L:
        return 1;
    case UC_BIDI_R:
    case UC_BIDI_AL:
        return -1;
    default:
        return 0;
    }
}

void tf_keymap_label(const char *text, char out[TF_KEYMAP_LABEL_MAX])
{
    ucs4_t first = first_of(text);
    if (is_joiner(first)) {
        snprintf(out, TF_KEYMAP_LABEL_MAX, "%s", first == 0x200C ? "ZWNJ" : "ZWJ");
    } else if (is_mark(first) && strlen(text) + strlen("\u25CC") < TF_KEYMAP_LABEL_MAX) {
        snprintf(out, TF_KEYMAP_LABEL_MAX, "\u25CC%s", text);
    } else {
        snprintf(out, TF_KEYMAP_LABEL_MAX, "%s", text);
    }
}

void tf_keymap_compose(const char *text, char out[TF_KEYMAP_LABEL_MAX])
{
    size_t len = 0;
    uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), NULL, &len);
    out[0] = '\0';
    if (composed != NULL && len < TF_KEYMAP_LABEL_MAX) {
        memcpy(out, composed, len);
        out[len] = '\0';
    }
    free(composed);
}

#include "canvas/type_in.h"

#include <string.h>
#include <unictype.h>

/* libunistring names a script, HarfBuzz and the list of fonts use ISO 15924's tags. What is not here is set
 * without a script: letter after letter. */
static const struct {
    const char *name;
    char tag[5];
} SCRIPTS[] = {
    {"Common", "Zyyy"},
    {"Inherited", "Zinh"},
    {"Latin", "Latn"},
    {"Greek", "Grek"},
    {"Cyrillic", "Cyrl"},
    {"Armenian", "Armn"},
    {"Hebrew", "Hebr"},
    {"Arabic", "Arab"},
    {"Syriac", "Syrc"},
    {"Thaana", "Thaa"},
    {"Devanagari", "Deva"},
    {"Bengali", "Beng"},
    {"Gurmukhi", "Guru"},
    {"Gujarati", "Gujr"},
    {"Oriya", "Orya"},
    {"Tamil", "Taml"},
    {"Telugu", "Telu"},
    {"Kannada", "Knda"},
    {"Malayalam", "Mlym"},
    {"Sinhala", "Sinh"},
    {"Thai", "Thai"},
    {"Lao", "Laoo"},
    {"Tibetan", "Tibt"},
    {"Myanmar", "Mymr"},
    {"Georgian", "Geor"},
    {"Hangul", "Hang"},
    {"Ethiopic", "Ethi"},
    {"Cherokee", "Cher"},
    {"Khmer", "Khmr"},
    {"Mongolian", "Mong"},
    {"Hiragana", "Hira"},
    {"Katakana", "Kana"},
    {"Bopomofo", "Bopo"},
    {"Han", "Hani"},
    {"Yi", "Yiii"},
    {"Tifinagh", "Tfng"},
    {"Nko", "Nkoo"},
    {"Adlam", "Adlm"},
    {"Ol_Chiki", "Olck"},
    {"Javanese", "Java"},
    {"Balinese", "Bali"},
    {"Sundanese", "Sund"},
    {"Tai_Tham", "Lana"},
    {"Cham", "Cham"},
    {"Vai", "Vaii"},
    {"Osmanya", "Osma"},
    {"Osage", "Osge"},
    {"Hanifi_Rohingya", "Rohg"},
    {"New_Tai_Lue", "Talu"},
    {"Tai_Le", "Tale"},
    {"Limbu", "Limb"},
    {"Lepcha", "Lepc"},
    {"Lisu", "Lisu"},
    {"Meetei_Mayek", "Mtei"},
    {"Canadian_Aboriginal", "Cans"},
    {"Tagalog", "Tglg"},
    {"Old_Turkic", "Orkh"},
};

static uint32_t tag_of(const char *name)
{
    for (size_t i = 0; i < sizeof(SCRIPTS) / sizeof(SCRIPTS[0]); i++) {
        if (strcmp(SCRIPTS[i].name, name) == 0) {
            const char *tag = SCRIPTS[i].tag;
            return TF_TYPE_TAG(tag[0], tag[1], tag[2], tag[3]);
        }
    }
    return TF_TYPE_TAG('Z', 'z', 'z', 'z');
}

uint32_t tf_type_script(struct tf_type_setter *setter, uint32_t point)
{
    const uc_script_t *all = NULL;
    size_t count = 0;
    const uc_script_t *script = uc_script(point);
    uc_all_scripts(&all, &count);
    size_t number = script == NULL ? SIZE_MAX : (size_t)(script - all);
    if (number >= sizeof(setter->script_tags) / sizeof(setter->script_tags[0])) {
        return TF_TYPE_TAG('Z', 'z', 'z', 'z');
    }
    if (setter->script_tags[number] == 0) {
        setter->script_tags[number] = tag_of(script->name);
    }
    return setter->script_tags[number];
}

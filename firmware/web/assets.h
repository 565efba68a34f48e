/* assets.h: the files of ui/phone, compiled in (cmake/phone.cmake). By enum tf_asset_id. */
#ifndef TF_WEB_ASSETS_H
#define TF_WEB_ASSETS_H

#include "web/visit.h"

struct tf_asset {
    const char *media_type;
    const unsigned char *bytes;
    size_t len;
};
extern const struct tf_asset tf_assets[TF_ASSET_COUNT];

#endif

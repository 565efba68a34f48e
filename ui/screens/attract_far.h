/* attract_far.h: the pages of the attract screen that are read from across the room: one thing at a time. */
#ifndef TF_SCREENS_ATTRACT_FAR_H
#define TF_SCREENS_ATTRACT_FAR_H

#include "model/view_attract.h"
#include "screens/screen.h"

/* The least pixels a module of a code has: a phone reads it from half a metre. */
#define TF_ATTRACT_MODULE_PX  6
#define TF_ATTRACT_QR_MODULES 45 /* version 5 and its quiet zone: any Wi-Fi's name and password */

void tf_attract_one(const struct tf_frame *frame, const struct tf_view_attract *view);
void tf_attract_news(const struct tf_frame *frame, const struct tf_view_attract *view);
void tf_attract_wifi(const struct tf_frame *frame, const struct tf_view_attract *view);
void tf_attract_count_down(const struct tf_frame *frame, const struct tf_view_attract *view);

#endif

/* folder.h: a folder for what nobody keeps. */
#ifndef TF_KIOSK_FOLDER_H
#define TF_KIOSK_FOLDER_H

#define TF_FOLDER_PATTERN "/tmp/twofeet-print-XXXXXX" /* for mkdtemp(3) */
/* With the files in it. */
void tf_folder_remove(const char *path);

#endif

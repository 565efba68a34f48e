/* style.h: ui/phone/book.css as text (cmake/phone.cmake). It has none of < > & " ', so that it is the same in
 * HTML, in XML and through a writer that escapes. */
#ifndef TF_BOOK_STYLE_H
#define TF_BOOK_STYLE_H

extern const char tf_book_style[];

#endif

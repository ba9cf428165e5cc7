// SPDX-License-Identifier: Apache-2.0
// Debian's libxml2 is built with ICU and would pull its headers in, which clash with those of Foundation. Only members of
// types that are used through pointers differ, and none of them is touched.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/HTMLparser.h>

// libxml2 exposes xmlFree as a global variable, which Swift 6 refuses as not concurrency-safe.
static inline void cxml_free(void *pointer) { xmlFree(pointer); }

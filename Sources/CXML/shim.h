// SPDX-License-Identifier: Apache-2.0
#include <libxml/parser.h>
#include <libxml/xmlreader.h>

// libxml2 exposes xmlFree as a global variable, which Swift 6 refuses as not concurrency-safe.
static inline void cxml_free(void *pointer) { xmlFree(pointer); }

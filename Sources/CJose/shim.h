// SPDX-License-Identifier: Apache-2.0
// The library's constants are global variables, which Swift does not take for safe: of the header it is asked by name, and told nothing.
#include <stdlib.h>
#include <cjose/base64.h>
#include <cjose/jwk.h>
#include <cjose/jws.h>

static inline const char *tongpin_jose_algorithm(cjose_jws_t *jws) {
  cjose_header_t *header = cjose_jws_get_protected(jws);
  return header == NULL ? NULL : cjose_header_get(header, "alg", NULL);
}

static inline bool tongpin_jose_set(cjose_header_t *header, const char *name, const char *value) {
  return cjose_header_set(header, name, value, NULL);
}

/* SPDX-License-Identifier: Apache-2.0
   What glibc offers beyond POSIX and the compiler's own module of it leaves out. */
#ifndef TONGPIN_CLINUX_H
#define TONGPIN_CLINUX_H

#include <spawn.h>
#include <sys/resource.h>

extern int memfd_create(const char *name, unsigned int flags);
extern int prctl(int option, ...);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/* An open file that stands in no folder, closed in whatever this process starts. */
static inline int nameless_file(const char *name) { return memfd_create(name, 1U /* MFD_CLOEXEC */); }

/* From here on nothing that runs in this process gains a privilege. */
static inline int forgo_privileges(void) { return prctl(38 /* PR_SET_NO_NEW_PRIVS */, 1, 0, 0, 0); }

/* Numbers that are an enumeration in C and so not an int in Swift. */
static inline int limit_memory(rlim_t bytes) { struct rlimit r = {bytes, bytes}; return setrlimit(RLIMIT_AS, &r); }
static inline int limit_processor(rlim_t seconds) { struct rlimit r = {seconds, seconds}; return setrlimit(RLIMIT_CPU, &r); }
static inline int forbid_files_and_cores(void) {
  struct rlimit none = {0, 0}, few = {16, 16};
  return setrlimit(RLIMIT_FSIZE, &none) || setrlimit(RLIMIT_CORE, &none) || setrlimit(RLIMIT_NOFILE, &few);
}

#endif

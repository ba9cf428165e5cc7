// SPDX-License-Identifier: Apache-2.0
// Loaded before the C library (LD_PRELOAD): writes down what a program does to the files below one folder, so that the state of a disk that
// lost its power can be put together afterwards from what had been synced. Nothing of the program is changed.
//
//   TONGPIN_POWER_FOLDER  the folder to watch          TONGPIN_POWER_LOG  where to write it down
//
// Record: kind (1 byte), inode, offset, length (8 bytes each, little endian), then `length` bytes for a write.
// Kinds: W write, T new size (offset), B a sync begins, S what stood at its beginning is synced (offset: nanoseconds of the monotonic clock).
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int log_file = -1;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("TONGPIN_POWER_FOLDER");
  const char *path = getenv("TONGPIN_POWER_LOG");
  if (!folder || !path) return;
  folder_length = strlen(folder);
  log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// The inode behind a descriptor when it is a file below the folder, else 0.
static uint64_t watched(int descriptor) {
  if (log_file < 0 || descriptor == log_file) return 0;
  char name[64], path[4096];
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (length < (ssize_t)folder_length || strncmp(path, folder, folder_length) != 0) return 0;
  struct stat found;
  return fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode) ? found.st_ino : 0;
}

static uint64_t now(void) {
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return (uint64_t)moment.tv_sec * 1000000000 + (uint64_t)moment.tv_nsec;
}

static void record(char kind, uint64_t inode, uint64_t offset, const void *bytes, uint64_t length) {
  char head[25];
  head[0] = kind;
  memcpy(head + 1, &inode, 8);
  memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &length, 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  syscall(SYS_writev, log_file, parts, length ? 2 : 1);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  uint64_t inode = watched(descriptor);
  if (inode) record('W', inode, (uint64_t)offset, bytes, length);
  return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  return pwrite64(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  uint64_t inode = watched(descriptor);
  if (inode) {
    struct stat found;
    fstat(descriptor, &found);
    int flags = fcntl(descriptor, F_GETFL);
    off64_t offset = (flags & O_APPEND) ? found.st_size : lseek64(descriptor, 0, SEEK_CUR);
    record('W', inode, (uint64_t)offset, bytes, length);
  }
  return syscall(SYS_write, descriptor, bytes, length);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  if (!watched(descriptor)) return syscall(SYS_writev, descriptor, parts, count);
  ssize_t total = 0;
  for (int i = 0; i < count; i++) {
    ssize_t done = write(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (done < 0) return total ? total : done;
    total += done;
  }
  return total;
}

int ftruncate64(int descriptor, off64_t size) {
  uint64_t inode = watched(descriptor);
  if (inode) record('T', inode, (uint64_t)size, NULL, 0);
  return (int)syscall(SYS_ftruncate, descriptor, size);
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

// What was written before the call is on the disk when it returns.
static int sync_with(int descriptor, long call) {
  uint64_t inode = watched(descriptor);
  if (inode) record('B', inode, 0, NULL, 0);
  int result = (int)syscall(call, descriptor);
  if (inode && result == 0) record('S', inode, now(), NULL, 0);
  return result;
}

int fsync(int descriptor) { return sync_with(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return sync_with(descriptor, SYS_fdatasync); }

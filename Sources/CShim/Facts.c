#define _GNU_SOURCE
#include <semaphore.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>

#include "CShim.h"

int shim_niceness(void) { return getpriority(PRIO_PROCESS, 0); }

void shim_set_niceness(int niceness) { setpriority(PRIO_PROCESS, 0, niceness); }

int64_t shim_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_BOOTTIME, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t shim_unix_milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int64_t shim_reaped_cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

int64_t shim_reaped_peak(void) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  return (int64_t)usage.ru_maxrss * 1024;
}

int64_t shim_file_bytes(const char *path) {
  struct stat facts;
  return stat(path, &facts) == 0 ? (int64_t)facts.st_size : -1;
}

int64_t shim_file_owner(const char *path) {
  struct stat facts;
  return stat(path, &facts) == 0 ? (int64_t)facts.st_uid : -1;
}

int shim_take(void *semaphore, int seconds) {
  struct timespec deadline;
  clock_gettime(CLOCK_REALTIME, &deadline);
  deadline.tv_sec += seconds;
  return sem_timedwait(semaphore, &deadline);
}

int shim_bound_writes(int descriptor, int seconds) {
  struct timeval time = {seconds, 0};
  return setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

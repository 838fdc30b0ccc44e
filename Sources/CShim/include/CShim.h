// The few system calls that Swift can not make by itself: fork with the child's own preparations, and calls that
// Glibc's module map leaves out. Everything here is called while the process has a single thread, unless it says otherwise.
#ifndef POLDER_CSHIM_H
#define POLDER_CSHIM_H

#include <poll.h>
#include <semaphore.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

// Constants that Swift does not see, or sees with an unhandy type.
enum { SHIM_POLLRDHUP = 0x2000 };
static const int SHIM_SOCK_CLOEXEC = SOCK_CLOEXEC;
static const int SHIM_MSG_NOSIGNAL = MSG_NOSIGNAL;
static const int SHIM_RLIMIT_NPROC = RLIMIT_NPROC;

struct shim_limit {
  int resource;
  uint64_t most;
};

struct shim_command {
  char *const *arguments;
  char *const *environment;  // NULL: the caller's
  const char *directory;     // NULL: the caller's
  int input;                 // -1: the caller's
  int output;                // for standard output and error; -1: the caller's
  const int *joins;          // open cgroup.procs files
  int join_count;
  const struct shim_limit *limits;
  int limit_count;
  int own_session;
  int niceness;   // set if own_session
  int oom_score;  // set if own_session
};

enum shim_step {
  SHIM_STEP_FORK = 1,
  SHIM_STEP_JOIN,
  SHIM_STEP_LIMIT,
  SHIM_STEP_DIRECTORY,
  SHIM_STEP_EXECUTE,
};

struct shim_refusal {
  int step;
  int error;
};

/// Starts a command; it dies with the caller. Returns its pid, or -1 with the step that failed and its errno.
pid_t shim_start(const struct shim_command *command, struct shim_refusal *refusal);

/// Plain fork.
pid_t shim_fork(void);

/// Forks for going to the background; the child keeps its standard streams and one file more, and nothing else that was open.
pid_t shim_background(int kept);

/// A pipe whose ends are closed on exec.
int shim_pipe(int ends[2]);

int shim_become_subreaper(void);
/// Takes precedence over all ordinary processes, or stops doing so.
void shim_hurry(int on);

int shim_signalfd(const int *signals, int count);
int shim_pidfd_open(pid_t pid);
int shim_pidfd_signal(int descriptor, int signal);

/// Passes SIGTERM, SIGINT and SIGHUP on to a process from now on.
int shim_forward_signals(pid_t target);

/// Brings the loopback interface up if it is down.
int shim_raise_loopback(void);

/// Fills a buffer with random bytes; may be called from any thread.
int shim_random(void *buffer, size_t count);

/// Starts a detached thread with a small stack; may be called from any thread.
int shim_thread(void *(*body)(void *), void *argument);

#endif
